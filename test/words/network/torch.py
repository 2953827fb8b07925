from in_torch import *


@network(
    lambda p: AdamW(p, lr=0.01),
    lambda o: CosineAnnealingLR(o, STEPS - 1, eta_min=1e-3),  # warm after one step
    frozen=["encoder.residual0.dense1.weight", "encoder.residual0.dense1.bias", "out_bias.bias"],
    norm=0.5,
)
def forward(c, x, clean, b):
    def encoder(h):
        h = torch.tanh(c.dense(h, "encoder.inp"))
        for block in ("encoder.residual0", "encoder.residual1"):
            h = h + c.dense(torch.tanh(c.dense(h, block + ".dense0")), block + ".dense1")
        return h

    code, ref = encoder(x), encoder(clean)
    z = c.dense(c.dense(code, "gate"), "gate")
    y = torch.sigmoid(code @ c["encoder.inp.weight"] + c["out_bias.bias"])
    losses = {
        "recon": mse(y, clean),
        "pull": 0.1 * mean((code - ref.detach()) ** 2),
        "gate": 0.5 * binary_cross_entropy(z, b),
    }
    return {"code": code, "y": y}, losses, {"ref": mean(ref)}

from in_torch import *


@network(
    lambda p: Adam(p, lr=0.03),
    lambda o: warm_up(o, 3, LinearLR(o, 1, 1e-3 / 0.03, total_iters=STEPS - 3)),
)
def forward(c, x, t):
    h = x + 0.1 * c.noise(x, "noise0")
    z = c.dense(h, "fc")
    y = torch.tanh(z) + 0.5 * c.noise(z, "noise1") * z
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

from in_numpy import *


@network(
    {
        "encoder.inp.weight": (3, 4),
        "encoder.inp.bias": (3,),
        "encoder.residual0.dense0.weight": (5, 3),
        "encoder.residual0.dense0.bias": (5,),
        "encoder.residual0.dense1.weight": (3, 5),
        "encoder.residual0.dense1.bias": (3,),
        "encoder.residual1.dense0.weight": (5, 3),
        "encoder.residual1.dense0.bias": (5,),
        "encoder.residual1.dense1.weight": (3, 5),
        "encoder.residual1.dense1.bias": (3,),
        "gate.weight": (3, 3),
        "gate.bias": (3,),
        "out_bias.bias": (4,),
    },
    dict(x=real(4)),
    dict(clean=real(4), b=bit(3)),
    frozen=["encoder.residual0.dense1.weight", "encoder.residual0.dense1.bias", "out_bias.bias"],
    optimizer=Adam(lr=0.01, decoupled=True, weight_decay=0.01),
    clip=Clip(norm=0.5),
    schedule=Schedule("cosine", min_lr=0.001, warmup=1),
)
def forward(c, x, clean, b):
    def residual(h, name):
        return h + dense_layer(c, tanh(dense_layer(c, h, name + ".dense0")), name + ".dense1")

    def encoder(h):
        h = tanh(dense_layer(c, h, "encoder.inp"))
        return residual(residual(h, "encoder.residual0"), "encoder.residual1")

    code, ref = encoder(x), encoder(clean)
    z = dense_layer(c, dense_layer(c, code, "gate"), "gate")
    y = sigmoid(code @ c["encoder.inp.weight"] + c["out_bias.bias"])
    d = code - c.stop_gradient(ref)
    losses = {
        "recon": mse(y, clean),
        "pull": 0.1 * mean(d * d, (1,)),
        "gate": 0.5 * binary_cross_entropy(z, b),
    }
    return {"code": code, "y": y}, losses, {"ref": mean(ref, (1,))}

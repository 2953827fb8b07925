from in_numpy import *


@network(
    {"fc.weight": (2, 3), "fc.bias": (2,)},
    dict(x=real(4, 3)),
    dict(t=real(4, 2)),
    optimizer=Adam(lr=0.03),
    schedule=Schedule("linear", min_lr=0.001, warmup=3),
)
def forward(c, x, t):
    h = x + 0.1 * c.noise(x, "noise0")
    z = dense_layer(c, h, "fc")
    y = tanh(z) + 0.5 * c.noise(z, "noise1") * z
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

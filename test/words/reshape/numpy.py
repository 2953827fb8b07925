from in_numpy import *


@network(
    {"fc.weight": (5, 6), "fc.bias": (5,), "head.weight": (2, 20), "head.bias": (2,)},
    dict(x=real(2, 3, 4)),
    dict(t=real(2)),
    optimizer=Adam(lr=0.01, decoupled=True, weight_decay=0.01),
    schedule=Schedule("step", every=2, factor=0.5),
)
def forward(c, x, t):
    h = tanh(dense_layer(c, reshape(x, (-1, 4, 6)), "fc"))
    y = dense_layer(c, flatten(h), "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

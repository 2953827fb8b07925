from in_numpy import *


@network(
    {"fc.weight": (9, 2), "fc.bias": (9,), "out.weight": (3, 9), "out.bias": (3,)},
    dict(x=real(2)),
    dict(t=real(3)),
    rows=700,
    batch=384,
    optimizer=Adam(lr=0.01),
)
def forward(c, x, t):
    h = tanh(dense_layer(c, x, "fc"))
    return {"y": dense_layer(c, h, "out")}, {"fit": mse(dense_layer(c, h, "out"), t)}, {}

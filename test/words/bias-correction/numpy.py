from in_numpy import *


@network(
    {"fc.weight": (2, 3), "fc.bias": (2,)},
    dict(x=real(3)),
    dict(t=real(2)),
    optimizer=Adam(lr=0.1, beta1=0.5, beta2=0.75, decoupled=True),
)
def forward(c, x, t):
    y = dense_layer(c, x, "fc")
    return {"y": y}, {"loss": mse(y, t)}, {}

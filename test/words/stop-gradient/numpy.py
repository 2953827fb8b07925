from in_numpy import *


@network(
    {"encoder.weight": (3, 4), "encoder.bias": (3,), "dead.weight": (3, 4), "dead.bias": (3,)},
    dict(x=real(4)),
    dict(t=real(4)),
    optimizer=Sgd(lr=0.1),
)
def forward(c, x, t):
    code, reference = tanh(dense_layer(c, x, "encoder")), dense_layer(c, t, "encoder")
    d = code - c.stop_gradient(reference)
    dead = c.stop_gradient(dense_layer(c, x, "dead"))
    y = code * dead
    return {"y": y}, {"pull": mean(d * d, (1,)), "scaled": 0.3 * mean(y * y, (1,))}, {}

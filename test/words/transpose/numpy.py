from in_numpy import *


@network(
    {"fc.weight": (5, 3), "fc.bias": (5,)},
    dict(x=real(2, 3, 4)),
    dict(t=real(5, 4, 2)),
    optimizer=Sgd(lr=0.2),
    schedule=Schedule("cosine", min_lr=0.02, warmup=2),
)
def forward(c, x, t):
    h = tanh(dense_layer(c, transpose(x, (0, 1, 3, 2)), "fc"))
    y = transpose(h, (0, 3, 2, 1))
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

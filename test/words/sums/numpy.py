from in_numpy import *


@network(
    {"fc.weight": (70, 3), "fc.bias": (70,), "out.weight": (2, 70)},
    dict(x=real(3)),
    dict(t=real(2)),
    rows=300,
    batch=290,
    optimizer=Sgd(lr=0.1, momentum=0.9),
    clip=Clip(norm=0.05),
)
def forward(c, x, t):
    h = tanh(dense_layer(c, x, "fc"))
    y = dense_layer(c, h, "out")
    return {"y": y, "s": total(h, (1,))}, {"fit": mse(y, t), "small": mean(h * h, (1,))}, {}

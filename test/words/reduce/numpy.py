from in_numpy import *


@network(
    {"shift.bias": (4,)},
    dict(x=real(2, 3, 4)),
    dict(t=real(3, 4)),
    optimizer=Sgd(lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.01),
)
def forward(c, x, t):
    h = tanh(x + c["shift.bias"])
    a, b, m, d = mean(h, (1,)), total(h, (1, 3)), mean(h * h, (1, 2, 3)), total(h, (3,))
    losses = {"fit": mse(a, t), "size": 0.1 * mean(b * b, (1,)), "one": m}
    losses["all"] = 0.2 * mean(d * d, (1, 2))
    return {"a": a, "b": b, "m": m, "d": d}, losses, {}

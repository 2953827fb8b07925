from in_torch import *


@network(lambda p: SGD(p, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.01))
def forward(c, x, t):
    h = torch.tanh(x + c["shift.bias"])
    a, b, m, d = h.mean(1), h.sum((1, 3)), h.square().mean((1, 2, 3)), h.sum(3)
    losses = {"fit": mse(a, t), "size": 0.1 * mean(b * b), "one": m, "all": 0.2 * mean(d * d)}
    return {"a": a, "b": b, "m": m, "d": d}, losses, {}

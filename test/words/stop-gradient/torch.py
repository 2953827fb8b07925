from in_torch import *


@network(lambda p: SGD(p, lr=0.1))
def forward(c, x, t):
    code = torch.tanh(c.dense(x, "encoder"))
    gap = code - c.dense(t, "encoder").detach()
    y = code * c.dense(x, "dead").detach()
    return {"y": y}, {"pull": mean(gap**2), "scaled": 0.3 * mean(y**2)}, {}

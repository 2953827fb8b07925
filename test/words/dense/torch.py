from in_torch import *


@network(lambda p: SGD(p, lr=0.1))
def forward(c, x, t):
    y = c.dense(c.dense(torch.tanh(c.dense(x, "fc")), "thin"), "head")
    return {"y": y}, {"loss": mse(y, t)}, {"mae": mae(y, t)}

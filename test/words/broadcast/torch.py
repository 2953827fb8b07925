from in_torch import *


@network(lambda p: SGD(p, lr=0.1))
def forward(c, x, u, t):
    h = c.dense(x, "fc")
    y = torch.tanh((u + c["row.bias"])[:, None].expand_as(x) * x)
    z = h - h.mean(2, keepdim=True) + c["fc.bias"] * 0.5 + 2
    return {"y": y, "z": z}, {"y": mse(y, t), "z": 0.1 * mean(z * z)}, {}

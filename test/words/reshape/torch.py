from in_torch import *


@network(lambda p: AdamW(p, lr=0.01, weight_decay=0.01), lambda o: StepLR(o, 2, 0.5))
def forward(c, x, t):
    h = torch.tanh(c.dense(x.reshape(-1, 4, 6), "fc"))
    y = c.dense(h.flatten(1), "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

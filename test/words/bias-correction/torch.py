from in_torch import *


@network(lambda p: AdamW(p, lr=0.1, betas=(0.5, 0.75), weight_decay=0.01))
def forward(c, x, t):
    y = c.dense(x, "fc")
    return {"y": y}, {"loss": mse(y, t)}, {}

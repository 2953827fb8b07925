from in_torch import *


@network(lambda p: SGD(p, lr=0.1, momentum=0.5))
def forward(c, x, t):
    g = c.dropout(torch.tanh(c.dense(x, "fc")), 0.3, "dropout0")
    h = g + c.dropout(c.dense(g, "block0.inner"), 0.5, "block0.thin")
    y = c.dense(h, "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

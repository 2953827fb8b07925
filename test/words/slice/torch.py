from in_torch import *


@network(lambda p: Adam(p, lr=0.02, betas=(0.8, 0.99), eps=1e-3))
def forward(c, x, t, s):
    h = torch.tanh(c.dense(x, "p"))
    y, column, corner = h[:, 1:3, 0:3] + h[:, 2:4, 3:6], h[..., 4], h[:, 3, 0]
    losses = {"y": mse(y, t), "column": mse(column, s), "corner": corner**2}
    return {"y": y, "column": column, "corner": corner}, losses, {}

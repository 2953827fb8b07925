from in_torch import *


@network(
    lambda p: SGD(p, lr=0.2),
    lambda o: warm_up(o, 2, CosineAnnealingLR(o, STEPS - 2, eta_min=0.02)),
)
def forward(c, x, t):
    h = torch.tanh(c.dense(x.mT, "fc"))
    y = h.permute(0, 3, 2, 1)
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

from in_torch import *


@network(lambda p: SGD(p, lr=0.1), norm=0.05)
def forward(c, x, t, s):
    wide = torch.tanh(torch.cat([c.dense(x, "p_layer"), x, c.dense(x, "q_layer")], 2))
    tall = torch.cat([wide[:, :, :3], wide[:, :, 5:8] * x], 1)
    return {"wide": wide, "tall": tall}, {"wide": mse(wide, t), "tall": mse(tall, s)}, {}

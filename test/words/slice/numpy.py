from in_numpy import *


@network(
    {"p.weight": (6, 5), "p.bias": (6,)},
    dict(x=real(4, 5)),
    dict(t=real(2, 3), s=real(4)),
    optimizer=Adam(lr=0.02, beta1=0.8, beta2=0.99, eps=1e-3),
)
def forward(c, x, t, s):
    h = tanh(dense_layer(c, x, "p"))
    y = h[:, 1:3, 0:3] + h[:, 2:4, 3:6]
    column, corner = h[:, :, 4], h[:, 3, 0]
    losses = {"y": mse(y, t), "column": mse(column, s), "corner": corner * corner}
    return {"y": y, "column": column, "corner": corner}, losses, {}

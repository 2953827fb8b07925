from in_numpy import *


@network(
    {"query.weight": (2, 3), "key.weight": (2, 3), "value.weight": (4, 3), "value.bias": (4,)},
    dict(x=real(5, 3), u=real(3)),
    dict(t=real(5, 4)),
    optimizer=Adam(lr=0.02),
    clip=Clip(norm=0.1),
    schedule=Schedule("cosine"),
)
def forward(c, x, u, t):
    q, k, v = (dense_layer(c, x, name) for name in ("query", "key", "value"))
    a = softmax((q @ transpose(k, (0, 2, 1))) * 0.7, 2)
    y = a @ v
    r = total(reshape(u @ transpose(c["query.weight"], (1, 0)), (-1, 2, 1)) * c["key.weight"], (1,))
    s = u @ (transpose(c["query.weight"], (1, 0)) @ c["key.weight"])
    return {"a": a, "y": y, "r": r}, {"fit": mse(y, t), "r": 0.1 * mean(r * s, (1,))}, {}

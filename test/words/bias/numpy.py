from in_numpy import *


@network(
    {"p.bias": ("zeros", (3,)), "q.bias": ("zeros", (3,))},
    dict(
        x=KINKS[(np.arange(42).reshape(7, 2, 3) * 5) % 7],
        u=KINKS[(np.arange(42).reshape(7, 2, 3) * 3 + 4) % 7],
    ),
    dict(t=real(2, 3)),
    smooth=False,
    optimizer=Sgd(lr=0.05, weight_decay=0.1),
    clip=Clip(value=0.3),
)
def forward(c, x, u, t):
    a = x + c["p.bias"]
    b = relu(u + c["q.bias"])
    y = maximum(a, b) - 2 * minimum(a, b) + 3 * absolute(a) + 0.5 * clamp(a, -1, 1) + 0.1 * relu(a)
    return {"y": y}, {"loss": total(y * t, (1, 2))}, {}

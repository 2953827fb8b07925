from in_numpy import *


@network(
    {"p.bias": (4,), "q.bias": (4,)},
    dict(a=real(4), b=real(4)),
    dict(t=real(4)),
    optimizer=Sgd(lr=0.05, momentum=0.9),
    schedule=Schedule("linear", min_lr=0.01),
)
def forward(c, a, b, t):
    u, v = a + c["p.bias"], b + c["q.bias"]
    sums = 2.5 * u + v - u * v / 3 - (-u)
    ratio = u / (absolute(v) + 1) + 0.5 / (u * u + 0.25)
    curves = exp(-absolute(u)) * log(v * v + 1) + sqrt(u * u + 1)
    edges = maximum(u, v) * minimum(u, 0.3) + clamp(v, -0.5, 0.5) + maximum(0.25, v)
    signs = compare(u, "<", v) + 2 * compare(u, ">", v) + 4 * compare(u, "<=", 0.5)
    signs = signs + 8 * compare(0.25, ">=", u) + 16 * compare(a, "==", b) + 32 * compare(a, "!=", b)
    y = sums + ratio + curves + edges + 0.1 * signs * u
    return {"y": y, "signs": signs}, {"loss": mse(y, t)}, {}

from in_torch import *


@network(
    lambda p: SGD(p, lr=0.05, momentum=0.9),
    lambda o: LinearLR(o, 1, 0.01 / 0.05, total_iters=STEPS - 1),
)
def forward(c, a, b, t):
    u, v = a + c["p.bias"], b + c["q.bias"]
    sums = 2.5 * u + v - u * v / 3 + u
    ratio = u / (v.abs() + 1) + 0.5 / (u.square() + 0.25)
    curves = torch.exp(-u.abs()) * torch.log(v**2 + 1) + torch.sqrt(u**2 + 1)
    edges = torch.maximum(u, v) * u.clamp(max=0.3) + clamp(v, -0.5, 0.5) + v.clamp(min=0.25)
    marks = (u < v) + 2 * (u > v) + 4 * (u <= 0.5) + 8 * (u <= 0.25) + 16 * (a == b) + 32 * (a != b)
    y = sums + ratio + curves + edges + 0.1 * marks * u
    return {"y": y, "signs": marks.double()}, {"loss": mse(y, t)}, {}

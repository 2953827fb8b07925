from in_torch import *


@network(lambda p: Adam(p, lr=0.02), lambda o: CosineAnnealingLR(o, STEPS - 1), norm=0.1)
def forward(c, x, u, t):
    q, k, v = (c.dense(x, name) for name in ("query", "key", "value"))
    a = (q @ k.mT * 0.7).softmax(2)
    y = a @ v
    r = u @ c["query.weight"].T @ c["key.weight"]
    s = torch.einsum("ni,oi,oj->nj", u, c["query.weight"], c["key.weight"])
    return {"a": a, "y": y, "r": r}, {"fit": mse(y, t), "r": 0.1 * mean(r * s)}, {}

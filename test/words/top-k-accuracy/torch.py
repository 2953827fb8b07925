from in_torch import *


@network(lambda p: SGD(p, lr=0.1))
def forward(c, x, y, b, t):
    z = c.dense(x, "fc")
    tied = clamp(z, -0.5, 0.5)
    metrics = {
        "top1": among_first(z, y, 1),
        "top2": among_first(z, y, 2),
        "tied": among_first(tied, y, 3),
        "binary_accuracy": mean(((z > 0) == (b > 0.5)).double()),
        "mae": mae(z, t),
        "rmse": mse(z, t).mean().sqrt(),
        "share": mean((z > t).double()),
    }
    return {"z": z, "tied": tied}, {"loss": binary_cross_entropy(z, b)}, metrics

from in_torch import *


@network(lambda p: AdamW(p, lr=0.05, weight_decay=0.1), value=0.2)
def forward(c, x, u, many, y):
    z, v = 5 * c.dense(x, "fc"), c.dense(u, "fc")
    losses = {
        "plain": cross_entropy(v, y),
        "smooth": cross_entropy(z, many, label_smoothing=0.1),
        "weighted": cross_entropy(v, y, weight=[1, 2, 0.5, 1.5]),
        "both": cross_entropy(z, many, label_smoothing=0.2, weight=[3, 1, 0.5, 0]),
    }
    return {"z": z}, losses, {"accuracy": among_first(z, many, 1)}

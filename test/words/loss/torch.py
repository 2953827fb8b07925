from in_torch import *


@network(lambda p: SGD(p, lr=0.1), lambda o: LinearLR(o, 1 / 4, 1, total_iters=3))
def forward(c, x, t, b):
    p, q = c.dense(x, "p_layer"), c.dense(x, "q_layer")
    losses = {
        "squares": mse(p, q),
        "distance": 0.3 * mae(p, t) + 0.2 * mae(p, q),
        "robust": huber(q, t) + huber(p, q, 0.4),
        "bits": binary_cross_entropy(30 * p, b) + 0.1 * binary_cross_entropy(p, torch.sigmoid(q)),
    }
    return {"p": p, "q": q}, losses, {"mse": mse(p, t), "huber": huber(q, t, 0.5)}

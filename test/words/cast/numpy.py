from in_numpy import *


@network(
    {"one.weight": (1, 3), "one.bias": (1,), "four.weight": (4, 3), "four.bias": (4,)},
    dict(x=real(3)),
    dict(y=label(2), c=label(2, 4)),
    optimizer=Sgd(lr=0.3),
)
def forward(c_, x, y, c):
    z, v = dense_layer(c_, x, "one"), dense_layer(c_, x, "four")
    losses = {
        "single": binary_cross_entropy(z, y[:, None].astype(float)),
        "each": binary_cross_entropy(v, c.astype(float)),
    }
    metrics = {
        "binary_accuracy": binary_accuracy(z, y[:, None].astype(float)),
        "hits": binary_accuracy(v, c.astype(float)),
    }
    return {"p": sigmoid(z)}, losses, metrics

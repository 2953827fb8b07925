from in_numpy import *


@network(
    {"fc.weight": (5, 4), "fc.bias": (5,)},
    dict(x=real(4)),
    dict(y=label(5), b=bit(5), t=real(5)),
    optimizer=Sgd(lr=0.1),
)
def forward(c, x, y, b, t):
    z = dense_layer(c, x, "fc")
    tied = clamp(z, -0.5, 0.5)
    metrics = {
        "top1": best(z, y, 1),
        "top2": best(z, y, 2),
        "tied": best(tied, y, 3),
        "binary_accuracy": binary_accuracy(z, b),
        "mae": mae(z, t),
        "rmse": ("root", mse(z, t)),
        "share": mean(compare(z, ">", t), (1,)),
    }
    return {"z": z, "tied": tied}, {"loss": binary_cross_entropy(z, b)}, metrics

from in_numpy import *


@network(
    {"fc.weight": (4, 5), "fc.bias": (4,)},
    dict(x=real(3, 5), u=real(5)),
    dict(many=label(4, 3), y=label(4)),
    optimizer=Adam(lr=0.05, decoupled=True, weight_decay=0.1),
    clip=Clip(value=0.2),
)
def forward(c, x, u, many, y):
    z = 5 * dense_layer(c, x, "fc")
    v = dense_layer(c, u, "fc")
    losses = {
        "plain": cross_entropy(v, y),
        "smooth": cross_entropy(z, many, label_smoothing=0.1),
        "weighted": cross_entropy(v, y, class_weight=[1, 2, 0.5, 1.5]),
        "both": cross_entropy(z, many, label_smoothing=0.2, class_weight=[3, 1, 0.5, 0]),
    }
    return {"z": z}, losses, {"accuracy": best(z, many, 1)}

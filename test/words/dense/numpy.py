from in_numpy import *


@network(
    {
        "fc.weight": (4, 5),
        "fc.bias": (4,),
        "thin.weight": (6, 4),
        "head.weight": (2, 6),
        "head.bias": (2,),
    },
    dict(x=real(3, 5)),
    dict(t=real(3, 2)),
    optimizer=Sgd(lr=0.1),
)
def forward(c, x, t):
    h = dense_layer(c, tanh(dense_layer(c, x, "fc")), "thin")
    y = dense_layer(c, h, "head")
    return {"y": y}, {"loss": mse(y, t)}, {"mae": mae(y, t)}

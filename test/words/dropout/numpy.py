from in_numpy import *


@network(
    {
        "fc.weight": (6, 3),
        "fc.bias": (6,),
        "block0.inner.weight": (6, 6),
        "block0.inner.bias": (6,),
        "head.weight": (2, 6),
        "head.bias": (2,),
    },
    dict(x=real(3)),
    dict(t=real(2)),
    optimizer=Sgd(lr=0.1, momentum=0.5),
)
def forward(c, x, t):
    h = c.dropout(tanh(dense_layer(c, x, "fc")), 0.3, "dropout0")
    h = h + c.dropout(dense_layer(c, h, "block0.inner"), 0.5, "block0.thin")
    y = dense_layer(c, h, "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}

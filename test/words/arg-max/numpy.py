from in_numpy import *


@network(
    {"fc.weight": (4, 3), "fc.bias": (4,)},
    dict(x=real(3), u=KINKS[(np.arange(42).reshape(7, 3, 2) * 3) % 7].round()),
    dict(y=label(4)),
    optimizer=Sgd(lr=0.3),
)
def forward(c, x, u, y):
    z = dense_layer(c, x, "fc")
    outputs = {"label": z.value.argmax(1), "down": u.value.argmax(1), "across": u.value.argmax(2)}
    return outputs, {"loss": cross_entropy(z, y)}, {"accuracy": best(z, y, 1)}

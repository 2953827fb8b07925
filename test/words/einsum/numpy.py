from in_numpy import *


@network(
    {"inp.weight": (3, 5), "inp.bias": (3,), "out.bias": (5,)},
    dict(x=real(2, 5)),
    dict(t=real(2, 5)),
    optimizer=Sgd(lr=0.1, momentum=0.9, nesterov=True),
)
def forward(c, x, t):
    y = tanh(dense_layer(c, x, "inp")) @ c["inp.weight"] + c["out.bias"]
    gram = c["inp.weight"] @ transpose(c["inp.weight"], (1, 0))
    return {"y": y}, {"fit": mse(y, t), "gram": 0.01 * mean(gram * gram, (0, 1))}, {}

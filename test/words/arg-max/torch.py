from in_torch import *


@network(lambda p: SGD(p, lr=0.3))
def forward(c, x, u, y):
    z = c.dense(x, "fc")
    outputs = {"label": argmax(z), "down": argmax(u, 1), "across": argmax(u)}
    return outputs, {"loss": cross_entropy(z, y)}, {"accuracy": among_first(z, y, 1)}

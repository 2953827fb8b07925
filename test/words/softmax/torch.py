from in_torch import *


@network(lambda p: Adam(p, lr=0.02, weight_decay=0.05), norm=0.2)
def forward(c, x, t):
    z = 40 * c.dense(x, "fc")
    outputs = {
        "down": z.softmax(1),
        "across": (0.1 * z).softmax(2),
        "logs": (0.1 * z).log_softmax(2) + 0.05 * z.log_softmax(1),
    }
    losses = {name: mse(value, t) for name, value in outputs.items()}
    losses["logs"] = 0.01 * losses["logs"]
    return outputs, losses, {}

from in_numpy import *


@network(
    {"fc.weight": (4, 5), "fc.bias": (4,)},
    dict(x=real(3, 5)),
    dict(t=real(3, 4)),
    optimizer=Adam(lr=0.02, weight_decay=0.05),
    clip=Clip(norm=0.2),
)
def forward(c, x, t):
    z = 40 * dense_layer(c, x, "fc")
    down, across = softmax(z, 1), softmax(0.1 * z, 2)
    logs = log_softmax(0.1 * z, 2) + 0.05 * log_softmax(z, 1)
    losses = {"down": mse(down, t), "across": mse(across, t), "logs": 0.01 * mse(logs, t)}
    return {"down": down, "across": across, "logs": logs}, losses, {}

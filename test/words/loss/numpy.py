from in_numpy import *


@network(
    {
        "p_layer.weight": (3, 4),
        "p_layer.bias": (3,),
        "q_layer.weight": (3, 4),
        "q_layer.bias": (3,),
    },
    dict(x=real(4)),
    dict(t=real(3), b=bit(3)),
    optimizer=Sgd(lr=0.1),
    schedule=Schedule("constant", warmup=4),
)
def forward(c, x, t, b):
    p, q = dense_layer(c, x, "p_layer"), dense_layer(c, x, "q_layer")
    losses = {
        "squares": mse(p, q),
        "distance": 0.3 * mae(p, t) + 0.2 * mae(p, q),
        "robust": huber(q, t) + huber(p, q, 0.4),
        "bits": binary_cross_entropy(30 * p, b) + 0.1 * binary_cross_entropy(p, sigmoid(q)),
    }
    return {"p": p, "q": q}, losses, {"mse": mse(p, t), "huber": huber(q, t, 0.5)}

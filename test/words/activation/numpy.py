from in_numpy import *


@network(
    {"shift.bias": (2,), "mix.weight": (3, 22), "mix.bias": (3,)},
    dict(
        x=np.array(
            [
                [0.3, -0.7],
                [2.5, -2.5],
                [4.1, -5.3],
                [30.0, -30.0],
                [-40.0, 36.0],
                [1e-9, -1e-9],
                [0.9, 0.1],
            ]
        )
    ),
    dict(t=real(3)),
    optimizer=Adam(lr=0.01),
)
def forward(c, x, t):
    h = x + c["shift.bias"]
    curves = [relu(h), leaky_relu(h, 0.2), elu(h, 0.7), selu(h), gelu(h), silu(h), tanh(h)]
    curves += [sigmoid(h), softplus(h), hard_sigmoid(h), hard_swish(h)]
    y = dense_layer(c, concat(curves, 1), "mix")
    return {"y": y}, {"loss": huber(y, t, 2.0)}, {}

from in_numpy import *


@network(
    {
        "p_layer.weight": (2, 3),
        "p_layer.bias": (2,),
        "q_layer.weight": (4, 3),
        "q_layer.bias": (4,),
    },
    dict(x=real(5, 3)),
    dict(t=real(5, 9), s=real(10, 3)),
    optimizer=Sgd(lr=0.1),
    clip=Clip(norm=0.05),
)
def forward(c, x, t, s):
    p, q = dense_layer(c, x, "p_layer"), dense_layer(c, x, "q_layer")
    wide = tanh(concat([p, x, q], 2))
    tall = concat([wide[:, :, 0:3], wide[:, :, 5:8] * x], 1)
    return {"wide": wide, "tall": tall}, {"wide": mse(wide, t), "tall": mse(tall, s)}, {}

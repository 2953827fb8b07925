"""The networks of this folder, written once more in NumPy.

A function gets a `Call` c (parameters `c["fc.weight"]`, random numbers) and its
inputs and targets, and returns outputs, losses and metrics by name. A loss has
one value for each row, or is a number. What is said about training stands
beside it, as in the `.plx` file of the same name.
"""

import numpy as np

from learning import Adam, Clip, Schedule, Sgd
from tape import *

NETWORKS = {}


def network(parameters, inputs, targets, **training):
    """Shapes of parameters, and of a row of inputs and targets, or arrays of rows."""

    def declare(function):
        NETWORKS[function.__name__.strip("_").replace("_", "-")] = (
            function,
            parameters,
            inputs,
            targets,
            training,
        )

    return declare


def real(*shape):
    return ("real", shape)


def positive(*shape):
    return ("positive", shape)


def label(classes, *shape):
    return ("label", shape, classes)


def bit(*shape):
    return ("bit", shape)


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
def dense(c, x, t):
    h = dense_layer(c, tanh(dense_layer(c, x, "fc")), "thin")
    y = dense_layer(c, h, "head")
    return {"y": y}, {"loss": mse(y, t)}, {"mae": mae(y, t)}


def dense_layer(c, x, name):
    bias = name + ".bias"
    weight = transpose(c[name + ".weight"], (1, 0))
    return x @ weight + c[bias] if bias in c.parameters else x @ weight


KINKS = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, -0.5, 0.5])


@network(
    {"p.bias": ("zeros", (3,)), "q.bias": ("zeros", (3,))},
    dict(
        x=KINKS[(np.arange(42).reshape(7, 2, 3) * 5) % 7],
        u=KINKS[(np.arange(42).reshape(7, 2, 3) * 3 + 4) % 7],
    ),
    dict(t=real(2, 3)),
    smooth=False,
    optimizer=Sgd(lr=0.05, weight_decay=0.1),
    clip=Clip(value=0.3),
)
def bias(c, x, u, t):
    a = x + c["p.bias"]
    b = relu(u + c["q.bias"])
    y = maximum(a, b) - 2 * minimum(a, b) + 3 * absolute(a) + 0.5 * clamp(a, -1, 1) + 0.1 * relu(a)
    return {"y": y}, {"loss": total(y * t, (1, 2))}, {}


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
def activation(c, x, t):
    h = x + c["shift.bias"]
    curves = [relu(h), leaky_relu(h, 0.2), elu(h, 0.7), selu(h), gelu(h), silu(h), tanh(h)]
    curves += [sigmoid(h), softplus(h), hard_sigmoid(h), hard_swish(h)]
    y = dense_layer(c, concat(curves, 1), "mix")
    return {"y": y}, {"loss": huber(y, t, 2.0)}, {}


@network(
    {"p.bias": (4,), "q.bias": (4,)},
    dict(a=real(4), b=real(4)),
    dict(t=real(4)),
    optimizer=Sgd(lr=0.05, momentum=0.9),
    schedule=Schedule("linear", min_lr=0.01),
)
def elementwise(c, a, b, t):
    u, v = a + c["p.bias"], b + c["q.bias"]
    sums = 2.5 * u + v - u * v / 3 - (-u)
    ratio = u / (absolute(v) + 1) + 0.5 / (u * u + 0.25)
    curves = exp(-absolute(u)) * log(v * v + 1) + sqrt(u * u + 1)
    edges = maximum(u, v) * minimum(u, 0.3) + clamp(v, -0.5, 0.5) + maximum(0.25, v)
    signs = compare(u, "<", v) + 2 * compare(u, ">", v) + 4 * compare(u, "<=", 0.5)
    signs = signs + 8 * compare(0.25, ">=", u) + 16 * compare(a, "==", b) + 32 * compare(a, "!=", b)
    y = sums + ratio + curves + edges + 0.1 * signs * u
    return {"y": y, "signs": signs}, {"loss": mse(y, t)}, {}


@network(
    {"fc.weight": (4, 5), "fc.bias": (4,)},
    dict(x=real(3, 5)),
    dict(t=real(3, 4)),
    optimizer=Adam(lr=0.02, weight_decay=0.05),
    clip=Clip(norm=0.2),
)
def softmax_(c, x, t):
    z = 40 * dense_layer(c, x, "fc")
    down, across = softmax(z, 1), softmax(0.1 * z, 2)
    logs = log_softmax(0.1 * z, 2) + 0.05 * log_softmax(z, 1)
    losses = {"down": mse(down, t), "across": mse(across, t), "logs": 0.01 * mse(logs, t)}
    return {"down": down, "across": across, "logs": logs}, losses, {}


@network(
    {"shift.bias": (4,)},
    dict(x=real(2, 3, 4)),
    dict(t=real(3, 4)),
    optimizer=Sgd(lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.01),
)
def reduce(c, x, t):
    h = tanh(x + c["shift.bias"])
    a, b, m, d = mean(h, (1,)), total(h, (1, 3)), mean(h * h, (1, 2, 3)), total(h, (3,))
    losses = {"fit": mse(a, t), "size": 0.1 * mean(b * b, (1,)), "one": m}
    losses["all"] = 0.2 * mean(d * d, (1, 2))
    return {"a": a, "b": b, "m": m, "d": d}, losses, {}


@network(
    {"fc.weight": (5, 6), "fc.bias": (5,), "head.weight": (2, 20), "head.bias": (2,)},
    dict(x=real(2, 3, 4)),
    dict(t=real(2)),
    optimizer=Adam(lr=0.01, decoupled=True, weight_decay=0.01),
    schedule=Schedule("step", every=2, factor=0.5),
)
def reshape_(c, x, t):
    h = tanh(dense_layer(c, reshape(x, (-1, 4, 6)), "fc"))
    y = dense_layer(c, flatten(h), "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(
    {"fc.weight": (5, 3), "fc.bias": (5,)},
    dict(x=real(2, 3, 4)),
    dict(t=real(5, 4, 2)),
    optimizer=Sgd(lr=0.2),
    schedule=Schedule("cosine", min_lr=0.02, warmup=2),
)
def transpose_(c, x, t):
    h = tanh(dense_layer(c, transpose(x, (0, 1, 3, 2)), "fc"))
    y = transpose(h, (0, 3, 2, 1))
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


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
def concat_(c, x, t, s):
    p, q = dense_layer(c, x, "p_layer"), dense_layer(c, x, "q_layer")
    wide = tanh(concat([p, x, q], 2))
    tall = concat([wide[:, :, 0:3], wide[:, :, 5:8] * x], 1)
    return {"wide": wide, "tall": tall}, {"wide": mse(wide, t), "tall": mse(tall, s)}, {}


@network(
    {"p.weight": (6, 5), "p.bias": (6,)},
    dict(x=real(4, 5)),
    dict(t=real(2, 3), s=real(4)),
    optimizer=Adam(lr=0.02, beta1=0.8, beta2=0.99, eps=1e-3),
)
def slice(c, x, t, s):
    h = tanh(dense_layer(c, x, "p"))
    y = h[:, 1:3, 0:3] + h[:, 2:4, 3:6]
    column, corner = h[:, :, 4], h[:, 3, 0]
    losses = {"y": mse(y, t), "column": mse(column, s), "corner": corner * corner}
    return {"y": y, "column": column, "corner": corner}, losses, {}


@network(
    {"fc.weight": (4, 3), "fc.bias": (4,)},
    dict(x=real(3), u=KINKS[(np.arange(42).reshape(7, 3, 2) * 3) % 7].round()),
    dict(y=label(4)),
    optimizer=Sgd(lr=0.3),
)
def arg_max(c, x, u, y):
    z = dense_layer(c, x, "fc")
    outputs = {"label": z.value.argmax(1), "down": u.value.argmax(1), "across": u.value.argmax(2)}
    return outputs, {"loss": cross_entropy(z, y)}, {"accuracy": best(z, y, 1)}


@network(
    {"fc.weight": (4, 5), "fc.bias": (4,)},
    dict(x=real(3, 5), u=real(5)),
    dict(many=label(4, 3), y=label(4)),
    optimizer=Adam(lr=0.05, decoupled=True, weight_decay=0.1),
    clip=Clip(value=0.2),
)
def cross_entropy_(c, x, u, many, y):
    z = 5 * dense_layer(c, x, "fc")
    v = dense_layer(c, u, "fc")
    losses = {
        "plain": cross_entropy(v, y),
        "smooth": cross_entropy(z, many, label_smoothing=0.1),
        "weighted": cross_entropy(v, y, class_weight=[1, 2, 0.5, 1.5]),
        "both": cross_entropy(z, many, label_smoothing=0.2, class_weight=[3, 1, 0.5, 0]),
    }
    return {"z": z}, losses, {"accuracy": best(z, many, 1)}


@network(
    {"fc.weight": (5, 4), "fc.bias": (5,)},
    dict(x=real(4)),
    dict(y=label(5), b=bit(5), t=real(5)),
    optimizer=Sgd(lr=0.1),
)
def top_k_accuracy(c, x, y, b, t):
    z = dense_layer(c, x, "fc")
    tied = clamp(z, -0.5, 0.5)
    metrics = {
        "top1": best(z, y, 1),
        "top2": best(z, y, 2),
        "tied": best(tied, y, 3),
        "binary_accuracy": binary_accuracy(z, b),
        "mae": mae(z, t),
        "rmse": ("root", mse(z, t)),
        "share": mean(compare(z, ">", t), (1,)),
    }
    return {"z": z, "tied": tied}, {"loss": binary_cross_entropy(z, b)}, metrics


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
def dropout(c, x, t):
    h = c.dropout(tanh(dense_layer(c, x, "fc")), 0.3, "dropout0")
    h = h + c.dropout(dense_layer(c, h, "block0.inner"), 0.5, "block0.thin")
    y = dense_layer(c, h, "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(
    {"fc.weight": (2, 3), "fc.bias": (2,)},
    dict(x=real(4, 3)),
    dict(t=real(4, 2)),
    optimizer=Adam(lr=0.03),
    schedule=Schedule("linear", min_lr=0.001, warmup=3),
)
def noise(c, x, t):
    h = x + 0.1 * c.noise(x, "noise0")
    z = dense_layer(c, h, "fc")
    y = tanh(z) + 0.5 * c.noise(z, "noise1") * z
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(
    {"encoder.weight": (3, 4), "encoder.bias": (3,), "dead.weight": (3, 4), "dead.bias": (3,)},
    dict(x=real(4)),
    dict(t=real(4)),
    optimizer=Sgd(lr=0.1),
)
def stop_gradient_(c, x, t):
    code, reference = tanh(dense_layer(c, x, "encoder")), dense_layer(c, t, "encoder")
    d = code - c.stop_gradient(reference)
    dead = c.stop_gradient(dense_layer(c, x, "dead"))
    y = code * dead
    return {"y": y}, {"pull": mean(d * d, (1,)), "scaled": 0.3 * mean(y * y, (1,))}, {}


@network(
    {"query.weight": (2, 3), "key.weight": (2, 3), "value.weight": (4, 3), "value.bias": (4,)},
    dict(x=real(5, 3), u=real(3)),
    dict(t=real(5, 4)),
    optimizer=Adam(lr=0.02),
    clip=Clip(norm=0.1),
    schedule=Schedule("cosine"),
)
def matmul(c, x, u, t):
    q, k, v = (dense_layer(c, x, name) for name in ("query", "key", "value"))
    a = softmax((q @ transpose(k, (0, 2, 1))) * 0.7, 2)
    y = a @ v
    r = total(reshape(u @ transpose(c["query.weight"], (1, 0)), (-1, 2, 1)) * c["key.weight"], (1,))
    s = u @ (transpose(c["query.weight"], (1, 0)) @ c["key.weight"])
    return {"a": a, "y": y, "r": r}, {"fit": mse(y, t), "r": 0.1 * mean(r * s, (1,))}, {}


@network(
    {"inp.weight": (3, 5), "inp.bias": (3,), "out.bias": (5,)},
    dict(x=real(2, 5)),
    dict(t=real(2, 5)),
    optimizer=Sgd(lr=0.1, momentum=0.9, nesterov=True),
)
def einsum(c, x, t):
    y = tanh(dense_layer(c, x, "inp")) @ c["inp.weight"] + c["out.bias"]
    gram = c["inp.weight"] @ transpose(c["inp.weight"], (1, 0))
    return {"y": y}, {"fit": mse(y, t), "gram": 0.01 * mean(gram * gram, (0, 1))}, {}


@network(
    {"fc.weight": (3, 4), "fc.bias": (3,), "row.bias": (4,)},
    dict(x=real(2, 4), u=real(4)),
    dict(t=real(2, 4)),
    optimizer=Sgd(lr=0.1),
)
def broadcast(c, x, u, t):
    s = c["fc.bias"]
    h = dense_layer(c, x, "fc")
    centre = reshape(mean(h, (2,)), (-1, 2, 1))
    tall = reshape(u + c["row.bias"], (-1, 1, 4)) + 0 * x
    y = tanh(tall * x)
    z = h - centre + s * 0.5 + 2
    losses = {"y": mse(y, t), "z": 0.1 * mean(z * z, (1, 2))}
    return {"y": y, "z": z}, losses, {}


@network(
    {
        "encoder.inp.weight": (3, 4),
        "encoder.inp.bias": (3,),
        "encoder.residual0.dense0.weight": (5, 3),
        "encoder.residual0.dense0.bias": (5,),
        "encoder.residual0.dense1.weight": (3, 5),
        "encoder.residual0.dense1.bias": (3,),
        "encoder.residual1.dense0.weight": (5, 3),
        "encoder.residual1.dense0.bias": (5,),
        "encoder.residual1.dense1.weight": (3, 5),
        "encoder.residual1.dense1.bias": (3,),
        "gate.weight": (3, 3),
        "gate.bias": (3,),
        "out_bias.bias": (4,),
    },
    dict(x=real(4)),
    dict(clean=real(4), b=bit(3)),
    frozen=["encoder.residual0.dense1.weight", "encoder.residual0.dense1.bias", "out_bias.bias"],
    optimizer=Adam(lr=0.01, decoupled=True, weight_decay=0.01),
    clip=Clip(norm=0.5),
    schedule=Schedule("cosine", min_lr=0.001, warmup=1),
)
def network_(c, x, clean, b):
    def residual(h, name):
        return h + dense_layer(c, tanh(dense_layer(c, h, name + ".dense0")), name + ".dense1")

    def encoder(h):
        h = tanh(dense_layer(c, h, "encoder.inp"))
        return residual(residual(h, "encoder.residual0"), "encoder.residual1")

    code, ref = encoder(x), encoder(clean)
    z = dense_layer(c, dense_layer(c, code, "gate"), "gate")
    y = sigmoid(code @ c["encoder.inp.weight"] + c["out_bias.bias"])
    d = code - c.stop_gradient(ref)
    losses = {
        "recon": mse(y, clean),
        "pull": 0.1 * mean(d * d, (1,)),
        "gate": 0.5 * binary_cross_entropy(z, b),
    }
    return {"code": code, "y": y}, losses, {"ref": mean(ref, (1,))}


@network(
    {"fc.weight": (2, 3), "fc.bias": (2,)},
    dict(x=real(3)),
    dict(t=real(2)),
    optimizer=Adam(lr=0.1, beta1=0.5, beta2=0.75, decoupled=True),
)
def bias_correction(c, x, t):
    y = dense_layer(c, x, "fc")
    return {"y": y}, {"loss": mse(y, t)}, {}


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
def loss(c, x, t, b):
    p, q = dense_layer(c, x, "p_layer"), dense_layer(c, x, "q_layer")
    losses = {
        "squares": mse(p, q),
        "distance": 0.3 * mae(p, t) + 0.2 * mae(p, q),
        "robust": huber(q, t) + huber(p, q, 0.4),
        "bits": binary_cross_entropy(30 * p, b) + 0.1 * binary_cross_entropy(p, sigmoid(q)),
    }
    return {"p": p, "q": q}, losses, {"mse": mse(p, t), "huber": huber(q, t, 0.5)}

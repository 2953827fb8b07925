"""The networks of `test/execute`, in PyTorch.

Each is a function of a `Call` c, the values of its inputs and those of its targets;
it returns outputs, terms of the loss and metrics by name. A loss or metric has one
value a row, or is a number. How it is trained stands beside it. Where PyTorch
means something else, at equal operands and limits, the words of the manual are
written out.
"""
import torch
import torch.nn.functional as F
from torch.optim import SGD, Adam, AdamW
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR, StepLR

NETWORKS = {}
STEPS = 5


def network(optimizer, schedule=None, frozen=(), value=None, norm=None):
    """The optimizer of parameters, the schedule of an optimizer, limits of gradients."""

    def declare(function):
        name = function.__name__.strip("_").replace("_", "-")
        NETWORKS[name] = function, optimizer, schedule, frozen, value, norm

    return declare


def warm_up(optimizer, steps, then):
    """From a fraction of the rate to the rate at the last of `steps`."""
    rise = LinearLR(optimizer, 1 / steps, 1, total_iters=steps - 1)
    return SequentialLR(optimizer, [rise, then], milestones=[steps - 1])


# Means over a row, and losses of the manual.


def mean(x):
    return x.flatten(1).mean(1)


def mse(p, t):
    return mean(F.mse_loss(p, t, reduction="none"))


def mae(p, t):
    return mean(F.l1_loss(p, t, reduction="none"))


def huber(p, t, delta=1.0):
    return mean(F.huber_loss(p, t, reduction="none", delta=delta))


def binary_cross_entropy(z, t):
    return mean(F.binary_cross_entropy_with_logits(z, t, reduction="none"))


def cross_entropy(z, y, **settings):
    if "weight" in settings:
        settings["weight"] = torch.tensor(settings["weight"])
    found = F.cross_entropy(z.movedim(-1, 1), y.long(), reduction="none", **settings)
    return found if found.ndim == 1 else mean(found)


def ranking(x, axis=-1):
    """Places from the largest down, the first of equal ones first."""
    return x.argsort(dim=axis, descending=True, stable=True)


def among_first(z, y, k):
    hits = (ranking(z)[..., :k] == y[..., None]).any(-1).double()
    return hits if hits.ndim == 1 else mean(hits)


def argmax(x, axis=-1):
    return ranking(x, axis).select(axis, 0).int()


def first_max(a, b):
    return torch.where(a >= b, a, b)


def first_min(a, b):
    return torch.where(a <= b, a, b)


def clamp(x, low, high):
    """The limits themselves have the slope 1."""
    return torch.where((x < low) | (x > high), x.clamp(low, high).detach(), x)


def hard_sigmoid(x):
    """The slope of F.hardsigmoid is a sixth in binary32 only (2.15)."""
    return clamp(x / 6 + 0.5, 0, 1)


@network(lambda p: SGD(p, lr=0.1))
def dense(c, x, t):
    y = c.dense(c.dense(torch.tanh(c.dense(x, "fc")), "thin"), "head")
    return {"y": y}, {"loss": mse(y, t)}, {"mae": mae(y, t)}


@network(lambda p: SGD(p, lr=0.05, weight_decay=0.1), value=0.3)
def bias(c, x, u, t):
    a, b = x + c["p.bias"], torch.relu(u + c["q.bias"])
    edges = first_max(a, b) - 2 * first_min(a, b) + 3 * a.abs()
    y = edges + 0.5 * clamp(a, -1, 1) + 0.1 * torch.relu(a)
    return {"y": y}, {"loss": (y * t).sum((1, 2))}, {}


@network(lambda p: Adam(p, lr=0.01))
def activation(c, x, t):
    h = x + c["shift.bias"]
    curves = [
        F.relu(h),
        F.leaky_relu(h, 0.2),
        F.elu(h, 0.7),
        F.selu(h),
        F.gelu(h),
        F.silu(h),
        F.tanh(h),
        F.sigmoid(h),
        F.softplus(h, threshold=40),  # x itself from there
        hard_sigmoid(h),
        F.hardswish(h),
    ]
    y = c.dense(torch.cat(curves, 1), "mix")
    return {"y": y}, {"loss": huber(y, t, 2.0)}, {}


@network(
    lambda p: SGD(p, lr=0.05, momentum=0.9),
    lambda o: LinearLR(o, 1, 0.01 / 0.05, total_iters=STEPS - 1),
)
def elementwise(c, a, b, t):
    u, v = a + c["p.bias"], b + c["q.bias"]
    sums = 2.5 * u + v - u * v / 3 + u
    ratio = u / (v.abs() + 1) + 0.5 / (u.square() + 0.25)
    curves = torch.exp(-u.abs()) * torch.log(v**2 + 1) + torch.sqrt(u**2 + 1)
    edges = torch.maximum(u, v) * u.clamp(max=0.3) + clamp(v, -0.5, 0.5) + v.clamp(min=0.25)
    marks = (u < v) + 2 * (u > v) + 4 * (u <= 0.5) + 8 * (u <= 0.25) + 16 * (a == b) + 32 * (a != b)
    y = sums + ratio + curves + edges + 0.1 * marks * u
    return {"y": y, "signs": marks.double()}, {"loss": mse(y, t)}, {}


@network(lambda p: Adam(p, lr=0.02, weight_decay=0.05), norm=0.2)
def softmax(c, x, t):
    z = 40 * c.dense(x, "fc")
    outputs = {
        "down": z.softmax(1),
        "across": (0.1 * z).softmax(2),
        "logs": (0.1 * z).log_softmax(2) + 0.05 * z.log_softmax(1),
    }
    losses = {name: mse(value, t) for name, value in outputs.items()}
    losses["logs"] = 0.01 * losses["logs"]
    return outputs, losses, {}


@network(lambda p: SGD(p, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.01))
def reduce(c, x, t):
    h = torch.tanh(x + c["shift.bias"])
    a, b, m, d = h.mean(1), h.sum((1, 3)), h.square().mean((1, 2, 3)), h.sum(3)
    losses = {"fit": mse(a, t), "size": 0.1 * mean(b * b), "one": m, "all": 0.2 * mean(d * d)}
    return {"a": a, "b": b, "m": m, "d": d}, losses, {}


@network(lambda p: AdamW(p, lr=0.01, weight_decay=0.01), lambda o: StepLR(o, 2, 0.5))
def reshape(c, x, t):
    h = torch.tanh(c.dense(x.reshape(-1, 4, 6), "fc"))
    y = c.dense(h.flatten(1), "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(
    lambda p: SGD(p, lr=0.2),
    lambda o: warm_up(o, 2, CosineAnnealingLR(o, STEPS - 2, eta_min=0.02)),
)
def transpose(c, x, t):
    h = torch.tanh(c.dense(x.mT, "fc"))
    y = h.permute(0, 3, 2, 1)
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(lambda p: SGD(p, lr=0.1), norm=0.05)
def concat(c, x, t, s):
    wide = torch.tanh(torch.cat([c.dense(x, "p_layer"), x, c.dense(x, "q_layer")], 2))
    tall = torch.cat([wide[:, :, :3], wide[:, :, 5:8] * x], 1)
    return {"wide": wide, "tall": tall}, {"wide": mse(wide, t), "tall": mse(tall, s)}, {}


@network(lambda p: Adam(p, lr=0.02, betas=(0.8, 0.99), eps=1e-3))
def slice(c, x, t, s):
    h = torch.tanh(c.dense(x, "p"))
    y, column, corner = h[:, 1:3, 0:3] + h[:, 2:4, 3:6], h[..., 4], h[:, 3, 0]
    losses = {"y": mse(y, t), "column": mse(column, s), "corner": corner**2}
    return {"y": y, "column": column, "corner": corner}, losses, {}


@network(lambda p: SGD(p, lr=0.3))
def arg_max(c, x, u, y):
    z = c.dense(x, "fc")
    outputs = {"label": argmax(z), "down": argmax(u, 1), "across": argmax(u)}
    return outputs, {"loss": cross_entropy(z, y)}, {"accuracy": among_first(z, y, 1)}


@network(lambda p: AdamW(p, lr=0.05, weight_decay=0.1), value=0.2)
def cross_entropy_(c, x, u, many, y):
    z, v = 5 * c.dense(x, "fc"), c.dense(u, "fc")
    losses = {
        "plain": cross_entropy(v, y),
        "smooth": cross_entropy(z, many, label_smoothing=0.1),
        "weighted": cross_entropy(v, y, weight=[1, 2, 0.5, 1.5]),
        "both": cross_entropy(z, many, label_smoothing=0.2, weight=[3, 1, 0.5, 0]),
    }
    return {"z": z}, losses, {"accuracy": among_first(z, many, 1)}


@network(lambda p: SGD(p, lr=0.1))
def top_k_accuracy(c, x, y, b, t):
    z = c.dense(x, "fc")
    tied = clamp(z, -0.5, 0.5)
    metrics = {
        "top1": among_first(z, y, 1),
        "top2": among_first(z, y, 2),
        "tied": among_first(tied, y, 3),
        "binary_accuracy": mean(((z > 0) == (b > 0.5)).double()),
        "mae": mae(z, t),
        "rmse": mse(z, t).mean().sqrt(),
        "share": mean((z > t).double()),
    }
    return {"z": z, "tied": tied}, {"loss": binary_cross_entropy(z, b)}, metrics


@network(lambda p: SGD(p, lr=0.1, momentum=0.5))
def dropout(c, x, t):
    g = c.dropout(torch.tanh(c.dense(x, "fc")), 0.3, "dropout0")
    h = g + c.dropout(c.dense(g, "block0.inner"), 0.5, "block0.thin")
    y = c.dense(h, "head")
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(
    lambda p: Adam(p, lr=0.03),
    lambda o: warm_up(o, 3, LinearLR(o, 1, 1e-3 / 0.03, total_iters=STEPS - 3)),
)
def noise(c, x, t):
    h = x + 0.1 * c.noise(x, "noise0")
    z = c.dense(h, "fc")
    y = torch.tanh(z) + 0.5 * c.noise(z, "noise1") * z
    return {"h": h, "y": y}, {"loss": mse(y, t)}, {}


@network(lambda p: SGD(p, lr=0.1))
def stop_gradient(c, x, t):
    code = torch.tanh(c.dense(x, "encoder"))
    gap = code - c.dense(t, "encoder").detach()
    y = code * c.dense(x, "dead").detach()
    return {"y": y}, {"pull": mean(gap**2), "scaled": 0.3 * mean(y**2)}, {}


@network(lambda p: Adam(p, lr=0.02), lambda o: CosineAnnealingLR(o, STEPS - 1), norm=0.1)
def matmul(c, x, u, t):
    q, k, v = (c.dense(x, name) for name in ("query", "key", "value"))
    a = (q @ k.mT * 0.7).softmax(2)
    y = a @ v
    r = u @ c["query.weight"].T @ c["key.weight"]
    s = torch.einsum("ni,oi,oj->nj", u, c["query.weight"], c["key.weight"])
    return {"a": a, "y": y, "r": r}, {"fit": mse(y, t), "r": 0.1 * mean(r * s)}, {}


@network(lambda p: SGD(p, lr=0.1, momentum=0.9, nesterov=True))
def einsum(c, x, t):
    y = torch.tanh(c.dense(x, "inp")) @ c["inp.weight"] + c["out.bias"]
    gram = torch.einsum("ik,jk->ij", c["inp.weight"], c["inp.weight"])
    return {"y": y}, {"fit": mse(y, t), "gram": 0.01 * gram.square().mean()}, {}


@network(lambda p: SGD(p, lr=0.1))
def broadcast(c, x, u, t):
    h = c.dense(x, "fc")
    y = torch.tanh((u + c["row.bias"])[:, None].expand_as(x) * x)
    z = h - h.mean(2, keepdim=True) + c["fc.bias"] * 0.5 + 2
    return {"y": y, "z": z}, {"y": mse(y, t), "z": 0.1 * mean(z * z)}, {}


@network(
    lambda p: AdamW(p, lr=0.01),
    lambda o: CosineAnnealingLR(o, STEPS - 1, eta_min=1e-3),  # warm after one step
    frozen=["encoder.residual0.dense1.weight", "encoder.residual0.dense1.bias", "out_bias.bias"],
    norm=0.5,
)
def network_(c, x, clean, b):
    def encoder(h):
        h = torch.tanh(c.dense(h, "encoder.inp"))
        for block in ("encoder.residual0", "encoder.residual1"):
            h = h + c.dense(torch.tanh(c.dense(h, block + ".dense0")), block + ".dense1")
        return h

    code, ref = encoder(x), encoder(clean)
    z = c.dense(c.dense(code, "gate"), "gate")
    y = torch.sigmoid(code @ c["encoder.inp.weight"] + c["out_bias.bias"])
    losses = {
        "recon": mse(y, clean),
        "pull": 0.1 * mean((code - ref.detach()) ** 2),
        "gate": 0.5 * binary_cross_entropy(z, b),
    }
    return {"code": code, "y": y}, losses, {"ref": mean(ref)}


@network(lambda p: AdamW(p, lr=0.1, betas=(0.5, 0.75), weight_decay=0.01))
def bias_correction(c, x, t):
    y = c.dense(x, "fc")
    return {"y": y}, {"loss": mse(y, t)}, {}


@network(lambda p: SGD(p, lr=0.1), lambda o: LinearLR(o, 1 / 4, 1, total_iters=3))
def loss(c, x, t, b):
    p, q = c.dense(x, "p_layer"), c.dense(x, "q_layer")
    losses = {
        "squares": mse(p, q),
        "distance": 0.3 * mae(p, t) + 0.2 * mae(p, q),
        "robust": huber(q, t) + huber(p, q, 0.4),
        "bits": binary_cross_entropy(30 * p, b) + 0.1 * binary_cross_entropy(p, torch.sigmoid(q)),
    }
    return {"p": p, "q": q}, losses, {"mse": mse(p, t), "huber": huber(q, t, 0.5)}

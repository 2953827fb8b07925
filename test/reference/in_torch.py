"""What the networks of test/words/*/torch.py are written in.

`forward` of such a file is a function of a `Call` c, the values of its inputs and
those of its targets; it returns outputs, terms of the loss and metrics by name. A
loss or metric has one value a row, or is a number. How it is trained stands beside
it. Where PyTorch means something else, at equal operands and limits, the words of
the manual are written out.
"""
import torch
import torch.nn.functional as F
from torch.optim import SGD, Adam, AdamW
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR, StepLR

STEPS = 5


def network(optimizer, schedule=None, frozen=(), value=None, norm=None):
    """The optimizer of parameters, the schedule of an optimizer, limits of gradients."""
    return lambda function: (function, optimizer, schedule, frozen, value, norm)


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

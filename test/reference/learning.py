"""Optimizers, learning rates and limits on gradients, as in the manual."""

import math

import numpy as np


class Sgd:
    def __init__(self, lr, momentum=0.0, nesterov=False, weight_decay=0.0):
        self.lr, self.momentum, self.nesterov, self.decay = lr, momentum, nesterov, weight_decay
        self.velocity = {}

    def update(self, name, w, g, lr, step):
        if self.decay:
            g = g + self.decay * w
        v = self.momentum * self.velocity.get(name, 0.0) + g
        self.velocity[name] = v
        return w - lr * (g + self.momentum * v if self.nesterov else v)


class Adam:
    """Kingma and Ba, 2015; `decoupled`: Loshchilov and Hutter, 2019."""

    def __init__(self, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=None, decoupled=False):
        self.lr, self.beta1, self.beta2, self.eps, self.decoupled = lr, beta1, beta2, eps, decoupled
        self.decay = weight_decay if weight_decay is not None else 0.01 if decoupled else 0.0
        self.moments = {}

    def update(self, name, w, g, lr, step):
        if self.decay and not self.decoupled:
            g = g + self.decay * w
        m, v = self.moments.get(name, (0.0, 0.0))
        m = self.beta1 * m + (1 - self.beta1) * g
        v = self.beta2 * v + (1 - self.beta2) * g**2
        self.moments[name] = m, v
        if self.decay and self.decoupled:
            w = w - lr * self.decay * w
        m, v = m / (1 - self.beta1**step), v / (1 - self.beta2**step)
        return w - lr * m / (np.sqrt(v) + self.eps)


class Clip:
    def __init__(self, value=None, norm=None):
        self.value, self.norm = value, norm

    def __call__(self, gradients):
        if self.value is not None:
            return {k: np.clip(g, -self.value, self.value) for k, g in gradients.items()}
        if self.norm is None:
            return gradients
        norm = math.sqrt(sum((g**2).sum() for g in gradients.values()))
        scale = self.norm / norm if norm > self.norm else 1.0
        return {k: g * scale for k, g in gradients.items()}


class Schedule:
    """`warmup` and `every` are in steps."""

    def __init__(self, name="constant", min_lr=0.0, warmup=0, every=1, factor=1.0):
        self.name, self.low, self.warmup = name, min_lr, warmup
        self.every, self.factor = every, factor

    def rate(self, base, step, steps):
        if step <= self.warmup:
            return base * step / self.warmup
        first = max(self.warmup, 1)  # the first step with the full rate
        way = (step - first) / (steps - first)
        if self.name == "step":
            return base * self.factor ** ((step - 1) // self.every)
        if self.name == "linear":
            return base + (self.low - base) * way
        if self.name == "cosine":
            return self.low + (base - self.low) * (1 + math.cos(math.pi * way)) / 2
        return base

"""Reverse-mode differentiation on NumPy arrays, in binary64.

A `Tensor` is an array and the way back: for each parent a function from the
gradient of the tensor to the parent's share of it. Arrays have the rows of the
batch first; parameters have no rows. NumPy may broadcast; the way back sums
over what was repeated.
"""

import math

import numpy as np


class Tensor:
    __array_ufunc__ = None  # `array * tensor` is ours

    def __init__(self, value, *parents):
        self.value = np.asarray(value, dtype=np.float64)
        self.parents = parents  # pairs (tensor, gradient of self -> its share)
        self.gradient = np.zeros_like(self.value)

    @property
    def shape(self):
        return self.value.shape

    def __add__(self, other):
        other = tensor(other)
        return Tensor(self.value + other.value, (self, lambda g: g), (other, lambda g: g))

    def __neg__(self):
        return Tensor(-self.value, (self, lambda g: -g))

    def __sub__(self, other):
        return self + (-tensor(other))

    def __mul__(self, other):
        other = tensor(other)
        return Tensor(
            self.value * other.value,
            (self, lambda g: g * other.value),
            (other, lambda g: g * self.value),
        )

    def __truediv__(self, other):
        other = tensor(other)
        return Tensor(
            self.value / other.value,
            (self, lambda g: g / other.value),
            (other, lambda g: -g * self.value / other.value**2),
        )

    def __matmul__(self, other):
        """The last dimension of self with the last but one of other."""
        return Tensor(
            self.value @ other.value,
            (self, lambda g: g @ np.swapaxes(other.value, -1, -2)),
            (other, lambda g: np.swapaxes(self.value, -1, -2) @ g),
        )

    def __getitem__(self, index):
        def back(g):
            whole = np.zeros_like(self.value)
            whole[index] = g
            return whole

        return Tensor(self.value[index], (self, back))

    def __rsub__(self, other):
        return tensor(other) - self

    def __rtruediv__(self, other):
        return tensor(other) / self

    __radd__ = __add__
    __rmul__ = __mul__


def tensor(x):
    return x if isinstance(x, Tensor) else Tensor(x)


def fit(g, shape):
    """The share of something of `shape` that was broadcast to the shape of g."""
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1 and g.shape[axis] != 1:
            g = g.sum(axis=axis, keepdims=True)
    return g


def backward(loss):
    """Fills the gradient of every tensor that the scalar `loss` depends on."""
    order, seen = [], set()

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for parent, _ in node.parents:
            visit(parent)
        order.append(node)

    visit(loss)
    loss.gradient = np.ones(())
    for node in reversed(order):
        for parent, share in node.parents:
            parent.gradient = parent.gradient + fit(share(node.gradient), parent.shape)


# Functions of one element: value and slope.


def elementwise(f, slope):
    def function(x, *settings):
        value = f(x.value, *settings)
        return Tensor(value, (x, lambda g: g * slope(x.value, value, *settings)))

    return function


def logistic(x):
    e = np.exp(-np.abs(x))
    return np.where(x < 0, e, 1.0) / (1.0 + e)


def normal_cdf(x):
    return 0.5 * np.vectorize(math.erfc)(-x / math.sqrt(2.0))


def normal_pdf(x):
    return np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


def line(x):
    return np.clip(x / 6.0 + 0.5, 0.0, 1.0)


def line_slope(x):
    return np.where(np.abs(x) < 3.0, 1.0 / 6.0, 0.0)


SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772

exp = elementwise(np.exp, lambda x, y: y)
log = elementwise(np.log, lambda x, y: 1.0 / x)
sqrt = elementwise(np.sqrt, lambda x, y: 0.5 / y)
absolute = elementwise(np.abs, lambda x, y: np.sign(x))
clamp = elementwise(np.clip, lambda x, y, low, high: np.where((x < low) | (x > high), 0.0, 1.0))
relu = elementwise(lambda x: np.maximum(x, 0.0), lambda x, y: np.where(x > 0, 1.0, 0.0))
leaky_relu = elementwise(
    lambda x, slope: np.where(x < 0, slope * x, x),
    lambda x, y, slope: np.where(x > 0, 1.0, slope),
)
elu = elementwise(
    lambda x, alpha: np.where(x < 0, alpha * np.expm1(np.minimum(x, 0.0)), x),
    lambda x, y, alpha: np.where(x < 0, alpha * np.exp(np.minimum(x, 0.0)), 1.0),
)
selu = elementwise(
    lambda x: SELU_SCALE * np.where(x < 0, SELU_ALPHA * np.expm1(np.minimum(x, 0.0)), x),
    lambda x, y: SELU_SCALE * np.where(x < 0, SELU_ALPHA * np.exp(np.minimum(x, 0.0)), 1.0),
)
gelu = elementwise(lambda x: x * normal_cdf(x), lambda x, y: normal_cdf(x) + x * normal_pdf(x))
silu = elementwise(
    lambda x: x * logistic(x),
    lambda x, y: logistic(x) * (1.0 + x * logistic(-x)),
)
tanh = elementwise(np.tanh, lambda x, y: 1.0 / np.cosh(np.clip(x, -300, 300)) ** 2)
sigmoid = elementwise(logistic, lambda x, y: logistic(x) * logistic(-x))
softplus = elementwise(
    lambda x: np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x))), lambda x, y: logistic(x)
)
hard_sigmoid = elementwise(line, lambda x, y: line_slope(x))
hard_swish = elementwise(lambda x: x * line(x), lambda x, y: line(x) + x * line_slope(x))


def maximum(a, b):
    """The gradient goes to the first of equal ones."""
    a, b = tensor(a), tensor(b)
    first = a.value >= b.value
    return Tensor(
        np.where(first, a.value, b.value), (a, lambda g: g * first), (b, lambda g: g * ~first)
    )


def minimum(a, b):
    return -maximum(-tensor(a), -tensor(b))


def compare(a, sign, b):
    """0 or 1, without a gradient."""
    functions = {
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "==": np.equal,
        "!=": np.not_equal,
    }
    return Tensor(functions[sign](tensor(a).value, tensor(b).value))


# Shapes and sums; axes are counted with the rows, which are axis 0.


def total(x, axes):
    kept = lambda g: np.broadcast_to(np.expand_dims(g, axes), x.shape)
    return Tensor(x.value.sum(axis=axes), (x, kept))


def mean(x, axes):
    count = math.prod(x.shape[axis] for axis in axes)
    return total(x, axes) * (1.0 / count)


def inner_axes(x):
    """All axes but the rows."""
    return tuple(range(1, len(x.shape)))


def reshape(x, shape):
    return Tensor(x.value.reshape(shape), (x, lambda g: g.reshape(x.shape)))


def flatten(x):
    return reshape(x, (x.shape[0], -1))


def transpose(x, axes):
    return Tensor(x.value.transpose(axes), (x, lambda g: g.transpose(np.argsort(axes))))


def concat(xs, axis):
    ends = np.cumsum([x.shape[axis] for x in xs])
    part = lambda i: lambda g: np.split(g, ends[:-1], axis=axis)[i]
    return Tensor(
        np.concatenate([x.value for x in xs], axis=axis),
        *((x, part(i)) for i, x in enumerate(xs)),
    )


def log_softmax(x, axis):
    shifted = x.value - x.value.max(axis=axis, keepdims=True)
    value = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return Tensor(value, (x, lambda g: g - np.exp(value) * g.sum(axis=axis, keepdims=True)))


def softmax(x, axis):
    return exp(log_softmax(x, axis))


# Losses, one value for each row: the mean over the elements of the row.


def row_mean(x):
    return mean(x, inner_axes(x)) if inner_axes(x) else x


def mse(p, t):
    return row_mean((p - t) * (p - t))


def mae(p, t):
    return row_mean(absolute(p - t))


def huber(p, t, delta=1.0):
    d = absolute(p - t)
    near = compare(d, "<=", delta)
    return row_mean(near * (0.5 * d * d) + (1.0 - near.value) * (delta * (d - 0.5 * delta)))


def binary_cross_entropy(z, t):
    """-t log sigmoid(z) - (1 - t) log sigmoid(-z), with log sigmoid(z) = -softplus(-z)."""
    t = tensor(t)
    return row_mean(t * softplus(-z) + (1.0 - t) * softplus(z))


def cross_entropy(z, y, label_smoothing=0.0, class_weight=None):
    """-sum of q log_softmax(z), q = weight ((1 - s) [c = y] + s / n)."""
    classes = z.shape[-1]
    q = (1.0 - label_smoothing) * np.eye(classes)[y] + label_smoothing / classes
    if class_weight is not None:
        q = q * np.asarray(class_weight)
    terms = log_softmax(z, axis=-1) * -q
    return row_mean(total(terms, (len(z.shape) - 1,)))


# Metrics, one number for each row.


def best(z, y, k):
    """1 where class y is among the k largest; of equal ones the first counts as larger."""
    order = np.argsort(-z.value, axis=-1, kind="stable")
    found = (order[..., :k] == y[..., None]).any(axis=-1)
    return row_mean(Tensor(found))


def binary_accuracy(z, t):
    return row_mean(Tensor((z.value > 0) == (tensor(t).value > 0.5)))

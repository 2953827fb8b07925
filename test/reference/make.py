"""Computes values.safetensors of test/words: `python3 make.py [WORD...]`, needs NumPy.

For the network of each word its weights and rows, and what follows from them: outputs and
results of all rows, loss and gradients of the first rows, and the weights after
five steps of training. Every gradient is checked against central differences.
Shares nothing with the compiler.
"""

import json
import struct
import sys

import numpy as np

import learning
import random_numbers
import tape
from in_numpy import WORDS, network_of

SEED = 12345678901  # more than 32 bits
ROWS = 7  # where the network does not say
UNUSED_ROWS = 2  # of the rows without gradients: fewer than `build.batch` are left
BATCH = 3  # `train.batch`, likewise: the rows are batches of 3, 3 and 1
STEPS = 5


class Call:
    """One evaluation of a network: its parameters and its random numbers."""

    def __init__(self, parameters, training, step=1, stopped=None):
        self.parameters = {name: tape.Tensor(value) for name, value in parameters.items()}
        self.training, self.step = training, step
        self.stopped = []  # what stop_gradient has seen
        self.held = list(stopped or [])  # what it gives instead of its argument

    def __getitem__(self, name):
        return self.parameters[name]

    def dropout(self, x, rate, name):
        if not self.training:
            return x
        name = "dropout:" + name
        return x * random_numbers.dropout_mask(SEED, x.shape, rate, name, self.step)

    def stop_gradient(self, x):
        self.stopped.append(x.value)
        return tape.Tensor(self.held.pop(0) if self.held else x.value)

    def noise(self, x, name):
        if not self.training:
            return tape.Tensor(np.zeros(x.shape))
        return tape.Tensor(random_numbers.normal(SEED, x.shape, "noise:" + name, self.step))


def run(function, parameters, values, training, step=1, stopped=None):
    """The call, outputs, total loss and all results of one batch."""
    call = Call(parameters, training, step, stopped)
    arguments = {k: v if v.dtype.kind == "i" else tape.Tensor(v) for k, v in values.items()}
    outputs, losses, metrics = function(call, **arguments)
    means = {name: row_mean(value) for name, value in losses.items()}
    loss = sum(means.values(), tape.Tensor(0.0))
    results = {"loss": loss.value}
    if len(means) > 1:
        results.update((name, value.value) for name, value in means.items())
    for name, value in metrics.items():
        root = isinstance(value, tuple)
        number = row_mean(value[1] if root else value).value
        results[name] = np.sqrt(number) if root else number
    outputs = {k: v.value if isinstance(v, tape.Tensor) else v for k, v in outputs.items()}
    return call, outputs, loss, results


def row_mean(value):
    return tape.mean(value, (0,)) if value.shape else value


def gradients(function, parameters, values, frozen, step):
    call, _, loss, _ = run(function, parameters, values, True, step)
    tape.backward(loss)
    trained = [name for name in parameters if name not in frozen]
    return loss.value, {name: call[name].gradient for name in trained}


def check_gradients(name, function, parameters, values, analytic):
    """Central differences of fourth order; the worst relative error."""
    h, worst = 1e-4, 0.0
    stopped = run(function, parameters, values, True)[0].stopped
    loss = lambda moved: run(function, moved, values, True, 1, stopped)[2].value
    for parameter, gradient in analytic.items():
        numeric = np.zeros_like(gradient)
        for index in np.ndindex(gradient.shape):
            for shift, weight in ((-2, 1), (-1, -8), (1, 8), (2, -1)):
                moved = dict(parameters)
                moved[parameter] = parameters[parameter].copy()
                moved[parameter][index] += shift * h
                numeric[index] += weight * loss(moved) / (12 * h)
        scale = np.abs(gradient).max() or 1.0
        worst = max(worst, np.abs(numeric - gradient).max() / scale)
    if worst > 1e-7:
        sys.exit(f"{name}: gradient and central differences differ by {worst:.1e}")
    return worst


def train(function, parameters, values, frozen, optimizer, clip, schedule, batch_rows):
    rows = len(next(iter(values.values())))
    order, epoch = [], 0
    for step in range(1, STEPS + 1):
        if not order:
            order, epoch = random_numbers.epoch_order(rows, SEED, epoch), epoch + 1
        batch, order = order[:batch_rows], order[batch_rows:]
        part = {name: value[batch] for name, value in values.items()}
        found = clip(gradients(function, parameters, part, frozen, step)[1])
        rate = schedule.rate(optimizer.lr, step, STEPS)
        changed = {
            name: optimizer.update(name, parameters[name], g, rate, step)
            for name, g in found.items()
        }
        parameters = {**parameters, **changed}
    return parameters


def draw(name, what):
    """An array that is a function of its name."""
    if isinstance(what, np.ndarray):
        return what.astype(np.float64)
    kind, shape, *classes = what
    if kind == "zeros":
        return np.zeros(shape)
    if kind == "real":
        return random_numbers.normal(1, shape, name)
    if kind == "label":
        return np.floor(random_numbers.uniform(1, shape, name) * classes[0]).astype(np.int32)
    return np.round(random_numbers.uniform(1, shape, name))


def draw_rows(name, what, rows):
    if isinstance(what, np.ndarray):
        return draw(name, what)
    kind, shape, *classes = what
    return draw(name, (kind, (rows, *shape), *classes))


def draw_parameter(name, shape):
    return draw(name, shape) if shape[0] == "zeros" else 0.6 * draw(name, ("real", shape))


def save(path, tensors):
    header, data = {}, b""
    for name, value in tensors.items():
        dtype, code = ("I32", "<i4") if np.asarray(value).dtype.kind in "ib" else ("F64", "<f8")
        part = np.ascontiguousarray(value, dtype=code).tobytes()
        shape = list(np.shape(value))
        header[name] = dict(
            dtype=dtype, shape=shape, data_offsets=[len(data), len(data) + len(part)]
        )
        data += part
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def make(name):
    function, shapes, inputs, targets, training = network_of(name)
    smooth, frozen = training.get("smooth", True), training.get("frozen", [])
    parameters = {k: draw_parameter(f"{name}:{k}", s) for k, s in shapes.items()}
    rows = training.get("rows", ROWS)
    inputs = {k: draw_rows(f"{name}:{k}", v, rows) for k, v in inputs.items()}
    targets = {k: draw_rows(f"{name}:{k}", v, rows) for k, v in targets.items()}
    values = {**inputs, **targets}
    _, outputs, _, results = run(function, parameters, values, False)
    first = {k: v[:-UNUSED_ROWS] for k, v in values.items()}
    loss, found = gradients(function, parameters, first, frozen, 1)
    witness = "not smooth"
    if smooth:
        witness = f"{check_gradients(name, function, parameters, first, found):.1e}"
    clip = training.get("clip", learning.Clip())
    schedule = training.get("schedule", learning.Schedule())
    batch = training.get("batch", BATCH)
    how = training["optimizer"], clip, schedule, batch
    trained = train(function, parameters, values, frozen, *how)
    groups = dict(weights=parameters, inputs=inputs, targets=targets)
    groups.update(outputs=outputs, results=results)
    groups.update(gradients={"loss": loss, **found}, trained=trained)
    tensors = {f"{g}/{k}": v for g, members in groups.items() for k, v in members.items()}
    save(WORDS / name / "values.safetensors", tensors)
    print(f"{name:18} central differences: {witness}")


if __name__ == "__main__":
    # The first known answer of the authors of Philox.
    answer = [int(word) for word in random_numbers.philox(0, 0, 0, 0)]
    assert answer == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8], answer
    for name in sys.argv[1:] or sorted(file.parent.name for file in WORDS.glob("*/numpy.py")):
        make(name)

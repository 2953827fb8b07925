"""What the networks of test/words/*/numpy.py are written in.

`forward` of such a file gets a `Call` c (parameters `c["fc.weight"]`, random
numbers) and its inputs and targets, and returns outputs, losses and metrics by
name. A loss has one value for each row, or is a number. What is said about
training stands beside it, as in `execute.plx` of the same folder.
"""

import pathlib
import runpy

import numpy as np

from learning import Adam, Clip, Schedule, Sgd
from tape import *

WORDS = pathlib.Path(__file__).resolve().parent.parent / "words"


def network_of(word):
    """The function, its shapes and its training."""
    return runpy.run_path(str(WORDS / word / "numpy.py"))["forward"]


def network(parameters, inputs, targets, **training):
    """Shapes of parameters, and of a row of inputs and targets, or arrays of rows."""

    return lambda function: (function, parameters, inputs, targets, training)


def real(*shape):
    return ("real", shape)


def positive(*shape):
    return ("positive", shape)


def label(classes, *shape):
    return ("label", shape, classes)


def bit(*shape):
    return ("bit", shape)


def dense_layer(c, x, name):
    bias = name + ".bias"
    weight = transpose(c[name + ".weight"], (1, 0))
    return x @ weight + c[bias] if bias in c.parameters else x @ weight


KINKS = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, -0.5, 0.5])

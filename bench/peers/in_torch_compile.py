"""PyTorch compiled: the whole step, optimizer included, is one graph of torch.compile;
predictions are compiled by it too, or exported and compiled ahead of time."""
import functools
import tempfile

import torch
from torch.func import functional_call, grad_and_value

from nets import BETAS, EPSILON
from peers import in_torch


def descend(parameters, gradients, rate):
    for parameter, gradient in zip(parameters, gradients):
        parameter.sub_(rate * gradient)


def adam(parameters, gradients, rate, first, second, count):
    """Adam as torch.optim has it; `count` is a tensor, so that no step is traced anew."""
    count.add_(1)
    corrections = [1 - beta ** count for beta in BETAS]
    for parameter, gradient, m, v in zip(parameters, gradients, first, second):
        m.lerp_(gradient, 1 - BETAS[0])
        v.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
        parameter.sub_(rate / corrections[0] * m / ((v / corrections[1]).sqrt() + EPSILON))


class Training:
    """One compiled function of parameters, states, rate and rows, which it changes in place."""

    def __init__(self, net, layers, x, y):
        model = in_torch.module(net, layers)
        names = [name for name, _ in model.named_parameters()]
        self.values = in_torch.tensors(layers)
        self.states = []
        if net.optimizer == "adam":
            self.states = [[torch.zeros_like(value) for value in self.values]
                           for _ in range(2)] + [torch.zeros((), dtype=torch.float64)]
        self.x, self.y = torch.from_numpy(x), in_torch.target(net, y)
        loss, update = in_torch.LOSSES[net.loss], adam if net.optimizer == "adam" else descend

        def loss_of(values, x, y):
            return loss(functional_call(model, dict(zip(names, values)), (x,)), y)

        @torch.compile(fullgraph=True, dynamic=False)
        def step(values, states, rate, x, y):
            gradients, loss = grad_and_value(loss_of)(values, x, y)
            update(values, gradients, rate, *states)
            return loss
        self.compiled = step

    def set_rate(self, rate):
        self.rate = torch.tensor(rate)

    def step(self):
        with torch.no_grad():
            return self.compiled(self.values, self.states, self.rate, self.x, self.y)

    def parameters(self):
        return self.values


class ByAutograd(in_torch.Training):
    """Forward and backward compiled, with the fused optimizer after them."""

    def __init__(self, net, layers, x, y):
        super().__init__(net, layers, x, y, fused=True)
        self.model = torch.compile(self.model, fullgraph=True, dynamic=False)


class Peer(in_torch.Peer):
    def __init__(self, net, layers, x, y):
        super().__init__(net, layers, x, y)
        self.version = f"torch.compile {torch.__version__}"
        self.exportable = self.model
        self.model = torch.compile(self.model, fullgraph=True, dynamic=False)
        self.predictors["ahead of time"] = self.loaded_predictor
        self.trainings = {"whole step": lambda: Training(net, layers, x, y),
                          "autograd": lambda: ByAutograd(net, layers, x, y)}

    @functools.cached_property
    def loaded(self):
        """The function of a row [1, in] that AOTInductor makes of the exported module."""
        row = torch.zeros(1, self.exportable[0].in_features)
        with torch.inference_mode(), tempfile.TemporaryDirectory() as folder:
            package = torch._inductor.aoti_compile_and_package(
                torch.export.export(self.exportable, (row,)),
                package_path=f"{folder}/net.pt2")
            return torch._inductor.aoti_load_package(package)

    def loaded_predictor(self, row):
        loaded, row = self.loaded, torch.from_numpy(row.copy())

        def call():
            with torch.inference_mode():
                return loaded(row)
        return call

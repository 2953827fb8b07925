"""PyTorch, eager: a module, autograd and an optimizer of torch.optim."""
import torch
from torch import nn
from torch.nn import functional

ACTIVATIONS = {"relu": nn.ReLU, "gelu": nn.GELU, "tanh": nn.Tanh}
OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
LOSSES = {"mse": functional.mse_loss, "cross_entropy": functional.cross_entropy}


def tensors(layers):
    """The parameters in the order of the layers, each a copy of its own."""
    return [torch.from_numpy(part.copy()) for layer in layers for part in layer]


def target(net, y):
    return torch.from_numpy(y).long() if net.loss == "cross_entropy" else torch.from_numpy(y)


def module(net, layers):
    """The net with the parameters of `layers`, pairs of weight [out, in] and bias [out]."""
    stages = []
    for n_in, n_out in net.layers:
        stages += [nn.Linear(n_in, n_out), ACTIVATIONS[net.activation]()]
    model = nn.Sequential(*stages[:-1])
    with torch.no_grad():
        for parameter, start in zip(model.parameters(), tensors(layers), strict=True):
            parameter.copy_(start)
    return model


class Training:
    """Steps of the optimizer in one of its implementations: fused, foreach or plain."""

    def __init__(self, net, layers, x, y, **implementation):
        self.model = module(net, layers)
        self.optimizer = OPTIMIZERS[net.optimizer](
            self.model.parameters(), lr=net.rate, **implementation)
        self.loss, self.x, self.y = LOSSES[net.loss], torch.from_numpy(x), target(net, y)

    def set_rate(self, rate):
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.model(self.x), self.y)
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def parameters(self):
        return [parameter.detach() for parameter in self.model.parameters()]


class Peer:
    def __init__(self, net, layers, x, y):
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
        self.version = f"PyTorch {torch.__version__}"
        self.model = module(net, layers)
        self.predictors = {"inference_mode": self.predictor}
        self.trainings = {
            name: lambda name=name: Training(net, layers, x, y, **self.implementation(name))
            for name in ("fused", "foreach", "plain")}

    @staticmethod
    def implementation(name):
        return {"foreach": False} if name == "plain" else {name: True}

    def predictor(self, row):
        row = torch.from_numpy(row.copy())

        def call():
            with torch.inference_mode():
                return self.model(row)
        return call

"""Dr.Jit on its LLVM backend: drjit.nn, drjit.opt, and a step that is frozen."""
import drjit as dr
import numpy
from drjit import nn, opt
from drjit.llvm.ad import ArrayXf, Float, TensorXf, UInt


class Gelu(nn.Module):
    """x times the normal distribution; drjit.nn has no such module."""
    DRJIT_STRUCT = {}

    def __call__(self, x):
        if isinstance(x, nn.CoopVec):
            return nn.CoopVec([self(unit) for unit in x])
        return x * (0.5 + 0.5 * dr.erf(x * 0.5 ** 0.5))


ACTIVATIONS = {"relu": nn.ReLU, "gelu": Gelu, "tanh": nn.Tanh}
OPTIMIZERS = {"sgd": opt.SGD, "adam": opt.Adam}


def owned(array):
    """A tensor with memory of its own. That of NumPy is handed back when it is not needed any
    more, which ends the process if it happens while a function is frozen."""
    return TensorXf(Float(array.ravel().tolist()), array.shape)


def module(net, layers):
    """The net on tensors, with the parameters of `layers`."""
    stages = []
    for n_in, n_out in net.layers:
        stages += [nn.Linear(n_in, n_out), ACTIVATIONS[net.activation]()]
    model = nn.Sequential(*stages[:-1]).alloc(TensorXf, net.widths[0])
    for linear, (weight, bias) in zip(model.layers[::2], layers, strict=True):
        linear.weights, linear.bias = owned(weight), owned(bias)
    return model


class Tensors:
    """Rows are the columns of tensors [width, rows]."""

    def __init__(self, net, layers):
        self.model = module(net, layers)

    @staticmethod
    def rows(x):
        return TensorXf(numpy.ascontiguousarray(x.T))

    def columns(self, x):
        """The outputs of all rows, one array for each unit of the last layer."""
        z = self.model(x)
        return [z[i].array for i in range(z.shape[0])]

    def squares(self, x, y):
        return dr.square(self.model(x) - y)

    @staticmethod
    def elements(parameter):
        return numpy.array(parameter)

    def parameters(self):
        return [self.elements(part) for linear in self.model.layers[::2]
                for part in (linear.weights, linear.bias)]


class Vectors(Tensors):
    """Rows are lanes: each layer is a product of its matrix with a cooperative vector."""

    def __init__(self, net, layers):
        self.model = nn.pack(module(net, layers), layout="training")

    @staticmethod
    def rows(x):
        return ArrayXf(numpy.ascontiguousarray(x.T))

    def columns(self, x):
        return list(self.model(nn.CoopVec(x)))

    def squares(self, x, y):
        return dr.mean(dr.square(ArrayXf(self.model(nn.CoopVec(x))) - y))

    @staticmethod
    def elements(parameter):
        view = nn.unpack(parameter)
        return numpy.array(view.buffer)[view.offset:view.offset + view.size]


def cross_entropy(columns, y):
    """The mean over the rows; y are classes. drjit.nn has no such loss."""
    largest = columns[0]
    for column in columns[1:]:
        largest = dr.maximum(largest, column)
    largest = dr.detach(largest)
    total, logit = 0, 0
    for label, column in enumerate(columns):
        total += dr.exp(column - largest)
        logit += dr.select(y == label, column, 0)
    return dr.mean(dr.log(total) + largest - logit)


class Training:
    def __init__(self, net, layers, x, y, mode):
        self.net = mode(net, layers)
        self.optimizer = OPTIMIZERS[net.optimizer](lr=net.rate)
        self.optimizer.update(self.net.model)
        self.x = mode.rows(x)
        self.y = UInt(y) if net.loss == "cross_entropy" else mode.rows(y)

        def step(model, optimizer, x, y):
            model.update(optimizer)
            loss = (cross_entropy(self.net.columns(x), y) if net.loss == "cross_entropy"
                    else dr.mean(self.net.squares(x, y), axis=None))
            dr.backward(loss)
            optimizer.step()
            return dr.detach(loss)
        self.frozen = dr.freeze(step)

    def set_rate(self, rate):
        # A number: Adam of 1.5.0 multiplies an array in place by its own corrections.
        self.optimizer.set_learning_rate(rate)

    def step(self):
        loss = self.frozen(self.net.model, self.optimizer, self.x, self.y)
        dr.eval(loss)
        dr.sync_thread()
        return loss

    def parameters(self):
        self.net.model.update(self.optimizer)
        return self.net.parameters()


class Peer:
    def __init__(self, net, layers, x, y):
        dr.set_thread_count(1)
        self.version = f"Dr.Jit {dr.__version__}"
        self.net, self.layers = net, layers
        modes = {"tensors": Tensors}
        # A cooperative vector is code for each of its elements: of 256 it takes a minute to
        # compile and several times as long to compute as tensors.
        if max(net.widths) <= 64:
            modes["cooperative vectors"] = Vectors
        self.predictors = {
            name: lambda row, mode=mode: self.predictor(mode, row)
            for name, mode in modes.items()}
        self.trainings = {
            name: lambda mode=mode: Training(net, layers, x, y, mode)
            for name, mode in modes.items()}

    def predictor(self, mode, row):
        network, x = mode(self.net, self.layers), mode.rows(row)
        frozen = dr.freeze(lambda model, x: network.columns(x))

        def call():
            outputs = frozen(network.model, x)
            dr.eval(outputs)
            dr.sync_thread()
            return outputs
        return call

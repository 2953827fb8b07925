"""The networks of the benchmark: the one place that says what a net is.

A net is a row of `NETS`. Its `.plx` file, its batch of data, what a call of it computes
and what the peers are told all come from that row.
"""
import dataclasses
import itertools
import zlib

RATES = {"sgd": 0.01, "adam": 0.001}
BETAS, EPSILON = (0.9, 0.999), 1e-8  # of adam, whose defaults they are everywhere


@dataclasses.dataclass(frozen=True)
class Net:
    """A multilayer perceptron without an activation at its end, and how it is trained."""

    name: str
    widths: tuple  # of the input, of each hidden layer, of the output
    batch: int  # rows of a training step
    loss: str  # mse or cross_entropy
    activation: str = "relu"  # relu, gelu (x times the normal distribution, by erf) or tanh
    optimizer: str = "sgd"
    tasks: tuple = ("step", "predict")
    data: str = "uniform"  # or matrix_exponential

    @property
    def rate(self):
        return RATES[self.optimizer]

    @property
    def layers(self):
        """Pairs (in, out), one for each layer."""
        return list(itertools.pairwise(self.widths))

    @property
    def shape(self):
        """The widths as text; runs of one width are written once: 128x9 for eight layers."""
        runs = [(width, len(list(run))) for width, run in itertools.groupby(self.widths)]
        return "-".join(f"{width}" if count == 1 else f"{width}x{count}"
                        for width, count in runs)

    def rows(self, task):
        return self.batch if task == "step" else 1


def grid():
    """Deep nets of one width; one row of each is predicted once, not for every batch."""
    for (width, depth), activation in itertools.product([(32, 6), (128, 8), (256, 10)],
                                                        ["relu", "gelu"]):
        for batch in (2, 32, 256, 2048):
            yield Net(f"{width}x{depth}-{activation}-{batch}", (width,) * (depth + 1), batch,
                      "mse", activation, "adam",
                      tasks=("step", "predict") if batch == 2 else ("step",))


NETS = [
    Net("a", (2, 8, 1), 4, "mse"),
    Net("b", (13, 64, 64, 3), 32, "cross_entropy"),
    Net("c", (64, 128, 10), 64, "cross_entropy"),
    Net("d", (784, 128, 10), 64, "cross_entropy", tasks=("step",)),
    Net("e", (784, 512, 512, 10), 128, "cross_entropy"),
    Net("f", (32, 64, 64, 64, 64, 16), 4096, "mse"),
    Net("h", (784, 128, 10), 64, "cross_entropy", tasks=("predict",)),
    # The regression that SimpleChains shows: a 2 x 2 matrix to its exponential.
    Net("matrix-exponential", (4, 32, 16, 4), 10000, "mse", "tanh", "adam",
        data="matrix_exponential"),
    *grid(),
]


def named(name):
    return next(net for net in NETS if net.name == name)


def flop(net, task):
    """Floating-point operations of the products of one call; a multiply-add is two.

    A step has, for each layer, the product of the forward pass, that of the gradient of
    the weights and, but for the first layer, that of the gradient of the inputs. What is
    computed element by element is not counted.
    """
    product = [2 * net.rows(task) * n_in * n_out for n_in, n_out in net.layers]
    return sum(product) if task == "predict" else 3 * sum(product) - product[0]


def source(net):
    """The net as a `.plx` file; its rows lie in x.npy and y.npy."""
    *hidden, last = net.widths[1:]
    stages = [f"Dense({width}, {net.activation}) as l{i}" for i, width in enumerate(hidden, 1)]
    stages.append(f"Dense({last}) as l{len(hidden) + 1}")
    target = f"index({last})" if net.loss == "cross_entropy" else f"f32[{last}]"
    return f"""network Net {{
  input  x: f32[{net.widths[0]}]
  target y: {target}
  output z = x |> {" |> ".join(stages)}
  loss   {net.loss}(z, y)
}}
data rows {{ train: {{ x: npy("x.npy"), y: npy("y.npy") }} }}
train {{ data: rows, steps: 3, batch: {net.batch}, optimizer: {net.optimizer}(lr: {net.rate}) }}
"""


def exponential(matrices):
    """The exponentials of matrices [n, k, k], by squaring the series of a 256th."""
    import numpy
    term = total = numpy.eye(matrices.shape[-1])
    for order in range(1, 12):
        term = term @ (matrices / 256 / order)
        total = total + term
    for _ in range(8):
        total = total @ total
    return total


def batch(net):
    """The rows of a step in f32: x [batch, in], and y [batch, out] or classes [batch].

    Uniform numbers in [0, 1), as those that a program's `bench` computes with.
    """
    import numpy
    random = numpy.random.default_rng(zlib.crc32(net.name.encode()))
    if net.data == "matrix_exponential":
        x = random.standard_normal((net.batch, 2, 2))
        y = exponential(x)
    else:
        x = random.random((net.batch, net.widths[0]))
        y = (random.integers(net.widths[-1], size=net.batch) if net.loss == "cross_entropy"
             else random.random((net.batch, net.widths[-1])))
    x, y = x.reshape(net.batch, -1), y if y.ndim == 1 else y.reshape(net.batch, -1)
    return x.astype(numpy.float32), y.astype(numpy.float32)

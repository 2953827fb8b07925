"""JAX: the whole step is one jitted function whose parameters and states are donated."""
import os

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = ("--xla_cpu_multi_thread_eigen=false "
                           "intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy

from nets import BETAS, EPSILON

ACTIVATIONS = {"relu": jax.nn.relu, "tanh": jnp.tanh,
               "gelu": lambda x: jax.nn.gelu(x, approximate=False)}


def forward(net, parameters, x):
    """Logits or outputs [rows, out]; a layer is a pair of weight [out, in] and bias [out]."""
    for weight, bias in parameters[:-1]:
        x = ACTIVATIONS[net.activation](x @ weight.T + bias)
    weight, bias = parameters[-1]
    return x @ weight.T + bias


def loss_of(net, parameters, x, y):
    z = forward(net, parameters, x)
    if net.loss == "mse":
        return jnp.mean((z - y) ** 2)
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], 1))


def descend(parameters, gradients, states, rate):
    return jax.tree.map(lambda p, g: p - rate * g, parameters, gradients), states


def adam(parameters, gradients, states, rate):
    first, second, count = states
    count = count + 1
    corrections = [1 - jnp.float32(beta) ** count for beta in BETAS]
    first = jax.tree.map(lambda m, g: BETAS[0] * m + (1 - BETAS[0]) * g, first, gradients)
    second = jax.tree.map(lambda v, g: BETAS[1] * v + (1 - BETAS[1]) * g * g, second, gradients)
    parameters = jax.tree.map(
        lambda p, m, v: p - rate * (m / corrections[0])
        / (jnp.sqrt(v / corrections[1]) + EPSILON), parameters, first, second)
    return parameters, (first, second, count)


def step_function(net):
    def step(parameters, states, rate, x, y):
        loss, gradients = jax.value_and_grad(
            lambda parameters: loss_of(net, parameters, x, y))(parameters)
        update = adam if net.optimizer == "adam" else descend
        return *update(parameters, gradients, states, rate), loss
    return jax.jit(step, donate_argnums=(0, 1))


class Training:
    def __init__(self, net, layers, x, y):
        # `jnp.array` copies, as what is donated must not be NumPy's memory.
        self.values = jax.tree.map(jnp.array, layers)
        self.states = ()
        if net.optimizer == "adam":
            self.states = (jax.tree.map(jnp.zeros_like, self.values),
                           jax.tree.map(jnp.zeros_like, self.values), jnp.float32(0))
        self.compiled = step_function(net)
        self.x, self.y = jnp.array(x), jnp.array(y)

    def set_rate(self, rate):
        self.rate = jnp.float32(rate)

    def step(self):
        self.values, self.states, loss = jax.block_until_ready(
            self.compiled(self.values, self.states, self.rate, self.x, self.y))
        return loss

    def parameters(self):
        return [numpy.asarray(part) for layer in self.values for part in layer]


class Peer:
    def __init__(self, net, layers, x, y):
        # Computes in the thread that calls: on one core another one only waits for it.
        jax.config.update("jax_cpu_enable_async_dispatch", False)
        self.version = f"JAX {jax.__version__}"
        self.layers = jax.tree.map(jnp.array, layers)
        self.forward = jax.jit(lambda parameters, x: forward(net, parameters, x))
        self.predictors = {"jit": self.predictor}
        self.trainings = {"jit": lambda: Training(net, layers, x, y)}

    def predictor(self, row):
        row = jnp.array(row)
        return lambda: self.forward(self.layers, row).block_until_ready()

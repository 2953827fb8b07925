"""statistics.py WEIGHTS ROWS FOUND: `init --trials=1 --json` of deep.plx, checked.

Computes forward and backward pass of deep.plx row by row from the initial weights
(safetensors, F64) and the rows, and from them what docs/program.md says of every
layer. Prints the largest relative difference to FOUND.
"""
import json
import math
import struct
import sys


def read_weights(path):
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    tensors = {}
    for name, tensor in header.items():
        if name != "__metadata__":
            begin, end = tensor["data_offsets"]
            tensors[name] = struct.unpack(f"<{(end - begin) // 8}d", data[begin:end])
    return tensors


def dense(weights, name, x):
    w = weights[name + ".weight"]
    units = len(w) // len(x)
    b = weights.get(name + ".bias", [0.0] * units)
    return [sum(w[o * len(x) + i] * v for i, v in enumerate(x)) + b[o]
            for o in range(units)]


def back(weights, name, dy, inputs):
    w = weights[name + ".weight"]
    return [sum(w[o * inputs + i] * g for o, g in enumerate(dy)) for i in range(inputs)]


def one_row(weights, x, t, rows):
    """For each layer: its activations, their slopes, the gradient in them."""
    y0 = dense(weights, "inner", x)
    z1 = [v + b for v, b in zip(y0, weights["first.bias"])]
    y1 = [max(v, 0.0) for v in z1]
    y2 = dense(weights, "middle", y1)
    y3 = [math.tanh(v) for v in dense(weights, "twice", y2)]
    y4 = [math.tanh(v) for v in dense(weights, "twice", y3)]
    y5 = dense(weights, "last", y4)
    s1 = [float(v > 0) for v in z1]
    s3, s4 = [1 - v * v for v in y3], [1 - v * v for v in y4]
    d5 = [2 * (a - b) / len(t) / rows for a, b in zip(y5, t)]
    d4 = back(weights, "last", d5, 4)
    d3 = back(weights, "twice", [d * s for d, s in zip(d4, s4)], 4)
    d2 = back(weights, "twice", [d * s for d, s in zip(d3, s3)], 4)
    d1 = back(weights, "middle", d2, 5)
    d0 = [d * s for d, s in zip(d1, s1)]
    return {"inner": (y0, None, d0), "first": (y1, s1, d1), "middle": (y2, None, d2), "twice": (y3, s3, d3),
            "twice#2": (y4, s4, d4), "last": (y5, None, d5)}


def moments(numbers):
    mean = math.fsum(numbers) / len(numbers)
    return mean, math.sqrt(math.fsum((x - mean) ** 2 for x in numbers) / len(numbers))


def expected(weights, table):
    found = [one_row(weights, row[:3], row[3:], len(table)) for row in table]
    layers = {}
    for name in found[0]:
        outputs, slopes, gradients = ([row[name][k] for row in found] for k in range(3))
        mean, std = moments([x for row in outputs for x in row])
        d_mean, d_std = moments([x for row in gradients for x in row])
        layers[name] = {"activation_mean": mean, "activation_std": std,
                        "gradient_mean": d_mean, "gradient_std": d_std,
                        "dead": None, "saturated": None}
        if name == "first":
            units = list(zip(*slopes))
            dead = [all(abs(s) < 0.01 for s in unit) for unit in units]
            layers[name]["dead"] = sum(dead) / len(units)
        elif name.startswith("twice"):
            flat = [abs(s) < 0.01 for row in slopes for s in row]
            layers[name]["saturated"] = sum(flat) / len(flat)
    return layers


def main():
    weights = read_weights(sys.argv[1])
    with open(sys.argv[2]) as file:
        table = [[float(x) for x in line.split(",")] for line in file]
    with open(sys.argv[3]) as file:
        report = json.load(file)
    layers = expected(weights, table)
    assert [row["layer"] for row in report["layers"]] == list(layers), report
    worst = 0.0
    for row in report["layers"]:
        for name, value in layers[row["layer"]].items():
            if value is None or row[name] is None:
                assert value is None and row[name] is None, (row["layer"], name)
                continue
            assert row[name]["std"] == 0, "of one start"
            error = abs(row[name]["mean"] - value) / max(abs(value), 1e-3)
            worst = max(worst, error)
    shares = [row[k]["mean"] for row in report["layers"] for k in ("dead", "saturated")
              if row[k]]
    print(f"{len(layers)} layers, worst difference {worst:.0e}, shares {shares}")
    return worst > 1e-12


if __name__ == "__main__":
    sys.exit(main())

"""witness.py WORDS MANUAL VALUES: what PyTorch computes, in binary64.

Of each WORDS/NAME/values.safetensors the weights and rows are read; from them the
network of WORDS/NAME/torch.py computes everything else, which is written to
VALUES/NAME.safetensors. Random numbers are drawn by the Python of MANUAL,
the page of the language.
"""
import json
import pathlib
import re
import runpy
import struct
import sys

import torch

from in_torch import STEPS

SEED = 12345678901
UNUSED_ROWS = 2
BATCH = 3
TYPES = {"F64": torch.float64, "I32": torch.int32}

manual = {}
page = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
exec("\n".join(re.findall(r"^```python\n(.*?)^```$", page, re.S | re.M)), manual)


def read(path):
    """The tensors of a file by their group and name."""
    content = bytearray(path.read_bytes())
    begin = 8 + struct.unpack("<Q", content[:8])[0]
    groups = {}
    for name, entry in json.loads(content[8:begin]).items():
        first, last = (begin + offset for offset in entry["data_offsets"])
        tensor = torch.frombuffer(content[first:last], dtype=TYPES[entry["dtype"]])
        group, _, name = name.partition("/")
        groups.setdefault(group, {})[name] = tensor.reshape(entry["shape"])
    return groups


def write(path, groups):
    header, data = {}, b""
    for group, tensors in groups.items():
        for name, tensor in tensors.items():
            kind = "I32" if tensor.dtype == torch.int32 else "F64"
            code = "i" if kind == "I32" else "d"
            numbers = tensor.detach().flatten().tolist()
            begin, data = len(data), data + struct.pack(f"<{len(numbers)}{code}", *numbers)
            entry = dict(dtype=kind, shape=list(tensor.shape), data_offsets=[begin, len(data)])
            header[f"{group}/{name}"] = entry
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


class Call:
    """One evaluation of a network; with a step of a training, or without."""

    def __init__(self, parameters, step=None):
        self.parameters, self.step = parameters, step

    def __getitem__(self, name):
        return self.parameters[name]

    def dense(self, x, name):
        bias = self.parameters.get(name + ".bias")
        return torch.nn.functional.linear(x, self[name + ".weight"], bias)

    def dropout(self, x, rate, path):
        if not self.step:
            return x
        mask = manual["dropout_mask"](SEED, path, self.step, x.numel(), rate)
        return x * torch.tensor(mask).reshape(x.shape)

    def noise(self, x, path):
        if not self.step:
            return torch.zeros(x.shape)
        stream = manual["fnv1a"]("noise:" + path)
        words = (manual["philox"](SEED, stream, i, self.step) for i in range(x.numel()))
        return torch.tensor([manual["normal"](0, 1, w) for w in words]).reshape(x.shape)


def total(losses):
    return sum(value.mean() for value in losses.values())


def clip(parameters, value, norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    if value:
        torch.nn.utils.clip_grad_value_(parameters, value)
    found = torch.nn.utils.get_total_norm(gradients)
    if norm and found > norm:
        for gradient in gradients:
            gradient *= norm / found


def leaves(weights, frozen):
    return {k: w.clone().requires_grad_(k not in frozen) for k, w in weights.items()}


def train(function, weights, values, make_optimizer, make_schedule, frozen, value, norm):
    parameters = leaves(weights, frozen)
    trained = [p for p in parameters.values() if p.requires_grad]
    optimizer = make_optimizer(trained)
    schedule = make_schedule(optimizer) if make_schedule else None
    rows, order, epoch = len(next(iter(values.values()))), [], 0
    for step in range(1, STEPS + 1):
        if not order:
            order, epoch = manual["order"](rows, SEED, "shuffle", epoch), epoch + 1
        batch, order = order[:BATCH], order[BATCH:]
        optimizer.zero_grad()
        part = {name: tensor[batch] for name, tensor in values.items()}
        total(function(Call(parameters, step), **part)[1]).backward()
        clip(trained, value, norm)
        optimizer.step()
        if schedule:
            schedule.step()
    return parameters


def compute(network, known):
    """The groups of the file, from its weights, inputs and targets."""
    function, optimizer, schedule, frozen, value, norm = network
    values = {**known["inputs"], **known["targets"]}
    outputs, losses, metrics = function(Call(known["weights"]), **values)
    results = {"loss": total(losses), **(losses if len(losses) > 1 else {}), **metrics}
    parameters = leaves(known["weights"], frozen)
    first = {name: tensor[:-UNUSED_ROWS] for name, tensor in values.items()}
    loss = total(function(Call(parameters, step=1), **first)[1])
    loss.backward()
    gradients = {k: p.grad if p.grad is not None else torch.zeros(p.shape)
                 for k, p in parameters.items() if p.requires_grad}
    return dict(
        weights=known["weights"],
        inputs=known["inputs"],
        targets=known["targets"],
        outputs=outputs,
        results={k: v.mean() for k, v in results.items()},
        gradients={"loss": loss, **gradients},
        trained=train(function, known["weights"], values, optimizer, schedule, frozen, value, norm),
    )


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    words, values = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3])
    for file in sorted(words.glob("*/values.safetensors")):
        known, word = read(file), file.parent.name
        found = compute(runpy.run_path(str(file.with_name("torch.py")))["forward"], known)
        for group in known:  # nothing is passed over
            if set(found[group]) != set(known[group]):
                sys.exit(f"{word}: {group} are {list(found[group])}")
        write(values / f"{word}.safetensors", found)


if __name__ == "__main__":
    main()

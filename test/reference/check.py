"""check.py VALUES [--f32] PROGRAM: compares a compiled network with reference values.

VALUES is a file that make.py wrote; with --f32 the program was compiled for binary32.
Prints the worst error of each kind; fails with the tensors that are off. Needs no
NumPy.
"""

import ast
import json
import math
import os
import struct
import subprocess
import sys

CODES = {"F64": "d", "F32": "f", "I32": "i", "<f8": "d", "<f4": "f", "<i4": "i"}
# Relative to the largest element of a tensor. Two orders of a sum differ by
# about 1e-15, and by 1e-7 in binary32, of which only a wrong type, seed or
# formula is told here.
TOLERANCES = dict(outputs=1e-10, results=1e-10, gradients=1e-10, trained=1e-9)
TOLERANCE_F32 = 1e-5


def unpack(code, data):
    return list(struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data))


def read_safetensors(path):
    """Names to pairs of shape and elements, and the types."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        code = CODES[entry["dtype"]]
        tensors[name] = code, entry["shape"], unpack(code, content[begin:end])
    return tensors


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, (code, shape, elements) in tensors.items():
        part = struct.pack(f"<{len(elements)}{code}", *elements)
        offsets = [len(data), len(data) + len(part)]
        header[name] = dict(dtype="F64", shape=shape, data_offsets=offsets)
        data += part
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def write_npy(path, code, shape, elements):
    descr = {"d": "<f8", "i": "<i4"}[code]
    text = str(dict(descr=descr, fortran_order=False, shape=tuple(shape)))
    text += " " * (-(len(text) + 11) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode())
        file.write(struct.pack(f"<{len(elements)}{code}", *elements))


def read_npy(path):
    with open(path, "rb") as file:
        content = file.read()
    assert content[:8] == b"\x93NUMPY\x01\x00", path
    begin = 10 + struct.unpack("<H", content[8:10])[0]
    header = ast.literal_eval(content[10:begin].decode())
    code = CODES[header["descr"]]
    return code, list(header["shape"]), unpack(code, content[begin:])


def error(found, expected):
    """Infinite where shape or type differ."""
    if found[:2] != expected[:2] or len(found[2]) != len(expected[2]):
        return math.inf
    scale = max(map(abs, expected[2])) or 1.0
    errors = [abs(f - e) / scale for f, e in zip(found[2], expected[2])]
    return math.inf if any(map(math.isnan, errors)) else max(errors)


class Check:
    def __init__(self, values, program, single):
        self.program = os.path.abspath(program)
        self.single = single
        self.groups = {}
        for name, value in read_safetensors(values).items():
            group, name = name.split("/", 1)
            self.groups.setdefault(group, {})[name] = value
        self.folder = self.program + ".rows"
        os.makedirs(self.folder, exist_ok=True)
        self.failures = 0

    def at(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        command = [self.program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr}")
        return done.stdout

    def inputs(self, values, rows=None):
        """--input for each value; the first rows only, where told."""
        options = []
        for name, (code, shape, elements) in values.items():
            count = rows or shape[0]
            used = elements[: count * len(elements) // shape[0]]
            path = self.at(f"{name}.{count}.npy")
            write_npy(path, code, [count, *shape[1:]], used)
            options += ["--input", f"{name}={path}"]
        return options

    def compare(self, group, found):
        expected, tolerance, worst = self.groups[group], TOLERANCES[group], 0.0
        if self.single:
            tolerance = TOLERANCE_F32
            real = lambda value: ("d" if value[0] == "f" else value[0], *value[1:])
            found = {name: real(value) for name, value in found.items()}
        for name in sorted(set(found) | set(expected)):
            if name not in found or name not in expected:
                off = math.inf
            else:
                off = error(found[name], expected[name])
            worst = max(worst, off)
            if off > tolerance:
                self.failures += 1
                print(f"{group} of `{name}` is off by {off:.1e}:")
                print(f"  expected {expected.get(name)}\n  got      {found.get(name)}")
        print(f"{group}: {worst:.1e}")

    def predict(self, weights, inputs):
        """In batches of three and as the program likes, with the same bytes."""
        files = {}
        for batch in ("3", "5"):
            command = ["predict", *weights, *inputs, "--batch", batch]
            for name in self.groups["outputs"]:
                files[name] = self.at(f"{name}.predicted.npy")
                command += ["--output", f"{name}={files[name]}"]
            self.run(*command)
            self.compare("outputs", {name: read_npy(path) for name, path in files.items()})

    def evaluate(self, weights):
        text = self.run("evaluate", *weights, "--split=train", "--data-dir", self.folder, "--json")
        results = json.loads(text)["results"]
        self.compare("results", {name: ("d", [], [value]) for name, value in results.items()})


def main():
    values, *options, program = sys.argv[1:]
    check = Check(values, program, single="--f32" in options)
    inputs = check.groups["inputs"]
    values = {**inputs, **check.groups["targets"]}
    write_safetensors(check.at("weights.safetensors"), check.groups["weights"])
    for name, value in values.items():
        write_npy(check.at(name + ".npy"), *value)
    weights = ["--weights", check.at("weights.safetensors")]
    check.predict(weights, check.inputs(inputs))
    check.evaluate(weights)
    gradients, trained = check.at("gradients.safetensors"), check.at("trained.safetensors")
    rows = next(iter(values.values()))[1][0]
    check.run("gradients", *weights, *check.inputs(values, rows - 2), "--output", gradients)
    check.compare("gradients", read_safetensors(gradients))
    data = ["--data-dir", check.folder]
    check.run("train", "--quiet", *weights, *data, "--steps", "5", "--save", trained)
    check.compare("trained", read_safetensors(trained))
    return check.failures > 0


if __name__ == "__main__":
    sys.exit(main())

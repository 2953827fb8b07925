"""Tensors in files: names to what one tensor is.

A path is a `.safetensors` file, a `.npy` file with one tensor (its name is the
file's), or a folder of `.npy` files. Elements are an `array`, whose bytes are
those of the file.
"""
import array
import ast
import json
import pathlib
import struct
from typing import NamedTuple

CODES = {"F32": "f", "F64": "d", "I32": "i"}
DESCRIPTIONS = {"F32": "<f4", "F64": "<f8", "I32": "<i4"}
TYPES = {description: kind for kind, description in DESCRIPTIONS.items()}


class Tensor(NamedTuple):
    type: str  # of CODES
    shape: tuple
    elements: array.array

    def with_elements(self, numbers):
        return self._replace(elements=array.array(CODES[self.type], numbers))


def from_bytes(kind, shape, data):
    return Tensor(kind, tuple(shape), array.array(CODES[kind], data))


def read_npy(path):
    content = path.read_bytes()
    assert content[:8] == b"\x93NUMPY\x01\x00", path
    begin = 10 + struct.unpack("<H", content[8:10])[0]
    header = ast.literal_eval(content[10:begin].decode())
    return from_bytes(TYPES[header["descr"]], header["shape"], content[begin:])


def write_npy(path, tensor):
    header = {"descr": DESCRIPTIONS[tensor.type], "fortran_order": False, "shape": tensor.shape}
    text = str(header).encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    start = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text
    path.write_bytes(start + tensor.elements.tobytes())


def read_safetensors(path):
    content = path.read_bytes()
    begin = 8 + struct.unpack("<Q", content[:8])[0]
    tensors = {}
    for name, entry in json.loads(content[8:begin]).items():
        if name != "__metadata__":
            first, last = (begin + offset for offset in entry["data_offsets"])
            tensors[name] = from_bytes(entry["dtype"], entry["shape"], content[first:last])
    return tensors


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        begin, data = len(data), data + tensor.elements.tobytes()
        header[name] = dict(dtype=tensor.type, shape=tensor.shape, data_offsets=[begin, len(data)])
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read(path):
    path = pathlib.Path(path)
    if path.is_dir():
        return {file.stem: read_npy(file) for file in sorted(path.glob("*.npy"))}
    return {path.stem: read_npy(path)} if path.suffix == ".npy" else read_safetensors(path)


def write(path, tensors):
    path = pathlib.Path(path)
    if path.suffix == ".npy":
        (tensor,) = tensors.values()
        write_npy(path, tensor)
    else:
        write_safetensors(path, tensors)

"""tensors.py FILE: prints every binary32 tensor of a safetensors file in a line."""
import json
import struct
import sys

with open(sys.argv[1], "rb") as file:
    header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    data = file.read()
for name, tensor in header.items():
    if name != "__metadata__":
        begin, end = tensor["data_offsets"]
        numbers = struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])
        print(name, *(f"{number:.9g}" for number in numbers))

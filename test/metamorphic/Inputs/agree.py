"""agree.py FOUND EXPECTED [--within=1e-12] [--zeros=PATTERN]: whether the tensors are the same.

Names, types, shapes and every bit; or with --within numbers that differ by no
more than that, relative to the largest element of the tensor. A tensor that is
all zeros says nothing, and fails too unless its name fits the pattern.
"""
import argparse
import fnmatch
import math
import sys

from tensors import read


def difference(found, expected):
    scale = max(map(abs, expected.elements)) or 1.0
    off = [abs(f - e) / scale for f, e in zip(found.elements, expected.elements)]
    return math.inf if any(map(math.isnan, off)) else max(off)


parser = argparse.ArgumentParser()
parser.add_argument("found")
parser.add_argument("expected")
parser.add_argument("--within", type=float)
parser.add_argument("--zeros", default="")
options = parser.parse_args()
found, expected = read(options.found), read(options.expected)
faults, worst = [], 0.0
if not expected or set(found) != set(expected):
    sys.exit(f"tensors {', '.join(found)}\nand not {', '.join(expected)}")
for name, tensor in expected.items():
    other = found[name]
    if not any(tensor.elements) and not fnmatch.fnmatch(name, options.zeros):
        faults.append(f"{name} is zeros")
    elif other[:2] != tensor[:2] or len(other.elements) != len(tensor.elements):
        faults.append(f"{name} is {other[:2]} and not {tensor[:2]}")
    elif options.within is None:
        if other.elements.tobytes() != tensor.elements.tobytes():
            faults.append(f"{name} has other bits, off by {difference(other, tensor):.1e}")
    else:
        off = difference(other, tensor)
        worst = max(worst, off)
        if not off <= options.within:
            faults.append(f"{name} is off by {off:.1e}")
if faults:
    sys.exit("\n".join(faults))
kind = "the same bits" if options.within is None else f"differences up to {worst:.1e}"
print(f"{len(expected)} tensors, {kind}")

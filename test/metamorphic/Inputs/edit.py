"""edit.py FROM TO EDIT...: changes the tensors of a file.

    draw:PATTERN=SCALE    normal numbers, a function of name and place
    scale:PATTERN=FACTOR  every element times the factor
    permute:PATTERN=AXIS  puts what lies along an axis into another order, which
                          only its size decides
    rename:OLD=NEW        another name, at the same place of the file
    fill:NAME=A,B,...     the first elements
    reverse:PATTERN=      the tensors in the opposite order
    retype:PATTERN=TYPE   F32, F64
"""
import fnmatch
import random
import sys

from tensors import CODES, read, write


def draw(name, tensor, scale):
    numbers = random.Random(name)
    return tensor.with_elements(numbers.gauss(0, float(scale)) for _ in tensor.elements)


def scale(_, tensor, factor):
    return tensor.with_elements(float(factor) * x for x in tensor.elements)


def order(size):
    places = list(range(size))
    random.Random(size).shuffle(places)
    return places


def permute(_, tensor, axis):
    """Tensors as blocks of `size` pieces of `inner` elements."""
    axis = int(axis)
    size, inner = tensor.shape[axis], 1
    for dimension in tensor.shape[axis + 1 :]:
        inner *= dimension
    permuted = []
    for block in range(0, len(tensor.elements), size * inner):
        for place in order(size):
            begin = block + place * inner
            permuted += tensor.elements[begin : begin + inner]
    return tensor.with_elements(permuted)


def fill(_, tensor, numbers):
    first = [float(number) for number in numbers.split(",")]
    return tensor.with_elements(first + list(tensor.elements[len(first) :]))


def retype(_, tensor, kind):
    assert kind in CODES
    return tensor._replace(type=kind).with_elements(tensor.elements)


EDITS = dict(draw=draw, scale=scale, permute=permute, fill=fill, retype=retype)

tensors = read(sys.argv[1])
for argument in sys.argv[3:]:
    edit, _, rest = argument.partition(":")
    pattern, _, setting = rest.rpartition("=")
    found = fnmatch.filter(tensors, pattern)
    if not found:
        sys.exit(f"edit.py: `{argument}` finds nothing among {', '.join(tensors)}")
    if edit == "rename":
        tensors = {setting if k == pattern else k: tensor for k, tensor in tensors.items()}
    elif edit == "reverse":
        tensors = {name: tensors[name] for name in reversed(tensors)}
    else:
        tensors.update((name, EDITS[edit](name, tensors[name], setting)) for name in found)
write(sys.argv[2], tensors)

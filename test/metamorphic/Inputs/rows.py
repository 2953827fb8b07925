"""rows.py FOLDER FIRST..LAST NAME=KIND...: writes FOLDER/NAME.npy for each name.

KIND is a shape (`257`, `5x3`), or `index10` for classes below ten. A row is a
function of its number: rows 40 to 67 are the same numbers in every folder.
"""
import array
import pathlib
import random
import sys

from tensors import Tensor, write_npy

folder = pathlib.Path(sys.argv[1])
first, last = map(int, sys.argv[2].split(".."))
folder.mkdir(parents=True, exist_ok=True)
for argument in sys.argv[3:]:
    name, kind = argument.split("=")
    draws = [random.Random(f"{name} {row}") for row in range(first, last)]
    if kind.startswith("index"):
        labels = array.array("i", (draw.randrange(int(kind[5:])) for draw in draws))
        write_npy(folder / f"{name}.npy", Tensor("I32", (len(draws),), labels))
        continue
    shape, count = tuple(map(int, kind.split("x"))), 1
    for dimension in shape:
        count *= dimension
    numbers = array.array("f", (draw.gauss(0, 1) for draw in draws for _ in range(count)))
    write_npy(folder / f"{name}.npy", Tensor("F32", (len(draws), *shape), numbers))

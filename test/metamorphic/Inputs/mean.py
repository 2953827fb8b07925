"""mean.py OUT FILE=WEIGHT...: the weighted mean of the tensors of files."""
import sys

from tensors import read, write

parts = [(read(path), float(weight)) for path, weight in (p.split("=") for p in sys.argv[2:])]
total = sum(weight for _, weight in parts)
mean = {}
for name, tensor in parts[0][0].items():
    columns = zip(*(tensors[name].elements for tensors, _ in parts), strict=True)
    weights = [weight for _, weight in parts]
    mean[name] = tensor.with_elements(
        sum(w * x for w, x in zip(weights, column)) / total for column in columns
    )
write(sys.argv[1], mean)

"""rows.py COUNT COLUMNS: a table of numbers in (-1, 1), the same every time."""
import random
import sys

count, columns = map(int, sys.argv[1:])
random.seed(7)
for _ in range(count):
    print(",".join(f"{random.uniform(-1, 1):.4f}" for _ in range(columns)))

"""falls.py HISTORY COLUMN SHARE: the last value is below that share of the first."""

import csv
import sys

with open(sys.argv[1], newline="") as file:
    values = [float(row[sys.argv[2]]) for row in csv.DictReader(file)]
print(f"{sys.argv[2]}: {values[0]} to {values[-1]} in {len(values)} epochs")
sys.exit(len(values) < 2 or values[-1] >= float(sys.argv[3]) * values[0])

"""evaluate.py PROGRAM WEIGHTS WHOLE PART=ROWS...: results of a split and of its parts.

Folders of the rows. Each part is one call of the program, and `evaluate` over the
whole is, in every bit, what the manual makes of the calls: their means times
their rows, added in binary64, divided by all rows.
"""
import json
import subprocess
import sys


def evaluate(folder):
    command = [sys.argv[1], "evaluate", "--json", "--weights", sys.argv[2], "--data-dir", folder]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["results"]


whole = evaluate(sys.argv[3])
sums, rows = dict.fromkeys(whole, 0.0), 0
for part in sys.argv[4:]:
    folder, count = part.split("=")
    rows += int(count)
    for name, mean in evaluate(folder).items():
        sums[name] += mean * int(count)
expected = {name: total / rows for name, total in sums.items()}
if whole != expected:
    sys.exit(f"found    {whole}\nexpected {expected}")
print(f"{len(whole)} results of {rows} rows: {' '.join(whole)}")

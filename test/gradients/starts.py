"""starts.py SEEDS PROGRAM... -- ARGUMENTS...: checks gradients from many starts.

Runs `check-gradients` with the seeds 1 to SEEDS and counts, over all parameters,
those that are right, wrong, right as a whole, and not to be told in some elements.
"""

import collections
import os
import subprocess
import sys

KINDS = {"FAIL": "wrong", "ok as a whole": "right as a whole", "cannot be told": "not to be told"}


def kind(row):
    return next((name for text, name in KINDS.items() if text in row), "right")


def count(program, seeds, arguments):
    found = collections.Counter()
    alarms = 0
    for seed in range(1, seeds + 1):
        command = [os.path.abspath(program), "check-gradients", f"--seed={seed}", *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, 70):
            sys.exit(done.stderr)
        alarms += done.returncode == 70
        found.update(kind(row) for row in done.stdout.splitlines()[1:])
    kinds = ", ".join(f"{found[name]} {name}" for name in ("right", *KINDS.values()))
    print(f"{os.path.basename(program)}: {seeds} starts, {alarms} alarms; gradients: {kinds}", flush=True)
    return alarms


def main():
    cut = sys.argv.index("--")
    seeds, *programs = sys.argv[1:cut]
    alarms = [count(program, int(seeds), sys.argv[cut + 1 :]) for program in programs]
    return any(alarms)


if __name__ == "__main__":
    sys.exit(main())

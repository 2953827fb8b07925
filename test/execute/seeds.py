"""seeds.py PROGRAM SPLIT SEEDS LIMIT... -- ARGUMENTS...: trains with several seeds.

A limit is `accuracy>=0.96` (every seed), `mean accuracy>=0.97` or `loss<0.001`,
of the results over the split. The arguments go to `train`.
"""

import json
import operator
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

SIGNS = {">=": operator.ge, "<": operator.lt}


def results(program, split, seed, arguments):
    weights = f"{program}.{seed}.safetensors"
    data = [a for a in arguments if a.startswith("--data-dir=")]
    train = [program, "train", "--quiet", f"--seed={seed}", f"--save={weights}", *arguments]
    subprocess.run(train, check=True)
    command = [program, "evaluate", "--json", f"--split={split}", f"--weights={weights}", *data]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["results"]


def main():
    cut = sys.argv.index("--")
    program, split, seeds, *limits = sys.argv[1:cut]
    first, last = map(int, seeds.split(".."))
    one = lambda seed: results(os.path.abspath(program), split, seed, sys.argv[cut + 1 :])
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, range(first, last + 1)))
    missed = False
    for limit in limits:
        mean, name, sign, bound = re.fullmatch(r"(mean )?(\w+)(>=|<)(\S+)", limit).groups()
        values = [result[name] for result in found]
        tested = [sum(values) / len(values)] if mean else values
        kept = all(SIGNS[sign](value, float(bound)) for value in tested)
        missed |= not kept
        print(limit, "holds:" if kept else "does not hold:", tested)
    return missed


if __name__ == "__main__":
    sys.exit(main())

"""measure.py PLEXC [PROBLEM...]: which trainings that fail are warned of.

Compiles small problems in the working directory, trains each from many seeds and
compares what the program warned of with what came of the training:

  failed   the loss over the training rows is not below 95 % of that of the best constant
  learnt   it is below half of that; what lies between is neither

A hit is a training that failed and was warned of, a miss one that was not, a false
ring one that learnt and was warned of. Those before the first step are counted apart.
A start is hopeless where over all rows all units of a layer are dead or the gradient of
a parameter is exactly zero in all its elements. A warning is late where two epochs before
it all rows had the same outputs already. --first and --seeds choose the seeds, --show
prints the warnings.
"""
import argparse
import collections
import json
import math
import pathlib
import re
import shutil
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "Inputs"))
import tables  # noqa: E402
EXAMPLES = HERE.parent.parent / "examples"
TWO_CLASSES = -sum(p * math.log(p) for p in (212 / 569, 357 / 569))
# The loss of the best constant, and what `gradients` takes for all rows.
PROBLEMS = {
    "xor": (math.log(2), ["x=xs.csv", "y=ys.csv"]),
    "abs": (None, ["x=abs.csv", "t=abs.csv"]),  # the variance of the targets
    "deep-relu": (math.log(10), ["x=digits.csv.gz", "y=digits.csv.gz"]),
    "deep-sigmoid": (math.log(3), ["x=iris.csv", "y=iris.csv", "--skip=1"]),
    "twelve-sigmoids": (math.log(3), ["x=iris.csv", "y=iris.csv", "--skip=1"]),
    "wine": (math.log(3), ["x=wine.csv", "y=wine.csv"]),
    "cancer": (TWO_CLASSES, ["x=breast_cancer.csv", "y=breast_cancer.csv", "--skip=1"]),
    "saturated": (TWO_CLASSES, ["x=breast_cancer.csv", "y=breast_cancer.csv", "--skip=1"]),
    "digits": (math.log(10), ["x=digits.csv.gz", "y=digits.csv.gz"]),
}
OUTPUT = "outputs.csv"


def write_data():
    """The tables, and the one loss that follows from its table."""
    for name, rows in tables.TABLES.items():
        pathlib.Path(name + ".csv").write_text(tables.text(rows()))
    targets = [target for _, target in tables.distances()]
    mean = sum(targets) / len(targets)
    variance = sum((target - mean) ** 2 for target in targets) / len(targets)
    PROBLEMS["abs"] = variance, PROBLEMS["abs"][1]
    for name in ("iris.csv", "digits.csv.gz", "breast_cancer.csv"):
        shutil.copyfile(EXAMPLES / "data" / name, name)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def compile_problem(plexc, name):
    source = EXAMPLES / "digits.plx" if name == "digits" else HERE / "Inputs" / f"{name}.plx"
    if name == "twelve-sigmoids":
        source = pathlib.Path(name + ".plx")
        twenty = (HERE / "Inputs" / "deep-sigmoid.plx").read_text()
        source.write_text(twenty.replace("repeat(20", "repeat(12"))
    for program, more in ((name, []), (name + "-all", ["--set", "build.batch=2048"])):
        done = run(plexc, source, "-o", program, *more)
        if done.returncode:
            sys.exit(done.stderr)


def outcome(name):
    done = run("./" + name, "evaluate", "--weights=w.safetensors", "--split=train", "--json")
    loss = json.loads(done.stdout)["results"]["loss"]
    share = loss / PROBLEMS[name][0]
    return "failed" if not share < 0.95 else "learnt" if share < 0.5 else "between"


def has_zero_gradient(file):
    data = pathlib.Path(file).read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    for name, tensor in json.loads(data[8:8 + size]).items():
        begin, end = (8 + size + place for place in tensor.get("data_offsets", (0, 0)))
        if name not in ("__metadata__", "loss") and not any(
                struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])):
            return True
    return False


def is_hopeless(name, seed):
    done = run(f"./{name}-all", "init", "--trials=1", f"--seed={seed}", "--json")
    if any(layer["dead"] and layer["dead"]["mean"] == 1
           for layer in json.loads(done.stdout)["layers"]):
        return True
    rows = [f"--input={each}" if "=" in each and each[0] != "-" else each
            for each in PROBLEMS[name][1]]
    done = run(f"./{name}-all", "gradients", *rows, f"--seed={seed}", "--output=g.safetensors")
    if done.returncode:
        sys.exit(done.stderr)
    return has_zero_gradient("g.safetensors")


def are_outputs_the_same(name, seed, epochs):
    run("./" + name, "train", "--quiet", "--save=e.safetensors", f"--seed={seed}",
        f"--epochs={epochs}")
    done = run("./" + name, "predict", "--split=train", "--weights=e.safetensors",
               "--output=" + OUTPUT)
    return done.returncode == 0 and len(set(pathlib.Path(OUTPUT).read_text().splitlines())) == 1


def is_late(name, seed, warnings):
    """Whether the outputs were the same two epochs before a warning of that."""
    for line in warnings:
        said = re.search(r"after epoch (\d+), all rows have the same outputs", line)
        if said and int(said[1]) > 2:
            return are_outputs_the_same(name, seed, int(said[1]) - 2)
    return False


def trained(name, seed):
    done = run("./" + name, "train", "--quiet", "--save=w.safetensors", f"--seed={seed}")
    warnings = done.stderr.splitlines()
    if done.returncode:
        return "failed", warnings, True
    return outcome(name), warnings, False


def measure(name, seeds, show):
    counts = collections.Counter()
    words = collections.Counter()
    for seed in seeds:
        what, warnings, diverged = trained(name, seed)
        start = any("before the first step" in line for line in warnings)
        counts[what] += 1
        if diverged:
            counts["diverged"] += 1
        for when, rings in (("at all", bool(warnings)), ("start", start)):
            if rings:
                counts[{"failed": "hit", "learnt": "false"}.get(what, "between but warned of")
                       + " " + when] += 1
        if not warnings and what == "failed":
            counts["miss"] += 1
        if is_hopeless(name, seed):
            counts["hopeless"] += 1
            if not start:
                counts["hopeless but missed"] += 1
        if is_late(name, seed, warnings):
            counts["late"] += 1
        for line in warnings:
            words[what + ": " + re.sub(r"\d[0-9.e-]*", "#", line)] += 1
    print(name + ":", ", ".join(f"{count} {what}" for what, count in sorted(counts.items())),
          flush=True)
    if show:
        for line, count in sorted(words.items()):
            print(f"    {count:3d} {line}")
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plexc")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("problems", nargs="*", default=list(PROBLEMS))
    options = parser.parse_args()
    write_data()
    for name in options.problems or PROBLEMS:
        compile_problem(options.plexc, name)
        measure(name, range(options.first, options.first + options.seeds), options.show)


main()

"""every-row.py SOURCE: a network with every row of the tables of formulas.

A word of numbers has an output and a loss of its own, of which the gradient shows
its slope; a word of two also with zeros of both signs for each operand. Numbers of a
row that have no default are taken from -1, 0 and 1, in order. The parameters are all
-0, which added to a number gives that number, a zero with its sign.
"""
import itertools
import json
import re
import subprocess
import sys

source = sys.argv[1]
INCLUDE = subprocess.run(["llvm-config", "--includedir"], capture_output=True, text=True,
                         check=True).stdout.strip()
ZEROS = ("0", "-0.0")


def rows(table):
    dumped = subprocess.run(
        ["llvm-tblgen", "-dump-json", "-I", source, "-I", INCLUDE,
         f"{source}/dialects/nn/{table}.td"], capture_output=True, text=True, check=True)
    records = json.loads(dumped.stdout)
    for name in records["!instanceof"]["NN_Elementwise"]:
        record = records[name]
        word = re.search(r'Word word\{"([^"]+)", ::plexus::nn::WordKind::(\w+)',
                         record["extraClassDefinition"])
        arguments = record["arguments"]["args"]
        operands = [n for kind, n in arguments if kind["def"] in ("NN_Operand", "NN_Tensor")]
        required = [n for kind, n in arguments if kind["def"] == "F64Attr"]
        if word:
            yield *word.groups(), len(operands), required


def calls(word, kind, operands, required):
    """The expressions of a row, over x and z; a loss or metric of p and t."""
    if kind in ("Loss", "Metric"):
        firsts = [("x", "t")]
    elif operands == 1:
        firsts = [("x",)]
    else:
        firsts = [("x", "z"), *(("x", zero) for zero in ZEROS), *((zero, "x") for zero in ZEROS)]
    for first in firsts:
        if kind == "Operator":
            yield f" {word} ".join(first)
            continue
        for numbers in itertools.combinations_with_replacement((-1, 0, 1), len(required)):
            settings = [f"{name}: {number}" for name, number in zip(required, numbers)]
            yield f"{word}({', '.join([*first, *settings])})"


def statements():
    count = 0
    for table in ("Activations", "Arithmetic", "Losses"):
        for word, kind, operands, required in rows(table):
            for call in calls(word, kind, operands, required):
                count += 1
                own = f"u{count}"
                yield f"let {own} = x |> Bias(init: constant(-0.0)) as b{count}"
                call = re.sub(r"\bx\b", own, call)
                if kind in ("Loss", "Metric"):
                    yield f"{kind.lower()} r{count} = {call}"
                else:
                    yield f"output y{count} = {call}"
                    if kind != "Operator" or word in "+-*/":
                        yield f"loss l{count} = mse(y{count}, t)"


print("network EveryRow {")
for statement in ("input x: f32[32]", "input z: f32[32]", "target t: f32[32]", *statements()):
    print(f"  {statement}")
print("}\nbuild { batch: 2 }")

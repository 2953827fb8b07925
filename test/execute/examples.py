"""Fails unless every `.plx` file of a folder is in the one style, passes
`plexc check`, and has a test NAME.test that compiles and trains it.

usage: examples.py EXAMPLES TESTS
"""

import pathlib
import re
import subprocess
import sys


def passes(command, example):
    return subprocess.run(["plexc", *command, str(example)]).returncode == 0


def is_tested(name, tests):
    """Whether TESTS/NAME.test compiles the example and runs what came out in
    order to train it, itself or through `seeds.py`."""
    test = tests / f"{name}.test"
    if not test.exists():
        return False
    commands = test.read_text()
    compiled = f"plexc %examples/{name}.plx -o %t/{name}\n" in commands
    return compiled and re.search(
        rf"RUN: (%t/{name} train|%python %S/seeds.py %t/{name}) ", commands
    )


def complaints(example, tests):
    if not passes(["fmt", "--check"], example):
        yield "not in the one style"
    if not passes(["check"], example):
        yield "`plexc check` refuses it"
    if not is_tested(example.stem, tests):
        yield "no test compiles and trains it"


folder, tests = map(pathlib.Path, sys.argv[1:])
examples = sorted(folder.glob("*.plx"))
found = [
    f"{example.name}: {reason}"
    for example in examples
    for reason in complaints(example, tests)
]
sys.exit("\n".join(found) or not examples)

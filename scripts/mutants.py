#!/usr/bin/env python3
"""mutants.py [--check] [--only=NAME,...] [--jobs=N]: do the tests notice bugs?

Makes a copy of the tree in build/mutants, and for each bug of
test/mutants/mutants.toml builds it there and runs tests until one fails: random
networks first, which notice most within seconds, then the unit tests, then
everything. Prints a line for each mutant and fails if one was not noticed.

--check only looks whether every row still fits its file.
"""
import argparse
import subprocess
import sys
import time
import tomllib

from tree import ROOT, copy_to

COPY = ROOT / "build/mutants/source"
BUILD = ROOT / "build/mutants/build"
LIT = "/usr/lib/llvm-22/bin/lit"


def mutants():
    with open(ROOT / "test/mutants/mutants.toml", "rb") as file:
        return tomllib.load(file)["mutant"]


def misfits(rows):
    """Rows whose text is not in its file exactly once."""
    for row in rows:
        count = (ROOT / row["file"]).read_text().count(row["old"])
        if count != 1:
            yield f"{row['name']}: its text is {count} times in {row['file']}"


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, **options)


def build(jobs):
    return run(["ninja", "-C", BUILD, f"-j{jobs}"])


# In the order of how soon they notice something.
DETECTORS = [
    ("random networks", ["bin/plexus-fuzz", "--seed=1", "--count=60", "--sample",
                         "--reproducers=reproducers", "--shrink=0"]),
    ("unit tests", ["ctest", "--test-dir", ".", "--timeout", "300"]),
    ("networks against NumPy", [LIT, "-q", "--max-failures=1", "test/words", "test/execute"]),
    ("alarms, relations and faults", [LIT, "-q", "--max-failures=1", "test/alarms",
                                      "test/metamorphic", "test/checkpoint"]),
    ("all tests", [LIT, "-q", "--max-failures=1", "test"]),
]


def notice(jobs, detectors):
    """Which detector notices what was built, or what else became of it."""
    if build(jobs).returncode:
        return "the build"
    for name, command in detectors:
        try:
            if run(command, cwd=BUILD, timeout=1200).returncode:
                return name
        except subprocess.TimeoutExpired:
            return name + " (time is up)"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    rows = [row for row in mutants() if not only or row["name"] in only]
    wrong = list(misfits(rows))
    print("\n".join(wrong))
    if wrong or options.check:
        print(f"{len(rows)} mutants, {len(wrong)} do not fit")
        return bool(wrong)

    copy_to(COPY)
    run(["cmake", "-S", COPY, "-B", BUILD, "--preset", "dev"], cwd=COPY, check=True)
    # Else everything would be noticed. All tests at once are left to test.sh.
    if by := notice(options.jobs, DETECTORS[:-1]):
        sys.exit(f"the tree without mutants is noticed by {by}")
    missed = []
    for row in rows:
        file = COPY / row["file"]
        text = file.read_text()
        start = time.monotonic()
        try:
            file.write_text(text.replace(row["old"], row["new"]))
            by = notice(options.jobs, DETECTORS)
        finally:
            file.write_text(text)
        missed += [] if by else [row["name"]]
        print(f"{row['name']}: {'noticed by ' + by if by else 'NOT NOTICED'}"
              f" ({time.monotonic() - start:.0f} s)", flush=True)
    print(f"{len(rows) - len(missed)} of {len(rows)} mutants noticed")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())

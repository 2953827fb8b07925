#!/usr/bin/env python3
"""keep.py [--width=N] PATTERN...: the lines of standard input worth showing.

Keeps every line in which a PATTERN, a regular expression, is found; `FROM//TO` keeps
from each line with FROM to the next with TO. A line `...` stands for what is left out
between two kept lines, and ` ...` for what is beyond N characters. A PATTERN that is
found nowhere is an error: the output is no longer what the excerpt was about.
"""
import argparse
import re
import sys


def marks(lines, pattern):
    """For each line, whether the pattern keeps it."""
    begin, _, end = pattern.partition("//")
    inside = False
    for line in lines:
        found = inside or bool(re.search(begin, line))
        yield found
        inside = bool(end) and found and not re.search(end, line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int)
    parser.add_argument("patterns", nargs="+")
    options = parser.parse_args()
    lines = sys.stdin.read().splitlines()
    kept = [False] * len(lines)
    for pattern in options.patterns:
        found = list(marks(lines, pattern))
        if not any(found):
            sys.exit(f"keep: no line has `{pattern}`")
        kept = [a or b for a, b in zip(kept, found)]
    last = None
    for place, line in enumerate(lines):
        if not kept[place]:
            continue
        if last is not None and place > last + 1:
            print("...")
        last = place
        if options.width and len(line) > options.width:
            line = line[: options.width].rstrip() + " ..."
        print(line)


if __name__ == "__main__":
    main()

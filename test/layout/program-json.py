"""program-json.py ROOT: the keys that the compiler writes and programs read.

The description of a program is JSON that one writes and the other reads, with no
schema between them. Says which keys only one of the two knows; exits with 1 if
there are some.
"""
import pathlib
import re
import sys

WRITER = "compiler/program/ProgramJson.cpp"
READERS = [
    "runtime/data/Dataset.cpp", "runtime/data/DatasetSources.cpp",
    "runtime/program/ProgramInputs.cpp", "runtime/program/Train.cpp",
    "runtime/train/TrainSettings.cpp"]

# No code reads these by name: a checkpoint keeps `train` as a whole, and training
# goes on only where it is the same.
COMPARED = {"optimizer", "clip", "limit"}
# Not of the description: rules of a training by what they are, and its checkpoint.
COURSE = {"rows"}

WRITTEN = re.compile(
    r'\b(?:attribute|attributeObject|attributeArray|attributeBegin|write)\(\s*"(\w+)"')
READ = re.compile(
    r'\b(?:at|find|contains|value|partOf|duration|count|number)'
    r'\(\s*(?:\*?[\w.]+,\s*)?"(\w+)"')
# `a ? "epochs" : "steps"` as a key, and names that a loop goes through.
EITHER = re.compile(r'attribute\([^"()]*\? "(\w+)" : "(\w+)"')
EACH = re.compile(r'for \([^:]*: \{([^}]*)\}|names?\[\] = \{([^}]*)\}')


def keys_written(text):
    keys = set(WRITTEN.findall(text))
    for pair in EITHER.findall(text):
        keys.update(pair)
    return keys


def keys_read(text):
    keys = set(READ.findall(text))
    for one, other in EACH.findall(text):
        keys.update(re.findall(r'"(\w+)"', one + other))
    return keys


root = pathlib.Path(sys.argv[1])
written = keys_written((root / WRITER).read_text())
read = set().union(*(keys_read((root / file).read_text()) for file in READERS))
found = [f"`{key}` is written and never read" for key in sorted(written - read - COMPARED)]
found += [f"`{key}` is read and never written" for key in sorted(read - written - COURSE)]
found += [f"`{key}` is in the list and read" for key in sorted(COMPARED & read)]
print("\n".join(found))
sys.exit(bool(found))

#!/usr/bin/env python3
"""same_output.py OLD NEW [--preset=release]: do two trees compute the same?

OLD and NEW are checkouts in which plexc is built. Every network of OLD, among its
examples and its tests, is compiled by both: the IR of the stages nn and grad must be
the same text, without the entry point `statistics` and without the annotations that
plexc prints beside an op (`{from = ...}`). Every example that has its data is
trained by both, for at most three epochs: the weights must be the same bytes. So
must the reference values of the tests be. Prints a line for each difference and a
summary; fails if there is one.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

# Where data lies that is not in the tree.
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")


def run(*command, **options):
    return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, **options)


def without(text):
    """The IR without what may differ."""
    text = re.sub(r"\n  func\.func @statistics\(.*?\n  }", "", text, flags=re.DOTALL)
    return re.sub(r" ?\{from = \"[^\"]*\"\}| ?, ?from = \"[^\"]*\"|from = \"[^\"]*\", ", "", text)


def networks(tree):
    for folder in ("examples", "test"):
        for file in sorted((tree / folder).rglob("*.plx")):
            if "fuzz" not in file.parts:
                yield file


def emitted(compilers, file, stage):
    """What each of the compilers prints; None for one that refuses the file."""
    results = [run(plexc, file, f"--emit={stage}", "-o", "-", cwd=file.parent)
               for plexc in compilers]
    return [None if r.returncode else without(r.stdout) for r in results]


def trained(plexc, example, folder):
    """The bytes of the weights after training, or None where that is not possible."""
    program, weights = folder / "program", folder / "weights.safetensors"
    for left in (program, weights):
        left.unlink(missing_ok=True)
    if run(plexc, example, "-o", program).returncode:
        return None
    data = FASHION if example.stem == "fashion" else example.parent / "data"
    result = run(program, "train", "--quiet", "--epochs=3", "--data-dir", data,
                 "--save", weights, cwd=folder)
    return weights.read_bytes() if result.returncode == 0 else None


def values(tree):
    """The reference values by the name of their file."""
    return {file.name: file.read_bytes()
            for file in (tree / "test").rglob("values/*.safetensors")} | {
            file.parent.name + ".safetensors": file.read_bytes()
            for file in (tree / "test").rglob("values.safetensors")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=pathlib.Path)
    parser.add_argument("new", type=pathlib.Path)
    parser.add_argument("--preset", default="release")
    options = parser.parse_args()
    trees = [options.old.resolve(), options.new.resolve()]
    compilers = [tree / "build" / options.preset / "bin/plexc" for tree in trees]
    for plexc in compilers:
        if not plexc.exists():
            sys.exit(f"same_output.py: {plexc} is not built")

    differences, compared = [], dict.fromkeys(["nn", "grad", "weights", "values"], 0)
    for file in networks(trees[0]):
        for stage in ("nn", "grad"):
            old, new = emitted(compilers, file, stage)
            compared[stage] += old is not None
            if old != new:
                differences.append(f"{file}: {stage} differs")
    with tempfile.TemporaryDirectory() as scratch:
        for example in sorted((trees[0] / "examples").glob("*.plx")):
            old, new = (trained(plexc, example, pathlib.Path(scratch))
                        for plexc in compilers)
            compared["weights"] += old is not None
            if old != new:
                differences.append(f"{example}: trained weights differ")
    old, new = map(values, trees)
    compared["values"] = len(old)
    differences += [f"reference values {name} differ"
                    for name in sorted(old) if old[name] != new.get(name)]
    print("\n".join(differences), end="\n" if differences else "")
    print(", ".join(f"{count} {what}" for what, count in compared.items()),
          f"compared, {len(differences)} differences")
    return bool(differences)


if __name__ == "__main__":
    sys.exit(main())

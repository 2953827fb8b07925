"""recipes.py BUILD [--page=FILE] [--apply=FOLDER]: follows recipes literally.

Those of docs/adding.md, or of another page: the blocks after a comment
`<!-- recipe: NAME -->`.

Applies all of them to one copy of the tree, builds it in BUILD/../recipes with what
BUILD holds already, and runs the tests that the recipes bring along and those that
look whether a word is everywhere. Prints how many files each recipe touches. The
copy stays: a second run builds what has changed since.

With --apply the changed files are only written into FOLDER.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import relocate
import tree

TARGETS = ["plexc", "plexus-opt", "plexus-fuzz", "formulas-test"]


class Drifted(Exception):
    """A recipe that does not fit the tree."""


def recipes(page):
    """Names to the text of their diffs."""
    found = {}
    for name, diff in re.findall(r"^<!-- recipe: (\w+) -->\n```diff\n(.*?)^```$", page, re.S | re.M):
        found[name] = found.get(name, "") + diff
    if page.count("<!-- recipe:") != page.count("```diff") or not found:
        raise Drifted("a recipe without its block, or a block that is no recipe")
    return found


def parts(diff):
    """Names of files to their hunks, each the lines that were and those that are."""
    files, name = {}, None
    for line in diff.splitlines():
        if line.startswith("--- "):
            continue
        if line.startswith("+++ b/"):
            name = line[len("+++ b/"):]
            files[name] = []
        elif line == "@@":
            files[name].append(([], []))
        else:
            old, new = files[name][-1]
            if not line.startswith("+"):
                old.append(line[1:])
            if not line.startswith("-"):
                new.append(line[1:])
    return files


def applied(text, hunks, name):
    for old, new in hunks:
        before, after = ("".join(f"{line}\n" for line in lines) for lines in (old, new))
        if not old:
            if text:
                raise Drifted(f"{name} is there already")
            text = after
            continue
        count = ("\n" + text).count("\n" + before)
        if count != 1:
            raise Drifted(f"the lines of a hunk are {count} times in {name}:\n{before}")
        text = ("\n" + text).replace("\n" + before, "\n" + after)[1:]
    return text


def follow(page):
    """The texts of all files that the recipes touch, and how many each touches."""
    changed, counts = {}, {}
    for recipe, diff in recipes(page).items():
        files = parts(diff)
        counts[recipe] = len(files)
        for name, hunks in files.items():
            file = ROOT / name
            text = changed.get(name, file.read_text(encoding="utf-8") if file.exists() else "")
            changed[name] = applied(text, hunks, name)
    return changed, counts


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        print(done.stdout)
        sys.exit(f"recipes.py: {' '.join(map(str, command))}: status {done.returncode}")
    return done.stdout


def build_files():
    """What decides how everything is compiled; after a change all is built anew."""
    return "\n".join((ROOT / name).read_text() for name in tree.files()
                     if name.endswith(("CMakeLists.txt", ".cmake", "CMakePresets.json")))


def build(changed, old):
    """The copy and the folder where it is built; fails with what the compiler says."""
    folder = old.parent / "recipes"
    source, new, stamp = folder / "source", folder / "build", folder / "made-with"
    if not stamp.exists() or stamp.read_text() != build_files():
        shutil.rmtree(folder, ignore_errors=True)
        tree.copy_to(source)
        relocate.relocate(ROOT, old, source, new)
        stamp.write_text(build_files())
    tree.copy_to(source, changed)
    if "lack these tests" in (said := relocate.configure(source, new)):
        sys.exit(said)
    relocate.move_depfiles(ROOT, old, source, new)
    run("ninja", "-C", new, *TARGETS)
    return source, new


def lit_of(build):
    cache = (build / "CMakeCache.txt").read_text()
    return re.search(r"^PLEXUS_LIT:FILEPATH=(.*)$", cache, re.M)[1]


def tests_of(changed, build):
    """The lit tests among the new files."""
    return [build / name for name in changed
            if not (ROOT / name).exists() and name.endswith((".plx", ".mlir", ".test"))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs/adding.md")
    parser.add_argument("--apply", type=pathlib.Path)
    options = parser.parse_args()
    try:
        changed, counts = follow(options.page.read_text(encoding="utf-8"))
    except Drifted as drift:
        sys.exit(f"recipes.py: {options.page.name}: {drift}")
    for recipe, count in counts.items():
        print(f"{recipe}: {count} files")
    if options.apply:
        for name, text in changed.items():
            (options.apply / name).parent.mkdir(parents=True, exist_ok=True)
            (options.apply / name).write_text(text, encoding="utf-8")
        return
    source, folder = build(changed, options.build.resolve())
    run(sys.executable, source / "test/layout/includes.py", source)
    run(folder / "bin/formulas-test")
    tests = tests_of(changed, folder)
    said = run(lit_of(folder), "-v", *tests, folder / "test/networks/words.test")
    print(f"{said.count('PASS:')} of {len(tests) + 1} tests pass")


if __name__ == "__main__":
    main()

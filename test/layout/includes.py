"""includes.py ROOT: says which #include breaks the table of who may include whom.

Exits with 1 if one does. Headers of the C and C++ libraries and of other
libraries in <…> are free, except where the table says `freestanding`.
"""
import pathlib
import re
import sys

# Folder, or beginning of file names, and what it may include beside itself. The
# longest row that fits a file holds. Whatever is not named here may not be. `ops` is
# the dialect of networks and its tables: NN.h, X.h where there is an X.td, and AllOps.h.
TABLE = {
    "math": [],
    "shape": [],
    "text": [],
    "runtime/core": ["math"],
    # A generated program, floor by floor: none includes one that stands below it here.
    "runtime/files": ["runtime/core/plexus.h", "shape", "text"],
    "runtime/data": ["runtime/files", "runtime/core/plexus.h", "math", "shape"],
    "runtime/session": ["runtime/data", "runtime/files", "runtime/core", "math"],
    "runtime/train": [
        "runtime/session", "runtime/data", "runtime/files", "runtime/core", "math"],
    "runtime/program": [
        "runtime/train", "runtime/session", "runtime/data", "runtime/files",
        "runtime/core", "math"],
    "dialects/formula": ["math", "mlir", "llvm"],
    "dialects/tile": ["mlir", "llvm"],
    "dialects/nn": ["dialects/formula", "math", "shape", "text", "mlir", "llvm"],
    # The front end sees MLIR where it becomes IR, and there only.
    "compiler/support": ["text", "llvm"],
    "compiler/syntax": ["compiler/support", "llvm"],
    "compiler/program": ["compiler/syntax", "compiler/support", "math", "llvm"],
    "compiler/import": [
        "compiler/program", "compiler/syntax", "compiler/support", "dialects", "math",
        "shape", "text", "mlir", "llvm"],
    "compiler/calling": [
        "compiler/support", "shape", "runtime/core/plexus.h", "mlir", "llvm"],
    "compiler/transforms": [
        "compiler/calling", "compiler/support", "dialects", "mlir", "llvm"],
    # Code generation knows no op of a network.
    "compiler/targets": [
        "compiler/transforms/Passes.h", "compiler/support", "math",
        "runtime/core/OwnMode.h", "mlir", "llvm"],
    "compiler/outputs": [
        "compiler/calling", "compiler/support", "compiler/targets/Target.h",
        "compiler/transforms", "dialects", "math", "shape", "runtime/core/plexus.h", "mlir", "llvm"],
    "compiler/pipeline": [
        "compiler/outputs", "compiler/support", "compiler/targets",
        "compiler/transforms", "dialects", "mlir", "llvm"],
    "compiler/driver": [
        "compiler/syntax", "compiler/program", "compiler/import", "compiler/outputs",
        "compiler/pipeline", "compiler/support", "compiler/targets", "dialects", "text",
        "mlir", "llvm"],
    "compiler/tools": [
        "compiler/pipeline", "compiler/transforms", "dialects", "mlir", "llvm"],
    # The referee shares with the compiler what the ops are called and what they
    # are made of, and no more; only what reads and writes files knows others.
    "test/referee": [],
    "test/referee/Interpreter": ["ops", "mlir", "llvm"],
    "test/referee/Referee": [
        "ops", "test/referee/Interpreter", "mlir", "llvm"],
    "test/referee/Source": [
        "compiler/syntax", "compiler/program", "compiler/import", "compiler/support",
        "ops", "mlir", "llvm"],
    "test/referee/Training": [
        "compiler/program/Settings.h", "ops",
        "test/referee/Referee"],
    "test/referee/ValuesFile": ["runtime/files", "runtime/train"],
    "test/referee/plexus-referee": [
        "test/referee/Source", "test/referee/Training",
        "test/referee/ValuesFile", "llvm"],
    "test/referee/functions-test": ["math"],
    "test/networks": ["test/networks/Words", "llvm"],
    "test/networks/Compiled": [
        "compiler/outputs/ModelTables.h", "compiler/pipeline", "ops", "runtime/core/plexus.h", "test/referee/Referee",
        "mlir", "llvm"],
    "test/networks/DoubleJudge": [
        "ops", "test/networks/Trial", "test/referee", "llvm"],
    "test/networks/Judge": [
        "ops", "test/networks/Compiled", "test/networks/DoubleJudge",
        "test/networks/SingleJudge", "test/referee/Source", "llvm"],
    "test/networks/SingleJudge": [
        "ops", "test/networks/Trial", "test/referee", "llvm"],
    "test/networks/Trial": [
        "ops", "test/networks/Judge", "test/referee/Training"],
    # What a word takes, to write calls of it.
    "test/networks/Words": ["dialects/nn/Initialisers.h", "ops", "llvm"],
    "test/networks/plexus-fuzz": ["ops", "test/networks/Judge", "llvm"],
}
# These rely on no more than the language itself and on headers without code.
FREESTANDING = ["math", "runtime/core"]
ALLOWED_THERE = set(
    "bit concepts cstddef cstdint limits string_view type_traits stddef.h stdint.h".split())

INCLUDE = re.compile(r'^\s*#?\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def begins(path, row):
    """Whether the path is the row, in its folder, or a file it is the beginning of."""
    if not path.startswith(row):
        return False
    rest = path[len(row):]
    return rest[:1] in ("", "/") or "/" in row and "/" not in rest


def row_of(path):
    fitting = [row for row in TABLE if begins(path, row)]
    return max(fitting, key=len) if fitting else None


def top(row):
    """The folder that is looked through: of the tests those with a row."""
    return "/".join(row.split("/")[:2 if row.startswith("test/") else 1])


def is_ops(root, header):
    """Whether it is a header of what the table calls `ops`."""
    return (header in ("dialects/nn/NN.h", "dialects/nn/AllOps.h")
            or (root / header).with_suffix(".td").exists())


def complaints(root):
    for folder in sorted({top(row) for row in TABLE}):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".td", ".def", ".c", ".in"):
                continue
            path = file.relative_to(root).as_posix()
            row = row_of(path)
            if not row:
                yield f"{path}: is in no row of the table"
                continue
            allowed = {row, *TABLE[row]} | ({top(row)} if row.startswith("test/") else set())
            for quote, header in INCLUDE.findall(file.read_text()):
                if quote == "<":
                    if (row in FREESTANDING and header not in ALLOWED_THERE
                            or header.startswith(("mlir/", "llvm/"))):
                        yield f"{path}: <{header}> has no place in {row}"
                elif "@" in header:  # a name that CMake puts in
                    pass
                elif "ops" in allowed and is_ops(root, header):
                    pass
                elif not {header, row_of(header), header.split("/")[0]} & allowed:
                    yield f"{path}: {row} does not include {header}"


found = list(complaints(pathlib.Path(sys.argv[1])))
print("\n".join(found))
sys.exit(bool(found))

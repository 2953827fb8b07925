"""examples.py FOLDER: prints the ```mlir blocks of all .td files, split by -----."""
import pathlib
import re
import sys
import textwrap

for table in sorted(pathlib.Path(sys.argv[1]).rglob("*.td")):
    for example in re.findall(r"```mlir\n(.*?)```", table.read_text(), re.DOTALL):
        print(f"// {table.name}\n{textwrap.dedent(example)}// -----")

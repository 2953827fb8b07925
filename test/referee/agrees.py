"""agrees.py WORDS [VALUES]: the referee against values that others computed.

WORDS holds NAME/execute.plx for every NAME/values.safetensors, or for every
VALUES/NAME.safetensors. Every output, result, gradient and trained parameter has to
agree to 1e-12. A network in NumPy or PyTorch without values is an error.
"""
import pathlib
import re
import subprocess
import sys

words = pathlib.Path(sys.argv[1])
if len(sys.argv) > 2:
    values = {file.stem: file for file in sorted(pathlib.Path(sys.argv[2]).glob("*.safetensors"))}
else:
    values = {file.parent.name: file for file in sorted(words.glob("*/values.safetensors"))}
missing = {file.parent.name for file in words.glob("*/*.py")} - set(values)
print("".join(f"{word}: no values\n" for word in sorted(missing)), end="")
failed, tensors, worst = bool(missing) or not values, 0, 0.0
for word, file in values.items():
    command = ["plexus-referee", str(words / word / "execute.plx"),
               f"--values={file}", "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    for kind, count, error in re.findall(r"^(\w+): (\d+) tensors, (\S+)$", done.stdout, re.M):
        tensors += int(count)
        worst = max(worst, float(error))
    if done.returncode:
        failed = True
        print(f"{word}: status {done.returncode}\n{done.stdout}{done.stderr}")
print(f"{len(values)} networks, {tensors} tensors, worst difference {worst:.1e}")
sys.exit(failed)

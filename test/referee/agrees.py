"""agrees.py NETWORKS VALUES: the referee against values that others computed.

NETWORKS holds NAME.plx for every VALUES/NAME.safetensors. Every output, result,
gradient and trained parameter has to agree to 1e-12.
"""
import pathlib
import re
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
values = sorted(pathlib.Path(sys.argv[2]).glob("*.safetensors"))
failed, tensors, worst = not values, 0, 0.0
for file in values:
    command = ["plexus-referee", str(folder / f"{file.stem}.plx"),
               f"--values={file}", "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    for kind, count, error in re.findall(r"^(\w+): (\d+) tensors, (\S+)$", done.stdout, re.M):
        tensors += int(count)
        worst = max(worst, float(error))
    if done.returncode:
        failed = True
        print(f"{file.stem}: status {done.returncode}\n{done.stdout}{done.stderr}")
print(f"{len(values)} networks, {tensors} tensors, worst difference {worst:.1e}")
sys.exit(failed)

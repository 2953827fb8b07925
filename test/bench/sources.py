"""sources.py ROOT FOLDER: whether plexc takes every net of the benchmark."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(sys.argv[1]) / "bench"))
import nets

for net in nets.NETS:
    file = pathlib.Path(sys.argv[2]) / f"{net.name}.plx"
    file.write_text(nets.source(net))
    subprocess.run(["plexc", "check", file], check=True)
print(len(nets.NETS), "nets")

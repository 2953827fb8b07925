"""shortage.py PROGRAM SHIM --each=N: writes that are short, allocations that fail.

Trains in the working directory with writes of at most 100 bytes, which have to
give the same files; then with every N-th allocation of the program failing in
turn, and predicts so too. A failed allocation ends with status 71 and one line,
or is one that can be done without (0, with the same result); nothing is left
behind, and the checkpoint there stays whole.
"""
import argparse
import collections
import os
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("shim")
parser.add_argument("--each", type=int, default=1)
options = parser.parse_args()
BEFORE = set(os.listdir("."))
OURS = {"short.ckpt", "short.ckpt.previous", "short.safetensors", "short.npy"}
RESULT = {"train": "short.safetensors", "predict": "short.npy"}
COMMANDS = {
    "train": ["train", "--quiet", "--save=short.safetensors", "--checkpoint=short.ckpt"],
    "predict": ["predict", "--split=train", "--weights=whole.weights", "--output=short.npy"],
}


def run(command, **environment):
    return subprocess.run([options.program, *command], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True,
                          env={**os.environ, "LD_PRELOAD": options.shim, **environment})


def content(path):
    with open(path, "rb") as file:
        return file.read()


def is_whole(path):
    """By the hash that a checkpoint ends with: FNV-1a of the bytes before it."""
    data = content(path)
    value = 0xCBF29CE484222325
    for byte in data[:-8]:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value == int.from_bytes(data[-8:], "little")


def check(ok, what, done):
    if not ok:
        sys.exit(f"{what}: status {done.returncode}: {done.stderr}")
    strange = set(os.listdir(".")) - BEFORE - OURS
    if strange:
        sys.exit(f"{what}: left behind {sorted(strange)}")


done = run(COMMANDS["train"])
check(done.returncode == 0, "undisturbed", done)
whole = content("short.safetensors")
done = run(COMMANDS["train"], SHORT_WRITES="100")
check(done.returncode == 0 and content("short.safetensors") == whole, "short writes", done)
os.rename("short.safetensors", "whole.weights")
BEFORE.add("whole.weights")
for name, command in COMMANDS.items():
    counts, number = collections.Counter(), 1
    done = run(command)
    check(done.returncode == 0, name, done)
    expected = content(RESULT[name])
    while True:
        done = run(command, FAIL_ALLOCATION=str(number))
        lines = done.stderr.splitlines()
        refused = done.returncode == 71 and len(lines) == 1 and "error: " in lines[0]
        done_without = done.returncode == 0 and content(RESULT[name]) == expected
        what = f"{name}, allocation {number}"
        check(refused or done_without, what, done)
        check(is_whole("short.ckpt"), f"{what}: a damaged checkpoint", done)
        counts[done.returncode] += 1
        # Past the last allocation nothing fails any more.
        if done.returncode == 0 and counts[0] > 20:
            break
        number += options.each
    print(f"{name}: {counts[71]} allocations failed with status 71")

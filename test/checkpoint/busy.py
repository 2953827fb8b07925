"""busy.py PROGRAM: two trainings on one checkpoint exclude each other.

Trains in the working directory and, while that runs, once more: the second ends
with status 75. Then the first is interrupted, which leaves its weights and no
lock; and once more, but killed, which is no obstacle to the next.
"""
import os
import signal
import subprocess
import sys
import time

PROGRAM = os.path.abspath(sys.argv[1])
CHECKPOINT, LOCK, WEIGHTS = "busy.ckpt", "busy.ckpt.lock", "busy.safetensors"
# Far longer than this takes; `--steps` knows no rule that would end it.
LONG = [PROGRAM, "train", "--quiet", "--steps=100000000", f"--checkpoint={CHECKPOINT}",
        f"--save={WEIGHTS}"]


def start(*arguments):
    """A training that has written a checkpoint."""
    before = os.stat(CHECKPOINT).st_mtime_ns if os.path.exists(CHECKPOINT) else 0
    process = subprocess.Popen([*LONG, *arguments], stderr=subprocess.PIPE, text=True)
    while not os.path.exists(CHECKPOINT) or os.stat(CHECKPOINT).st_mtime_ns == before:
        if process.poll() is not None:
            sys.exit(f"it ended with status {process.returncode}: {process.stderr.read()}")
        time.sleep(0.01)
    return process


def end(process, number, status):
    process.send_signal(number)
    errors = process.communicate()[1]
    if process.returncode != status:
        sys.exit(f"status {process.returncode} instead of {status}: {errors}")


first = start()
second = subprocess.run(LONG, stderr=subprocess.PIPE, text=True)
print(f"second: status {second.returncode}, {second.stderr}", end="")
end(first, signal.SIGINT, 0)
print(f"interrupted: lock {os.path.exists(LOCK)}, weights {os.path.exists(WEIGHTS)}")
end(start("--resume"), signal.SIGKILL, -signal.SIGKILL)
print(f"killed: lock {os.path.exists(LOCK)}")
end(start("--resume"), signal.SIGTERM, 0)
print(f"after it: lock {os.path.exists(LOCK)}")

"""kills.py PROGRAM --kills=N --seed=S: kill -9 at random instants changes nothing.

Trains in the working directory, where PROGRAM finds its data: once without
being disturbed, then again and again until N runs were killed at a random
instant, each going on from the checkpoint of the one before. Whenever a training
comes to its end its weights have to be the same bytes as those of the first,
and nothing but weights and checkpoints may lie about.
"""
import argparse
import os
import random
import signal
import subprocess
import sys
import time

CHECKPOINT = "kills.ckpt"
EXPECTED = {CHECKPOINT, CHECKPOINT + ".previous", "whole.safetensors", "killed.safetensors"}


def train(program, weights, *arguments):
    return [program, "train", "--quiet", f"--save={weights}", *arguments]


def run_until(command, seconds):
    """The exit status; negative where it had to be killed."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
    if process.returncode not in (0, -signal.SIGKILL):
        sys.exit(f"{' '.join(command)}: status {process.returncode}: {errors}")
    return process.returncode


def content(path):
    with open(path, "rb") as file:
        return file.read()


def leftovers(before):
    return set(os.listdir(".")) - before - EXPECTED


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    choices = random.Random(options.seed)
    before = set(os.listdir("."))

    start = time.monotonic()
    if run_until(train(options.program, "whole.safetensors", "--checkpoint=kills.ckpt"), 600):
        sys.exit("the undisturbed training was killed")
    duration = time.monotonic() - start
    expected = content("whole.safetensors")
    os.remove(CHECKPOINT)
    os.remove(CHECKPOINT + ".previous")

    kills = resumed = ends = 0
    while kills < options.kills:
        goes_on = os.path.exists(CHECKPOINT)
        command = train(options.program, "killed.safetensors", "--checkpoint=kills.ckpt",
                        *(["--resume"] if goes_on else []))
        resumed += goes_on
        if run_until(command, choices.uniform(0, 0.7 * duration)):
            kills += 1
            continue
        ends += 1
        if content("killed.safetensors") != expected:
            sys.exit(f"other weights after {kills} kills, seed {options.seed}")
        if leftovers(before):
            sys.exit(f"left behind: {sorted(leftovers(before))}")
        os.remove(CHECKPOINT)
    if os.path.exists(CHECKPOINT):  # the last one that was killed
        ends += 1
        run_until(train(options.program, "killed.safetensors", "--checkpoint=kills.ckpt",
                        "--resume"), 600)
        if content("killed.safetensors") != expected:
            sys.exit(f"other weights after {kills} kills, seed {options.seed}")
    print(f"seed {options.seed}: {kills} kills, {resumed} runs went on from a checkpoint, "
          f"{ends} trainings came to the same bytes")


main()

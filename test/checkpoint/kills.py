"""kills.py PROGRAM --kills=N --seed=S: kill -9 at random instants changes nothing.

Trains in the working directory, where PROGRAM finds its data: once without
being disturbed, then again and again until N runs were killed at a random
instant, each going on from the checkpoint of the one before. Whenever a training
comes to its end its weights have to be the same bytes as those of the first, its
history the same but for the seconds, and nothing but weights, history and
checkpoints may lie about. With --signals=INT,TERM it is interrupted instead.
"""
import argparse
import os
import random
import signal
import subprocess
import sys
import time

CHECKPOINT = "kills.ckpt"
EXPECTED = {CHECKPOINT, CHECKPOINT + ".previous", "whole.safetensors", "whole.csv",
            "stopped.safetensors", "stopped.csv"}


def train(program, name, *arguments):
    return [program, "train", "--quiet", f"--save={name}.safetensors", f"--log={name}.csv",
            f"--checkpoint={CHECKPOINT}", *arguments]


def is_stopped(command, seconds, number):
    """Whether it took longer, so that it got the signal of that number."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    sent = False
    try:
        _, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
        sent = True
        _, errors = process.communicate()
    if process.returncode != 0 and not (sent and process.returncode == -number):
        sys.exit(f"{' '.join(command)}: status {process.returncode}: {errors}")
    # One that ended just then was not killed; one that was interrupted ends well.
    return sent and (number != signal.SIGKILL or process.returncode != 0)


def results(name):
    """Weights, and the history without its last column."""
    with open(name + ".safetensors", "rb") as weights, open(name + ".csv") as history:
        return weights.read(), [line.rpartition(",")[0] for line in history]


def leftovers(before):
    return set(os.listdir(".")) - before - EXPECTED


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--signals", default="KILL")
    options = parser.parse_args()
    signals = [signal.Signals["SIG" + name] for name in options.signals.split(",")]
    choices = random.Random(options.seed)
    before = set(os.listdir("."))

    start = time.monotonic()
    if is_stopped(train(options.program, "whole"), 600, signal.SIGKILL):
        sys.exit("the undisturbed training was killed")
    duration = time.monotonic() - start
    expected = results("whole")
    os.remove(CHECKPOINT)
    os.remove(CHECKPOINT + ".previous")

    kills = resumed = ends = 0
    while kills < options.kills or os.path.exists(CHECKPOINT):
        goes_on = os.path.exists(CHECKPOINT)
        command = train(options.program, "stopped", *(["--resume"] if goes_on else []))
        resumed += goes_on
        patience = choices.uniform(0, 0.7 * duration) if kills < options.kills else 600
        if is_stopped(command, patience, choices.choice(signals)):
            kills += 1
            continue
        ends += 1
        if results("stopped") != expected:
            sys.exit(f"other weights or history after {kills} kills, seed {options.seed}")
        if leftovers(before):
            sys.exit(f"left behind: {sorted(leftovers(before))}")
        os.remove(CHECKPOINT)
    print(f"seed {options.seed}: {kills} kills, {resumed} runs went on from a checkpoint, "
          f"{ends} trainings came to the same bytes")


main()

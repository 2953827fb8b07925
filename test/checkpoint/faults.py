"""faults.py PROGRAM: every system call of saving fails, or is the last.

Trains in the working directory until there is a checkpoint, and takes down every
system call on files from there to the end of a second part of the training. Then
that part is run again and again from the first checkpoint: with each of the calls
failing in every way of FAULTS, and with the program killed at each. Afterwards

- the program has ended with a documented status and a line about it, and
  without a temporary or a lock, or was killed by us;
- going on comes to the same weights, from the newest checkpoint, or where that
  is lost, from the one before;
- nothing lies about after that: no temporary, no lock.

And each file is forced to disk before it gets its name, its folder after that.
Prints how many calls were failed how. Needs strace.
"""
import collections
import os
import re
import shutil
import signal
import subprocess
import sys

PROGRAM = os.path.abspath(sys.argv[1])
CHECKPOINT, WEIGHTS = "faults.ckpt", "faults.safetensors"
FAULTS = ["error=ENOSPC", "error=EIO", "error=EINTR", "signal=KILL"]
# Some calls cannot be interrupted, or say so without having done nothing.
NEVER_INTERRUPTED = {"close", "fstat", "newfstatat", "lstat", "stat", "readlink", "unlink",
                     "rename", "link", "getdents64", "lseek", "fcntl", "access"}
STATUSES = {0, 66, 73, 74}
# After these something may lie about until the next run: they remove it, or would
# have said that it is ours.
LEAVING = {"unlink", "flock"}


def command(*arguments):
    return [PROGRAM, "train", "--quiet", f"--save={WEIGHTS}", f"--checkpoint={CHECKPOINT}",
            *arguments]


def content(path):
    with open(path, "rb") as file:
        return file.read()


def run(arguments, strace=()):
    before = ["strace", "-f", *strace] if strace else []
    return subprocess.run(before + arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          text=True)


class Bench:
    """A folder with the first checkpoint, made anew for every try."""

    def __init__(self):
        self.files = {}

    def keep(self):
        for name in (CHECKPOINT, CHECKPOINT + ".previous"):
            self.files[name] = content(name)

    def reset(self):
        for name in os.listdir("."):
            if name.startswith((".plexus", "faults.")):
                os.remove(name)
        for name, data in self.files.items():
            with open(name, "wb") as file:
                file.write(data)


def strange(before):
    return sorted(set(os.listdir(".")) - before -
                  {CHECKPOINT, CHECKPOINT + ".previous", WEIGHTS})


def calls():
    """(name, how many of that name came before it and with it), in order."""
    seen, found = collections.Counter(), []
    done = run(command("--resume"),
               ["-e", "trace=%file,%desc", "-o", "calls.log"])
    if done.returncode:
        sys.exit(f"status {done.returncode} under strace: {done.stderr}")
    started = False
    with open("calls.log") as log:
        for line in log:
            name = re.match(r"\d+ +(\w+)\(", line)
            if not name:
                continue
            seen[name[1]] += 1
            started = started or (CHECKPOINT + ".lock" in line and "O_CREAT" in line)
            if started and name[1] not in ("mmap", "munmap", "execve"):
                found.append((name[1], seen[name[1]]))
    os.remove("calls.log")
    return found


def go_on(expected, what, before):
    """Resumes, by hand from the older generation where the newest is lost."""
    done = run(command("--resume"))
    if done.returncode and "the checkpoint before it is whole" in done.stderr:
        shutil.copy(CHECKPOINT + ".previous", CHECKPOINT)
        done = run(command("--resume"))
    if done.returncode:
        sys.exit(f"{what}: cannot go on: {done.stderr}")
    if content(WEIGHTS) != expected:
        sys.exit(f"{what}: other weights")
    if strange(before):
        sys.exit(f"{what}: left behind {strange(before)}")


def main():
    before = set(os.listdir("."))
    bench = Bench()
    whole = run(command())
    if whole.returncode:
        sys.exit(whole.stderr)
    expected = content(WEIGHTS)
    # A checkpoint from the middle, by stopping at the last but one.
    bench.keep()
    shutil.copy(CHECKPOINT + ".previous", CHECKPOINT)
    bench.keep()
    bench.reset()
    every = calls()
    order = [name for name, _ in every if name in ("fsync", "rename")]
    if not order or order != ["fsync", "rename", "fsync"] * (len(order) // 3):
        sys.exit(f"names and what is forced to disk come in the order {order}")
    counts = collections.Counter()
    for name, when in every:
        for fault in FAULTS:
            if fault.endswith("EINTR") and name in NEVER_INTERRUPTED:
                continue
            bench.reset()
            what = f"{name} number {when}, {fault}"
            done = run(command("--resume"), ["-qq", "-o", "/dev/null", "-e",
                                             f"trace={name}", "-e",
                                             f"inject={name}:{fault}:when={when}"])
            killed = done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
            if fault.startswith("signal"):
                if not killed:
                    sys.exit(f"{what}: not killed, status {done.returncode}")
            elif done.returncode not in STATUSES:
                sys.exit(f"{what}: status {done.returncode}: {done.stderr}")
            elif done.returncode and not re.fullmatch(r".*: error: .*\n", done.stderr):
                sys.exit(f"{what}: says {done.stderr!r}")
            elif strange(before) and name not in LEAVING:
                sys.exit(f"{what}: leaves {strange(before)}")
            elif fault.endswith("EINTR") and done.returncode:
                sys.exit(f"{what}: gives up: {done.stderr}")
            elif done.returncode == 0 and content(WEIGHTS) != expected:
                sys.exit(f"{what}: says nothing and has other weights")
            counts[fault] += 1
            go_on(expected, what, before)
    print(f"{len(every)} system calls: " +
          ", ".join(f"{fault} {counts[fault]}" for fault in FAULTS))


main()

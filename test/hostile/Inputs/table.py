"""Tables of bad inputs, and what runs them.

A row is a command in a folder with the files that it makes, and what has to come
of it: an exit status and one line. Whatever the files hold, a row fails where

- the command dies by a signal or ends with another status;
- it says something else, or in another form than one line `PLACE: error: REASON`
  (after the first error the compiler may show the source and say more);
- it takes more processor time or more memory than the limits, or hangs;
- a file is left behind, changed or gone, but for the outputs that the row names.
"""
import dataclasses
import hashlib
import os
import re
import resource
import select
import shutil
import signal
import stat
import subprocess
import sys

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
MOST_SAID = 1 << 16
MOST_COMPARED = 4 << 20


@dataclasses.dataclass
class Limits:
    seconds: float = 5  # of the processor, user and system: the machine may be busy
    wall: float = 60  # against what hangs
    mebibytes: int = 256


@dataclasses.dataclass
class Row:
    """`says` matches the first line of standard error; "" is silence.

    `files` maps a name to bytes, to text, or to a function that makes it at a
    path. `leaves` maps the name of an output to its bytes, or to None where any
    will do; no other file may change. `prints`, where it is given, is all that
    standard output holds. `seconds` is for what may take longer than the limits.
    A row with a reason to `skip` it is not run, and the table says so.
    """
    name: str
    command: list
    says: str = ""
    status: int = 0
    files: dict = dataclasses.field(default_factory=dict)
    prints: str = None
    leaves: dict = dataclasses.field(default_factory=dict)
    environment: dict = dataclasses.field(default_factory=dict)
    is_compiler: bool = False
    seconds: float = 0
    skip: str = ""


def make(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if callable(content):
        return content(path)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def snapshot(folder):
    """What is known of every file below a folder, by its path."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            status = os.lstat(path)
            known = [stat.S_IFMT(status.st_mode), status.st_mode]
            if stat.S_ISREG(status.st_mode):
                known += [status.st_size, status.st_mtime_ns]
                if status.st_size <= MOST_COMPARED and status.st_mode & 0o400:
                    known.append(content(path))
            elif stat.S_ISLNK(status.st_mode):
                known.append(os.readlink(path))
            found[os.path.relpath(path, folder)] = known
    return found


def content(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).digest()


@dataclasses.dataclass
class Outcome:
    status: int  # negative for a signal
    printed: bytes
    said: bytes
    seconds: float
    mebibytes: float
    hung: bool


def observe(row, folder, limits):
    """Runs the command of a row, with its words in files beside the folder."""
    environment = {**os.environ, "TMPDIR": os.path.join(folder, "tmp"), **row.environment}
    with open(folder + ".out", "w+b") as out, open(folder + ".err", "w+b") as err:
        process = subprocess.Popen(row.command, cwd=folder, env=environment, stdout=out,
                                   stderr=err, stdin=subprocess.DEVNULL, start_new_session=True)
        handle = os.pidfd_open(process.pid)
        hung = not select.select([handle], [], [], limits.wall)[0]
        os.close(handle)
        if hung:
            os.killpg(process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Outcome(process.returncode, out.read(MOST_COMPARED), err.read(MOST_SAID + 1),
                       usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, hung)


def form_problems(row, said):
    """What is wrong with the form and the text of what was said."""
    if len(said) > MOST_SAID:
        return ["says more than 64 KiB"]
    try:
        text = said.decode()
    except UnicodeDecodeError:
        return [f"says what is not UTF-8: {said[:200]}"]
    if not text:
        return [] if re.fullmatch(row.says, "") else [f"says nothing, expected {row.says!r}"]
    if not row.says:
        return [f"says {text[:400]!r} instead of nothing"]
    if not text.endswith("\n"):
        return [f"says {text[:400]!r}, which is no line"]
    lines = text[:-1].split("\n")
    problems = []
    if CONTROL.search(text):
        problems.append(f"says control characters: {text[:400]!r}")
    # There may be several warnings, but an error is one line, or one with the source.
    severity, most = ("error", 1) if row.status else ("warning", len(lines))
    if not row.is_compiler and len(lines) > most:
        problems.append(f"says {len(lines)} lines: {text[:400]!r}")
    for line in lines[:1] if row.is_compiler or row.status else lines:
        if not re.fullmatch(f"[^\\n]+: {severity}: [^\\n]+", line):
            problems.append(f"says {line[:400]!r}, not `PLACE: {severity}: REASON`")
    if not re.fullmatch(row.says, lines[0]):
        problems.append(f"says {lines[0][:400]!r}, expected {row.says!r}")
    return problems


def file_problems(row, folder, before):
    after = snapshot(folder)
    problems = []
    for name in sorted(before.keys() | after.keys()):
        if name in row.leaves:
            continue
        if name not in after:
            problems.append(f"removed {name!r}")
        elif name not in before:
            problems.append(f"left behind {name!r}")
        elif before[name] != after[name]:
            problems.append(f"changed {name!r}")
    for name, expected in row.leaves.items():
        if name not in after:
            problems.append(f"did not write {name!r}")
        elif expected is not None and after[name][-1] != hashlib.sha256(expected).digest():
            problems.append(f"wrote something else into {name!r}")
    return problems


def problems_of(row, folder, limits=Limits()):
    """Everything that is not as the row says."""
    os.makedirs(os.path.join(folder, "tmp"))
    for name, made in row.files.items():
        make(os.path.join(folder, name), made)
    # What a child is charged begins with what its parent has.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert own < limits.mebibytes / 2, f"the runner itself has taken {own} MiB"
    before = snapshot(folder)
    outcome = observe(row, folder, limits)
    problems = []
    if outcome.hung:
        problems.append(f"did not end within {limits.wall} s")
    elif outcome.status < 0:
        problems.append(f"died by {signal.Signals(-outcome.status).name}")
    elif outcome.status not in (row.status if isinstance(row.status, tuple) else [row.status]):
        problems.append(f"status {outcome.status}, expected {row.status}")
    if outcome.seconds > (row.seconds or limits.seconds):
        problems.append(f"took {outcome.seconds:.1f} s of the processor")
    if outcome.mebibytes > limits.mebibytes:
        problems.append(f"took {outcome.mebibytes:.0f} MiB")
    problems += form_problems(row, outcome.said)
    if row.prints is not None and outcome.printed != row.prints.encode():
        problems.append(f"prints {outcome.printed[:400]!r}")
    return problems + file_problems(row, folder, before)


def run(subject, rows):
    """Runs a table in the working directory; reports and ends the script."""
    names = [row.name for row in rows]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"rows of one name: {twice}"
    failed = skipped = 0
    for number, row in enumerate(rows):
        if row.skip:
            skipped += 1
            print(f"{subject}, {row.name}: skipped: {row.skip}")
            continue
        folder = os.path.abspath(f"row-{number}")
        problems = problems_of(row, folder)
        failed += bool(problems)
        for problem in problems:
            print(f"{subject}, {row.name}: {problem}")
        if problems:
            print(f"    in {folder}: {' '.join(map(repr, row.command))}")
        shutil.rmtree(folder)
        os.remove(folder + ".out")
        os.remove(folder + ".err")
    print(f"{subject}: {len(rows) - skipped} rows, {failed} not as expected, {skipped} skipped")
    sys.exit(failed > 0)

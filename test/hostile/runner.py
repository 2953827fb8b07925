"""runner.py: what runs the tables notices everything that it has to.

Every row here is a script that goes wrong in one way, with the problem that has to be
reported for it, alone. The limits are small.
"""
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from table import Limits, Row, problems_of

LIMITS = Limits(seconds=0.5, mebibytes=64)
# What waits forever is found at once and after any time: the machine may be busy.
HURRIED = Limits(seconds=0.5, wall=0.1, mebibytes=64)
FOREVER = "did not end within 0.1 s"
BURN = "from time import process_time as now\nwhile now() < 0.7: pass"
SAY = "echo 'f: error: wrong' >&2; "


def script(text, says="f: error: wrong", status=65, **more):
    return Row("", ["sh", "-c", text], says, status, {"kept": "old", "folder/kept": "old"}, **more)


def python(text):
    return Row("", [sys.executable, "-S", "-c", text], "", 0, {})


ROWS = [
    (script(SAY + "exit 65"), None),
    (script("exit 0", "", 0), None),
    (script("echo 'f: warning: odd' >&2; echo 'f: warning: more' >&2", "f: warning: odd",
            0), None),
    (script("echo made > out", "", 0, leaves={"out": b"made\n"}), None),
    (script(SAY + "kill -SEGV $$"), "died by SIGSEGV"),
    (script(SAY + "kill -ABRT $$"), "died by SIGABRT"),
    (script(SAY + "kill -KILL $$"), "died by SIGKILL"),
    (script(SAY + "exit 1"), "status 1, expected 65"),
    (script(SAY + "exit 0"), "status 0, expected 65"),
    # What a shell says of a command that died.
    (script(SAY + "sh -c 'kill -SEGV $$' 2> /dev/null; exit $?"), "status 139, expected 65"),
    (script("exit 65"), "says nothing, expected"),
    (script("echo 'f: error: other' >&2; exit 65"), "says 'f: error: other', expected"),
    (script("echo wrong >&2; exit 65", "wrong"), "says 'wrong', not `PLACE: error: REASON`"),
    (script("echo 'f: error: ' >&2; exit 65", "f: error: "), "says 'f: error: ', not"),
    (script("echo 'f: warning: wrong' >&2; exit 65", "f: warning: wrong"), "not `PLACE: error:"),
    (script(SAY + "echo 'in two lines' >&2; exit 65"), "says 2 lines: "),
    (script(SAY + SAY + "exit 65"), "says 2 lines: "),
    (script("printf 'f: error: wrong' >&2; exit 65"), "which is no line"),
    (script("printf 'f: error: \\033[31mred\\n' >&2; exit 65",
            "f: error: .*"), "says control characters"),
    (script("printf 'f: error: \\377\\n' >&2; exit 65", "f: error: .*"), "says what is not UTF-8"),
    (script("yes 'f: warning: much' | head -c 100000 >&2", "f: warning: .*",
            0), "says more than 64 KiB"),
    (script("echo 'f: warning: odd' >&2", "", 0), "instead of nothing"),
    (script("echo 2", "", 0, prints="1\n"), "prints b'2"),
    (script(SAY + "echo > new; exit 65"), "left behind 'new'"),
    (script(SAY + "echo > tmp/new; exit 65"), "left behind 'tmp/new'"),
    (script(SAY + "mkdir folder/new; exit 65"), "left behind 'folder/new'"),
    (script(SAY + "ln -s kept new; exit 65"), "left behind 'new'"),
    (script(SAY + "rm folder/kept; exit 65"), "removed 'folder/kept'"),
    (script(SAY + "echo new > kept; exit 65"), "changed 'kept'"),
    (script(SAY + "touch kept; exit 65"), "changed 'kept'"),
    (script(SAY + "chmod 600 kept; exit 65"), "changed 'kept'"),
    (script("true", "", 0, leaves={"out": None}), "did not write 'out'"),
    (script("echo wrong > out", "", 0, leaves={"out":
                                               b"right\n"}), "wrote something else into 'out'"),
    (script("sleep infinity", "", 0), FOREVER),
    (script("sleep infinity & wait", "", 0), FOREVER),
    (python(BURN), " s of the processor"),
    (script(f"'{sys.executable}' -S -c '{BURN}'; true", "", 0), " s of the processor"),
    (python("bytearray(100 << 20)"), " MiB"),
    (script(f"'{sys.executable}' -S -c 'bytearray(100 << 20)'; true", "", 0), " MiB"),
]

missed = 0
for number, (row, problem) in enumerate(ROWS):
    folder = os.path.abspath(f"row-{number}")
    reported = problems_of(row, folder, HURRIED if problem == FOREVER else LIMITS)
    shutil.rmtree(folder)
    is_right = not reported if problem is None else len(reported) == 1 and problem in reported[0]
    if not is_right:
        missed += 1
        print(f"{row.command[-1]}: reported {reported}, expected {problem!r}")
print(f"runner: {len(ROWS)} rows, {missed} not noticed")

"""environment.py PROGRAM: files that are no files, odd names, full disks, two at once.

PROGRAM is Inputs/tiny.plx, compiled; plexc is found in PATH.
"""
import os
import shutil
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from files import WEIGHTS, link_to, with_mode
from table import Row, run

PROGRAM = os.path.abspath(sys.argv[1])
with open(os.path.join(os.path.dirname(__file__), "Inputs", "tiny.plx"), "rb") as file:
    SOURCE = file.read()
with open(PROGRAM, "rb") as file:
    EXECUTABLE = file.read()
subprocess.run([PROGRAM, "init", "--save=initial"], check=True, stdout=subprocess.DEVNULL)
with open("initial", "rb") as file:
    INITIAL = file.read()
ODD_NAMES = [
    "a b", "a\nb", "-x", "--help", "@x", "a;rm -rf *", "$(id)", "'\"", "*", "\u00e4", "a=b",
    "%s%n", b"\xff".decode(errors="surrogateescape")
]
READ = "same[0],same[1],same[2]\n1,2,3\n"

# Root may do everything. Without these capabilities it is somebody who owns the files.
UNPRIVILEGED, IS_ALMIGHTY = [], ""
if os.geteuid() == 0:
    UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if not shutil.which("setpriv") or subprocess.run([*UNPRIVILEGED, "true"]).returncode:
        IS_ALMIGHTY = "this is root, and setpriv cannot take its capabilities away"

# A file system in memory, for one command and its children.
MOUNT = "mount -t tmpfs -o size=256k tmpfs tmp"
UNSHARE = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else [])]
NO_MOUNT = "a file system cannot be mounted here"
os.makedirs("tmp", exist_ok=True)
if shutil.which("unshare") and not subprocess.run([*UNSHARE, "sh", "-c", MOUNT],
                                                  capture_output=True).returncode:
    NO_MOUNT = ""


def program(name, arguments, says="", status=0, files=None, before=(), **more):
    return Row(name, [*before, PROGRAM, *arguments], says, status,
               {"w": WEIGHTS, "x.csv": "1,2,3\n", "points.csv": "1,2,3,0\n4,5,6,1\n",
                **(files or {})}, **more)


def compiler(name, arguments, says="", status=0, files=None, before=(), **more):
    return Row(f"plexc: {name}", [*before, "plexc", *arguments], says, status,
               {"net.plx": SOURCE, **(files or {})}, is_compiler=True, **more)


def shell(name, script, says="", status=0, before=(), **more):
    """A script in which $0 is the program."""
    return Row(name, [*before, "sh", "-c", script, PROGRAM], says, status,
               {"w": WEIGHTS, "x.csv": "1,2,3\n", "net.plx": SOURCE, "bad.plx": "network"}, **more)


def fifo(path):
    os.mkfifo(path)


def unix_socket(path):
    """In its folder, because the name of a socket is short."""
    folder = os.getcwd()
    os.chdir(os.path.dirname(path))
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.basename(path))
    os.chdir(folder)


def folder(path):
    os.mkdir(path)


def as_shown(name):
    """A regular expression for a name in a message."""
    return "".join(r"\\n" if c == "\n" else rf"\\x{ord(c) & 0xFF:02x}" if "\udc80" <= c <= "\udcff"
                   else "\\" + c if c in r".*+?()[]{}|\^$" else c for c in name)


DEVICE = "is a device; only regular files are read"
NONE = "no such file or directory"
# What cannot be read: a name, what is made under the name `in.csv`, how it is said.
UNREADABLE = [
    ("a FIFO", fifo, "is a pipe; only regular files are read"),
    ("a folder", folder, "is a folder, not a file"),
    ("a socket", unix_socket, "is not a regular file"),
    ("/dev/zero", link_to("/dev/zero"), DEVICE),
    ("/dev/full", link_to("/dev/full"), DEVICE),
    ("/dev/tty", link_to("/dev/tty"), DEVICE),
    ("a link to nowhere", link_to("nowhere"), NONE),
    ("a link to itself", link_to("in.csv"), "too many levels of symbolic links"),
]


def inputs():
    for name, made, reason in UNREADABLE:
        files = {"in.csv": made}
        says = f"in\\.csv: error: {reason}.*"
        yield program(f"rows: {name}", ["predict", "--input=x=in.csv", "--weights=w"], says, 66,
                      files)
        yield program(f"weights: {name}", ["evaluate", "--weights=in.csv"], says, 66, files)
        # A checkpoint is written too; links to it are followed first.
        yield program(f"checkpoint: {name}", ["train", "--resume", "--checkpoint=in.csv"],
                      r"(in\.csv|nowhere|/dev/\w+): error: .*(not a regular file|no such file or "
                      r"directory|symbolic links)", (66, 73), files)
        yield program(f"data: {name}", ["evaluate", "--weights=w"],
                      r"points\.csv: error: .*", 66,
                      {"points.csv": made if "itself" not in name else link_to("points.csv")})
    yield program("rows: missing", ["predict", "--input=x=in.csv", "--weights=w"],
                  r"in\.csv: error: " + NONE, 66)
    yield program("rows: no name", ["predict", "--input=x=", "--weights=w"],
                  "tiny: error: --input takes NAME=FILE, got `x=`", 64)
    yield program("weights: missing", ["evaluate", "--weights=in"], "in: error: " + NONE, 66)
    yield program("weights: the program's own missing", ["evaluate"],
                  r"tiny\.safetensors: error: no such file or directory; `.*tiny train` .*", 66)
    yield program("data: a folder that is missing",
                  ["evaluate", "--weights=w", "--data-dir=nowhere"],
                  r"nowhere/points\.csv: error: " + NONE, 66)
    yield program("rows: a name of 5000 characters",
                  ["predict", "--weights=w", "--input=x=" + "a" * 4996 + ".csv"],
                  r"a+\.\.\.: error: file name too long", 66)
    # The place in the file has to be there, however long its name is.
    path = "/".join(["d" * 200, "e" * 200, "x.csv"])
    yield program("rows: a line that is wrong behind a long name",
                  ["predict", "--weights=w", f"--input=x={path}"],
                  as_shown(path) + ":2:4: error: the row has 2 fields, but line 1 has 3.*", 65,
                  {path: "1,2,3\n1,2\n"})
    yield program("rows: through a link",
                  ["predict", "--input=x=in.csv", "--weights=w", "--only=same"],
                  files={"in.csv": link_to("x.csv")}, prints=READ)
    yield program("rows: without the right to read",
                  ["predict", "--input=x=in.csv", "--weights=w"],
                  r"in\.csv: error: permission denied", 66,
                  {"in.csv": with_mode(b"1,2,3\n", 0)}, UNPRIVILEGED, skip=IS_ALMIGHTY)
    yield program("weights: without the right to read", ["evaluate", "--weights=in"],
                  r"in: error: permission denied", 66, {"in": with_mode(WEIGHTS, 0)}, UNPRIVILEGED,
                  skip=IS_ALMIGHTY)


REGULAR = ".*is not a regular file"
# Where nothing can be written: a name, what is made under the name `out`, how it is said.
UNWRITABLE = [
    ("a folder", folder, "is a folder, not a file|" + REGULAR),
    ("a FIFO", fifo, REGULAR),
    ("/dev/full", link_to("/dev/full"), REGULAR),
    ("/dev/null", link_to("/dev/null"), REGULAR),
    ("a link to itself", link_to("out"), ".*too many levels of symbolic links"),
    ("a link into a folder that is missing", link_to("nowhere/out"),
     ".*no such file or directory"),
]
FIXED = {"fixed": with_mode(None, 0o555)}


def outputs():
    for name, made, reason in UNWRITABLE:
        for what, arguments in (("weights", ["init", "--save=out"]),
                                ("log", ["train", "--quiet", "--save=s", "--log=out"])):
            yield program(f"{what} into {name}", arguments, f"out: error: ({reason})", 73,
                          {"out": made})
        # Links are followed first, because the one before it and the lock lie beside it.
        yield program(f"checkpoint into {name}",
                      ["train", "--quiet", "--save=s", "--checkpoint=out"],
                      f"(out|nowhere/out|/dev/\\w+): error: ({reason})", 73, {"out": made})
    yield program("into a folder that is missing", ["init", "--save=nowhere/out"],
                  "nowhere/out: error: .*no such file or directory", 73)
    yield program("into a folder that is a file", ["init", "--save=w/out"],
                  "w/out: error: .*not a directory", 73)
    yield program("under no name", ["init", "--save="], "tiny: error: --save (takes|needs) .*", 64)
    yield program("under a name of 300 characters", ["init", "--save=" + "n" * 300],
                  "n{300}: error: .*file name too long", 73)
    denied = "fixed/out: error: .*permission denied"
    yield program("into a folder that is read-only", ["init", "--save=fixed/out"], denied, 73,
                  FIXED, UNPRIVILEGED, skip=IS_ALMIGHTY)
    yield program("checkpoints into a folder that is read-only",
                  ["train", "--quiet", "--save=s", "--checkpoint=fixed/out"], denied, 73, FIXED,
                  UNPRIVILEGED, skip=IS_ALMIGHTY)
    yield program("over a file that is read-only", ["init", "--save=out"], "", 0,
                  {"out": with_mode(b"old", 0o444)}, UNPRIVILEGED, leaves={"out": INITIAL},
                  skip=IS_ALMIGHTY)
    yield program("through a link that leads elsewhere", ["init", "--save=out"], "", 0,
                  {"there/w": b"old", "out": link_to("there/w")}, leaves={"there/w": INITIAL})
    yield program("through a link to what is not there yet", ["init", "--save=out"], "", 0,
                  {"there/x": b"", "out": link_to("there/w")}, leaves={"there/w": INITIAL})
    yield program("over the rows that are read",
                  ["predict", "--weights=w", "--input=x=x.csv", "--output=logits=x.csv"],
                  "tiny: error: .*name the same file, `x.csv`", 64)
    yield program("over the weights that are read",
                  ["predict", "--weights=w.npy", "--input=x=x.csv", "--output=logits=w.npy"],
                  "tiny: error: .*name the same file, `w.npy`", 64, {"w.npy": WEIGHTS})


def names():
    for name in ODD_NAMES:
        shown = repr(name)
        yield program(f"weights into {shown}", ["init", f"--save={name}"], leaves={name: INITIAL})
        yield program(f"weights and rows from {shown}",
                      ["predict", f"--weights={name}", f"--input=x={name}.csv", "--only=same"],
                      files={name: WEIGHTS, name + ".csv": "1,2,3\n"}, prints=READ)
        yield program(f"bad weights in {shown}", ["evaluate", f"--weights={name}"],
                      as_shown(name) + ": error: is a text file; weights are safetensors", 65,
                      {name: b"bad"})
        yield program(f"data in a folder {shown}",
                      ["evaluate", "--weights=w", f"--data-dir={name}"],
                      as_shown(name) + r"/points\.csv: error: no such file or directory", 66)
        place = as_shown(name).replace(r"\\xff", "\ufffd") + r"\.plx:1:1"
        yield compiler(f"errors in {shown}", ["check", "--", f"{name}.plx"],
                       place + ": error: .*", 65, {f"{name}.plx": "what"})
    for name in ("a\nb", "-x", "@x"):
        yield compiler(f"{name!r}", ["-O0", "--", f"{name}.plx"], files={f"{name}.plx": SOURCE},
                       leaves={name: EXECUTABLE})


def compilations():
    irregular, folded = "it is not a regular file", "it is a folder"
    for name, made, reason in (
            ("a FIFO", fifo, irregular),
            ("a folder", folder, folded),
            ("/dev/zero", link_to("/dev/zero"), irregular),
            ("a link to nowhere", link_to("nowhere"), NONE),
            ("a link to itself", link_to("in.plx"), "too many levels of symbolic links")):
        yield compiler(f"from {name}", ["in.plx"],
                       rf"plexc: error: cannot read `in\.plx`: {reason}", 66, {"in.plx": made})
    yield compiler("without the right to read", ["in.plx"],
                   r"plexc: error: cannot read `in\.plx`: permission denied", 66,
                   {"in.plx": with_mode(SOURCE, 0)}, UNPRIVILEGED, skip=IS_ALMIGHTY)
    for name, made, reason in (("a FIFO", fifo, irregular),
                               ("a folder", folder, folded),
                               ("/dev/full", link_to("/dev/full"), irregular),
                               ("a link to itself", link_to("out"), ".+")):
        yield compiler(f"into {name}", ["net.plx", "-O0", "-o", "out"],
                       f"plexc: error: cannot create `out`: {reason}", 73, {"out": made})
    yield compiler("into a folder that is read-only", ["net.plx", "-O0", "-o", "fixed/net"],
                   "plexc: error: cannot create `fixed/net`: permission denied", 73, FIXED,
                   UNPRIVILEGED, skip=IS_ALMIGHTY)
    yield compiler("through a link that leads elsewhere", ["net.plx", "-O0", "-o", "out"],
                   files={"there/net": b"old", "out": link_to("there/net")},
                   leaves={"there/net": EXECUTABLE})
    yield compiler("no temporary folder", ["net.plx", "-O0"], leaves={"net": EXECUTABLE},
                   environment={"TMPDIR": "/nowhere"})
    yield compiler("a temporary folder that is read-only", ["net.plx", "-O0"], files=FIXED,
                   before=UNPRIVILEGED, leaves={"net": EXECUTABLE},
                   environment={"TMPDIR": "fixed"}, skip=IS_ALMIGHTY)
    yield compiler("no C compiler", ["net.plx", "-O0"],
                   "plexc: error: `nowhere/cc` cannot be run: .*", 69,
                   environment={"CC": "nowhere/cc"})


# The first write, which is that of the output, fails as on a full disk.
NO_SPACE = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=write:error=ENOSPC:when=1"]


def full():
    predict = ["predict", "--weights=w", "--input=x=x.csv"]
    for what, arguments in (("weights", ["init", "--save=out"]),
                            ("weights of a training", ["train", "--quiet", "--save=out"]),
                            ("a prediction", [*predict, "--output=logits=out.npy"])):
        yield program(f"no space for {what}", arguments,
                      r"out(\.npy)?: error: cannot be written: no space left on device", 74,
                      before=NO_SPACE)
    yield compiler("no space for the object", ["net.plx", "-O0"],
                   "plexc: error: cannot write `net`: no space left on device", 74,
                   before=NO_SPACE)
    yield shell("no space on a disk for weights",
                MOUNT + ' && head -c 262144 /dev/zero > tmp/zeros; "$0" init --save=tmp/w; '
                "status=$?; ls -A tmp; exit $status",
                "tmp/w: error: cannot be (written|created): no space left on device", (73, 74),
                UNSHARE, prints="zeros\n", skip=NO_MOUNT)
    yield shell("no space on a disk for a program",
                MOUNT + " && plexc net.plx -O0 -o tmp/net; status=$?; ls -A tmp; exit $status",
                "plexc: error: .*[Nn]o space left on device.*", 74, UNSHARE, prints="",
                skip=NO_MOUNT)


def unheard():
    """Nobody can read what is said."""
    predict = '"$0" predict --weights=w --input=x=x.csv --only=same '
    says = "tiny: error: cannot write to standard output"
    yield shell("no space for standard output", predict + "> /dev/full", says, 74)
    yield shell("standard output closed", predict + ">&-", says, 74)
    yield shell("standard output closed, weights saved", '"$0" init --save=out >&-', says, 74,
                leaves={"out": INITIAL})
    yield shell("everything closed",
                '"$0" train --quiet --save=out --steps=1 <&- >&- 2>&-; echo $?', prints="66\n")
    yield shell("a reader that went away",
                # The writer waits until the reader has closed its end.
                f"mkfifo gate; (read gone < gate; {predict}; echo $? > status) | "
                "(exec <&-; echo > gate); rm gate; exit $(cat status)", says, 74,
                leaves={"status": None})
    yield shell("plexc: no space for messages", "plexc check bad.plx 2> /dev/full", "", 65)
    yield shell("plexc: nobody to say it to", "plexc check bad.plx 2>&-", "", 65)


def at_once():
    yield shell("two write the same weights",
                '"$0" init --save=out > 1 & "$0" init --save=out > 2; '
                "status=$?; wait $! && exit $status",
                leaves={"out": INITIAL, "1": None, "2": None})
    yield shell("two trainings write the same weights",
                'echo 1,2,3,0 > points.csv; "$0" train --quiet --save=out --epochs=200 & '
                '"$0" train --quiet --save=out --epochs=200; status=$?; wait $! && exit $status',
                leaves={"out": None, "points.csv": None})
    yield shell("two compile the same file",
                "plexc net.plx -O0 & plexc net.plx -O0; status=$?; wait $! && exit $status",
                leaves={"net": EXECUTABLE})


run("environment", [*inputs(), *outputs(), *names(), *compilations(), *full(), *unheard(),
                    *at_once()])

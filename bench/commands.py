"""Where things lie, and how commands are run."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH, BUILD = ROOT / "bench", ROOT / "build/bench"


class Failed(Exception):
    """What ends the benchmark, in a line."""


def run(*command):
    """The standard output of a command; its last line of errors is ours."""
    name = pathlib.Path(command[0]).name
    try:
        done = subprocess.run([str(word) for word in command], text=True, capture_output=True)
    except OSError as error:
        raise Failed(f"cannot run {command[0]}: {error.strerror}") from None
    if done.returncode:
        raise Failed(f"{name}: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return done.stdout


def build_programs():
    """The two in C++, for this processor."""
    BUILD.mkdir(parents=True, exist_ok=True)
    run("clang++-22", "-std=c++20", "-O3", "-march=native", BENCH / "machine.cpp",
        "-o", BUILD / "machine")
    # g++ makes vectors of exp, tanh and erf with -ffast-math, by calls of libmvec.
    run("g++", "-std=c++20", "-O3", "-march=native", "-ffast-math",
        BENCH / "peers/openblas.cpp", "-o", BUILD / "openblas", "-lopenblas")

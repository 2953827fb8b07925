"""elsewhere.py CODE.ll: what a network computes on other processors.

Takes LLVM IR of plexc for x86-64-v3 and makes programs of it for each of MACHINES; all
run under Inputs/elsewhere.c, without a C library, the others in QEMU. Says which line
differs from the first machine's, and exits with 1 if one does.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
HARNESS = pathlib.Path(__file__).parent / "Inputs/elsewhere.c"

# What runs the program, what clang calls the machine, and what llc has to know beside.
MACHINES = {
    "x86_64": ([], ["--target=x86_64-linux-gnu"], ["-mcpu=x86-64-v3"]),
    "aarch64": (["qemu-aarch64"], ["--target=aarch64-linux-gnu"], []),
    "riscv64": (
        ["qemu-riscv64"],
        ["--target=riscv64-linux-gnu", "-march=rv64gc", "-mabi=lp64d", "-mno-relax"],
        ["-mattr=+m,+a,+f,+d,+c", "-target-abi=lp64d"]),
}


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stderr}")
    return done.stdout


def neutral(ir):
    """The IR without what says which machine it is for and which mode that computes in."""
    ir = re.sub(r'^target (triple|datalayout) = .*\n', "", ir, flags=re.M)
    ir = re.sub(r'"(target-cpu|target-features|tune-cpu)"="[^"]*" ?', "", ir)
    return re.sub(r'^.*@llvm\.x86\..*\n', "", ir, flags=re.M)


def compute_on(machine, folder, ir):
    emulator, target, flags = MACHINES[machine]
    code, program = folder / "code.o", folder / "program"
    model = re.search(r"^@(plx_model_\w+) = ", ir, flags=re.M).group(1)
    (folder / "code.ll").write_text(ir)
    run("llc", "-O3", f"-mtriple={target[0].removeprefix('--target=')}", *flags,
        "-filetype=obj", folder / "code.ll", "-o", code)
    run("clang", *target, "-O1", "-Wall", "-Werror", "-ffreestanding", "-fno-pic", "-static",
        "-nostdlib", "-fuse-ld=lld", f"-I{SOURCE}", f"-DMODEL={model}", HARNESS, code, "-o",
        program)
    return run(*emulator, program)


def differences(want, got):
    for ours, theirs in zip(want.splitlines(), got.splitlines(), strict=True):
        if ours != theirs:
            name, *numbers = ours.split(" ")
            places = [f"{i}: {a}, not {b}"
                      for i, (a, b) in enumerate(zip(theirs.split(" "), [name, *numbers]))
                      if a != b]
            yield f"{ours.split(':')[0]} {', '.join(places)}"


def main():
    ir = neutral(pathlib.Path(sys.argv[1]).read_text())
    with tempfile.TemporaryDirectory() as folder:
        here, *others = MACHINES
        want = compute_on(here, pathlib.Path(folder), ir)
        wrong = [f"{machine}: {line}" for machine in others
                 for line in differences(want, compute_on(machine, pathlib.Path(folder), ir))]
    numbers = sum(len(line.split(": ")[1].split(" ")) for line in want.splitlines())
    print(*wrong, f"{numbers} numbers, {len(wrong)} lines differ", sep="\n")
    sys.exit(bool(wrong))


main()

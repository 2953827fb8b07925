"""Who is measured: Plexus, and the peers, which are held to what it computes."""
import json
import math
import os
import select
import shutil
import subprocess
import sys

import numpy
from safetensors.numpy import load_file

import nets
import worker
from commands import BENCH, BUILD, run

PEERS = ["torch", "torch_compile", "jax", "drjit", "onnx", "openblas"]
PREPARATION_SECONDS = 300
# Relative errors; parameters are compared by what they moved. Orders of sums differ, and
# Adam makes whole steps of gradients that are all rounding, as many are in deep nets. Where
# they are as small as its epsilon, that of Dr.Jit, which is added before the correction, has
# been 9 % apart.
TOLERANCES = {"prediction": 1e-4, "loss with sgd": 1e-4, "parameters with sgd": 0.01,
              "loss with adam": 1e-3, "parameters with adam": 0.2}


class Plexus:
    """The compiled program of a net, and what it computes: what the peers are held to.

    Its folder gets what workers read; worker.py says what that is.
    """

    def __init__(self, net, plexc):
        self.net, self.folder = net, BUILD / "nets" / net.name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.program = self.folder / "program"
        (self.folder / "net.plx").write_text(nets.source(net))
        run(plexc, self.folder / "net.plx", "-march=native", "-o", self.program)
        for name, rows in zip("xy", nets.batch(net)):
            numpy.save(self.folder / f"{name}.npy", rows)
        run(self.program, "init", "--seed=1", "--save", self.weights("start"))
        self.start = self.parameters("start")
        numpy.save(self.folder / "start.npy", numpy.concatenate(self.start))
        self.predict()
        self.train()
        step = self.bench(3).get("step", {}).get("median_us", 0)
        self.step_seconds = max(step * 1e-6, 1e-3)

    def weights(self, name):
        return self.folder / f"{name}.safetensors"

    def parameters(self, name):
        """Weight [out, in] and bias [out] of every layer in order, each made flat."""
        tensors = load_file(self.weights(name))
        return [tensors[f"l{i}.{part}"].ravel() for i in range(1, len(self.net.widths))
                for part in ("weight", "bias")]

    def predict(self):
        run(self.program, "predict", "--weights", self.weights("start"), "--raw",
            "--rows", worker.CHECKED_ROWS, "--input", f"x={self.folder / 'x.npy'}",
            "--output", f"z={self.folder / 'z.npy'}")
        self.predictions = numpy.load(self.folder / "z.npy").ravel()

    def train(self):
        """All rows are one batch, so an epoch is a step."""
        run(self.program, "train", "--quiet", "--steps", worker.CHECKED_STEPS,
            "--data-dir", self.folder, "--weights", self.weights("start"),
            "--save", self.weights("end"), "--log", self.folder / "log.csv")
        lines = (self.folder / "log.csv").read_text().split()
        column = lines[0].split(",").index("loss")
        self.losses = numpy.array([float(line.split(",")[column]) for line in lines[1:]])
        self.end = self.parameters("end")

    def bench(self, repeats):
        """Times by task."""
        entries = json.loads(run(self.program, "bench", "--json", "--repeats", repeats))
        tasks = {("step", self.net.batch): "step", ("prediction", 1): "predict"}
        return {tasks[key]: {which: entry[which] for which in ("min_us", "median_us")}
                for entry in entries if (key := (entry["what"], entry["rows"])) in tasks}

    def measure(self, seconds):
        return self.bench(max(3, math.ceil(seconds / self.step_seconds)))


def difference(found, expected):
    """The largest difference, relative to the largest number."""
    if found.shape != expected.shape:
        return math.inf
    return float(numpy.max(numpy.abs(found - expected)) / numpy.max(numpy.abs(expected)))


def moved_apart(found, ours):
    """For the parameter that is worst, how far it is from ours, relative to how far ours
    moved; a movement below the rounding of the parameter counts as that."""
    sizes = [len(part) for part in ours.start]
    if len(found) != sum(sizes):
        return math.inf
    parts = numpy.split(found, numpy.cumsum(sizes)[:-1])
    norm = numpy.linalg.norm
    # Not Python's `max`, which drops what is not a number.
    return float(numpy.max([
        norm(part - end) / max(norm(end - start), 1e-5 * norm(start), 1e-12)
        for part, start, end in zip(parts, ours.start, ours.end)]))


def errors(peer, ours):
    """What the peer wrote, held against ours: relative errors by kind."""
    predictions = ours.folder / f"{peer}.predictions"
    if predictions.exists():
        found = numpy.fromfile(predictions, numpy.float32)
        yield "prediction", difference(found, ours.predictions)
    training = ours.folder / f"{peer}.training"
    if training.exists():
        found = numpy.fromfile(training, numpy.float32)
        losses, parameters = numpy.split(found, [worker.CHECKED_STEPS])
        yield f"loss with {ours.net.optimizer}", difference(losses, ours.losses)
        yield f"parameters with {ours.net.optimizer}", moved_apart(parameters, ours)


class Peer:
    """A worker process for one net. `failed` and `reason` say what became of it."""

    def __init__(self, name, ours):
        self.name, self.ours, self.failed, self.reason = name, ours, None, None
        self.description, self.process = {"version": "", "ways": {}}, None

    def command(self):
        net, folder = self.ours.net, str(self.ours.folder)
        if self.name != "openblas":
            return [sys.executable, str(BENCH / "worker.py"), self.name, folder, net.name]
        return [str(BUILD / "openblas"), folder, ",".join(map(str, net.widths)), str(net.batch),
                net.loss, net.activation, net.optimizer, str(net.rate)]

    def fail(self, word, reason):
        self.failed, self.reason = word, reason

    def answer(self, seconds):
        """A line, or None where the worker has failed."""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline().strip() if ready else ""
        if line and not line.startswith("failed"):
            return line
        word = "failed" if ready else "slow"
        if "ModuleNotFoundError" in line:
            word = "absent"
        self.fail(word, line.partition(" ")[2] or
                  ("died" if ready else f"no answer in {seconds:.0f} s"))
        return None

    def start(self):
        with open(self.ours.folder / f"{self.name}.log", "w") as log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                text=True, env=environment())

    def prepare(self):
        """Waits for the worker, so that none disturbs the trials of another."""
        self.start()
        line = self.answer(PREPARATION_SECONDS)
        if line is None:
            return
        self.description = json.loads(line.partition(" ")[2])
        for kind, error in errors(self.name, self.ours):
            if not error <= TOLERANCES[kind]:
                self.fail("differs", f"{kind} by {error:.2g}, more than {TOLERANCES[kind]:g}")

    def can(self, task):
        """Whether the peer does such a thing at all; of one that failed it is not known."""
        suffix = "training" if task == "step" else "predictions"
        return self.failed or (self.ours.folder / f"{self.name}.{suffix}").exists()

    def measure(self, task, seconds):
        try:
            print(task, seconds, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            return self.fail("failed", "died")
        line = self.answer(seconds + PREPARATION_SECONDS)
        return line and dict(zip(("min_us", "median_us"), map(float, line.split())))

    def close(self):
        if self.process:
            self.process.kill()
            self.process.communicate()


def environment():
    """One thread for all, and the kernels of OpenBLAS that it takes by itself."""
    kept = {name: value for name, value in os.environ.items()
            if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    return kept | dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
        "TORCHINDUCTOR_COMPILE_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}

"""worker.py PEER FOLDER NET: one peer at work on one net, for suite.py.

FOLDER has start.npy, the parameters of all layers one after the other, weight
[out, in] before bias [out], and x.npy and y.npy, the rows of a step. All that a peer
reads and writes is f32. Before it says that it is ready, a peer

  - predicts the first `CHECKED_ROWS` rows, each by itself, with the parameters of
    start.npy, and writes what comes out to PEER.predictions;
  - if it can train, makes `CHECKED_STEPS` steps from there and writes the loss that each
    step had before its update, and then all parameters, to PEER.training.

Then it prints `ready JSON`, its version and the ways that it took by task, or else
`failed WORDS`. A request is a line `step SECONDS` or `predict SECONDS`, the answer a line
with the least and the median time of a call in microseconds. Measured steps have a learning rate of 0, as those of a
program's `bench`: all is computed, and the parameters stay as they are.

A peer in Python is a module peers/in_PEER.py with a class `Peer(net, parameters, x, y)`
of these members; of several ways to do something the fastest is taken:

  version      what it is, in words
  predictors   ways to predict by name: called with a row [1, in], each gives a function
               that predicts that row
  trainings    ways to train by name: called with nothing, each gives an object with
               `set_rate(rate)`, `step()`, which gives the loss, and `parameters()`
"""
import importlib
import json
import pathlib
import sys
import time

import nets

CHECKED_ROWS = 4
CHECKED_STEPS = 3
TRIAL_SECONDS = 0.1


def microseconds(call, calls):
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls * 1e6


def measure(call, seconds):
    """The least and the median of measurements, each of as many calls as fill a millisecond."""
    end = time.perf_counter() + seconds
    microseconds(call, 1)
    calls = int(min(max(1000 / max(microseconds(call, 1), 1e-3), 1), 1e6))
    times = []
    while len(times) < 3 or time.perf_counter() < end:
        times.append(microseconds(call, calls))
    times.sort()
    return times[0], times[len(times) // 2]


def fastest(ways, prepare):
    """The name of the way whose prepared call takes the least time."""
    if len(ways) == 1:
        return next(iter(ways))
    trials = {name: measure(prepare(make), TRIAL_SECONDS)[0] for name, make in ways.items()}
    return min(trials, key=trials.get)


def trainable(make):
    """A call that trains without changing the parameters."""
    training = make()
    training.set_rate(0.0)
    return training.step


def prepare_prediction(peer, x, output):
    """Writes what is predicted; returns the name of the way and the call to measure."""
    import numpy
    way = fastest(peer.predictors, lambda make: make(x[:1]))
    make = peer.predictors[way]
    rows = [numpy.asarray(make(x[i:i + 1])()).ravel()
            for i in range(min(CHECKED_ROWS, len(x)))]
    numpy.concatenate(rows).astype(numpy.float32).tofile(output)
    return way, make(x[:1])


def prepare_training(peer, net, output):
    """Writes losses and parameters; returns the name of the way and the call to measure."""
    import numpy
    way = fastest(peer.trainings, trainable)
    training = peer.trainings[way]()
    training.set_rate(net.rate)
    losses = [float(numpy.asarray(training.step()).ravel()[0]) for _ in range(CHECKED_STEPS)]
    parts = [losses, *(numpy.asarray(part).ravel() for part in training.parameters())]
    numpy.concatenate(parts).astype(numpy.float32).tofile(output)
    training.set_rate(0.0)
    return way, training.step


def prepare(name, folder, net):
    """The calls of the peer by task, and what it is: its version and the ways that it took."""
    import numpy
    start, x, y = (numpy.load(folder / f"{part}.npy") for part in ("start", "x", "y"))
    layers, at = [], 0
    for n_in, n_out in net.layers:
        weight = start[at:at + n_in * n_out].reshape(n_out, n_in)
        at += n_in * n_out
        layers.append((weight, start[at:at + n_out]))
        at += n_out
    if net.loss == "cross_entropy":
        y = y.astype(numpy.int32)
    peer = importlib.import_module(f"peers.in_{name}").Peer(net, layers, x, y)
    calls, ways = {}, {}
    if "predict" in net.tasks:
        ways["predict"], calls["predict"] = prepare_prediction(
            peer, x, folder / f"{name}.predictions")
    if "step" in net.tasks and peer.trainings:
        ways["step"], calls["step"] = prepare_training(
            peer, net, folder / f"{name}.training")
    return calls, {"version": peer.version, "ways": ways}


def in_a_line(error):
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}"[:300]


def main():
    name, folder, net = sys.argv[1], pathlib.Path(sys.argv[2]), nets.named(sys.argv[3])
    # What a library prints goes to standard error; answers are ours alone.
    answers, sys.stdout = sys.stdout, sys.stderr
    try:
        calls, description = prepare(name, folder, net)
    except Exception as error:
        print("failed", in_a_line(error), file=answers, flush=True)
        raise
    print("ready", json.dumps(description), file=answers, flush=True)
    for line in sys.stdin:
        task, seconds = line.split()
        print(*measure(calls[task], float(seconds)), file=answers, flush=True)


if __name__ == "__main__":
    main()

"""suite.py [OPTIONS]: measures Plexus and its peers on this machine, for scripts/bench.sh.

Everything runs on one core. For each net, all candidates are prepared and checked first,
and then measured in turn, several rounds long, so that whatever the machine does
meanwhile hits all alike.
"""
import argparse
import fnmatch
import json
import os
import pathlib
import statistics
import sys

import commands
import machine
import nets
import report
from candidates import PEERS, Peer, Plexus


def summary(times):
    """The least and the median over all rounds."""
    return {"min_us": min(time["min_us"] for time in times),
            "median_us": statistics.median(time["median_us"] for time in times)}


def measure_rounds(net, ours, peers, options):
    """For every task and candidate the times of all rounds."""
    times = {task: {} for task in net.tasks}
    for _ in range(options.rounds):
        for task, time in ours.measure(options.seconds).items():
            if task in times:
                times[task].setdefault(report.OURS, []).append(time)
        for task in net.tasks:
            for peer in peers:
                if not peer.failed and peer.can(task):
                    if time := peer.measure(task, options.seconds):
                        times[task].setdefault(peer.name, []).append(time)
    return times


def entries(task, times, peers):
    """What a row says of each candidate."""
    result = {report.OURS: summary(times[report.OURS])}
    for peer in peers:
        if peer.failed:
            result[peer.name] = {"failed": peer.failed, "reason": peer.reason}
        elif peer.name in times:
            way = peer.description["ways"].get(task)
            result[peer.name] = summary(times[peer.name]) | ({"way": way} if way else {})
    return result


def measure_net(net, options, versions):
    """The rows of a net, one for each task; adds the versions of the candidates."""
    ours = Plexus(net, options.plexc)
    peers = [Peer(name, ours) for name in options.peers]
    try:
        for peer in peers:
            peer.prepare()
            versions[peer.name] = versions.get(peer.name) or peer.description["version"]
        times = measure_rounds(net, ours, peers, options)
    finally:
        for peer in peers:
            peer.close()
    return [{"net": net.name, "shape": net.shape, "loss": net.loss, "optimizer": net.optimizer,
             "activation": net.activation, "task": task, "rows": net.rows(task),
             "flop": nets.flop(net, task), "times": entries(task, times[task], peers)}
            for task in net.tasks]


def measure_all(options):
    before = machine.measure()
    versions = {report.OURS: commands.run(options.plexc, "--version").splitlines()[0]}
    rows = []
    for i, net in enumerate(options.nets, 1):
        print(f"bench: {net.name}, {i} of {len(options.nets)}", file=sys.stderr, flush=True)
        rows += measure_net(net, options, versions)
    settings = {"rounds": options.rounds, "seconds": options.seconds, "threads": 1}
    return {"machine": report.better(before, machine.measure()), "settings": settings,
            "candidates": {name: version or "absent" for name, version in versions.items()},
            "rows": rows}


def write(path, text):
    """The whole file or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


def chosen(patterns):
    """The nets whose names fit one of the patterns, in the order of the table."""
    fits = {pattern: {net.name for net in nets.NETS if fnmatch.fnmatchcase(net.name, pattern)}
            for pattern in patterns}
    for pattern, names in fits.items():
        if not names:
            raise argparse.ArgumentTypeError(f"no net is called {pattern}")
    found = set().union(*fits.values())
    return [net for net in nets.NETS if net.name in found]


def known_peers(names):
    if unknown := set(names) - set(PEERS):
        raise argparse.ArgumentTypeError(
            f"unknown peer {min(unknown)}; known are {', '.join(PEERS)}")
    return names


def listed(check):
    def parse(text):
        return check([word for word in text.split(",") if word])
    return parse


def parsed_options():
    parser = argparse.ArgumentParser(prog="bench.sh", description=__doc__.split("\n\n")[1])
    parser.add_argument("--nets", type=listed(chosen), default=nets.NETS,
                        help="names or patterns, as a,b,256x10-*")
    parser.add_argument("--peers", type=listed(known_peers), default=PEERS,
                        help=f"of {','.join(PEERS)}; default: all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.2,
                        help="of one measurement in a round (0.2)")
    parser.add_argument("--cpu", type=int, default=max(os.sched_getaffinity(0)),
                        help="the core that all run on; default: the last")
    parser.add_argument("--out", type=pathlib.Path,
                        help="FILE without suffix; default: bench/results/PROCESSOR")
    parser.add_argument("--plexc", type=pathlib.Path,
                        default=commands.ROOT / "build/release/bin/plexc")
    return parser.parse_args()


def main():
    options = parsed_options()
    try:
        commands.build_programs()
        os.sched_setaffinity(0, {options.cpu})
        result = measure_all(options)
        report.refuse_impossible(result)
    except (commands.Failed, report.Impossible, OSError) as error:
        sys.exit(f"bench.sh: error: {error}")
    out = options.out or commands.BENCH / "results" / machine.file_name(result["machine"])
    text = report.markdown(result)
    write(out.with_name(out.name + ".json"), json.dumps(result, indent=1) + "\n")
    write(out.with_name(out.name + ".md"), text)
    print(text)


if __name__ == "__main__":
    main()

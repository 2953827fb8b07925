"""What measurements say: shares of the peak, ratios, tables. Nothing here measures.

A result is what the JSON of the benchmark holds:

  machine     cpu, caches in bytes, peak_gflops by width of vectors, read_gbs by cache
  settings    rounds, seconds of each measurement, threads
  candidates  name to version, Plexus first
  rows        for each net and task: net, shape, task, rows, flop and times, which has for
              each candidate min_us and median_us, or else `failed`, a word, and `reason`
"""
OURS = "plexus"
TITLES = {"step": "Training steps", "predict": "Predictions of one row"}


class Impossible(Exception):
    """A result that no processor could have: what was measured is not what was meant."""


def peak(machine):
    return max(machine["peak_gflops"].values())


def gflops(row, microseconds):
    return row["flop"] / microseconds * 1e-3


def refuse_impossible(result):
    """Raises `Impossible` where anyone was faster than the machine."""
    limit = peak(result["machine"])
    for row in result["rows"]:
        for name, time in row["times"].items():
            if "failed" not in time and gflops(row, time["min_us"]) > limit:
                speed = gflops(row, time["min_us"])
                raise Impossible(f"{row['net']} {row['task']}: {name} has {speed:.1f} GFLOP/s, "
                                 f"{speed / limit:.1%} of the measured peak")


def ratio(row, peer, which):
    """How many times as long as Plexus the peer takes; `which` is min_us or median_us."""
    return row["times"][peer][which] / row["times"][OURS][which]


def better(one, other):
    """Of two measurements of one machine the higher numbers: less disturbed it."""
    return one | {key: {name: max(value, other[key][name]) for name, value in one[key].items()}
                  for key in ("peak_gflops", "read_gbs")}


def number(value):
    """Three digits, without exponents."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cell(row, peer, text):
    time = row["times"].get(peer)
    return "–" if time is None else time["failed"] if "failed" in time else text(time)


def own_cells(row):
    time = row["times"][OURS]
    speed = gflops(row, time["min_us"])
    return [number(time["min_us"]), number(time["median_us"]), number(speed)]


def ratio_cell(row, peer):
    return cell(row, peer, lambda time: f"{number(ratio(row, peer, 'median_us'))} "
                                        f"({number(ratio(row, peer, 'min_us'))})")


def time_cell(row, peer):
    return cell(row, peer, lambda time: f"{number(time['min_us'])} / {number(time['median_us'])}")


def table(head, lines):
    rows = [head, ["---"] * 2 + ["---:"] * (len(head) - 2), *lines]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in rows)


def tables_of(task, result):
    """The rows of one task: ours with the ratios of the peers, then the times of the peers."""
    rows = [row for row in result["rows"] if row["task"] == task]
    peers = [name for name in result["candidates"] if name != OURS
             and any(name in row["times"] for row in rows)]
    limit = peak(result["machine"])
    names = [[row["net"], row["shape"], str(row["rows"])] for row in rows]
    if not rows:
        return ""
    ours = table(
        ["net", "layers", "rows", "min µs", "median µs", "GFLOP/s", "of the peak", *peers],
        [name + own_cells(row) + [f"{gflops(row, row['times'][OURS]['min_us']) / limit:.0%}"]
         + [ratio_cell(row, peer) for peer in peers] for name, row in zip(names, rows)])
    theirs = table(["net", "layers", "rows", *peers],
                   [name + [time_cell(row, peer) for peer in peers]
                    for name, row in zip(names, rows)])
    text = (f"## {TITLES[task]}\n\nPlexus, and how many times as long each peer takes: "
            f"median / median (min / min).\n\n{ours}\n")
    return text + (f"The times of the peers in µs: min / median.\n\n{theirs}\n" if peers else "")


def failures(result):
    lines = [f"- {row['net']}, {row['task']}: {name} {time['failed']}: {time['reason']}\n"
             for row in result["rows"] for name, time in row["times"].items()
             if "failed" in time]
    return "## What failed\n\n" + "".join(lines) if lines else ""


def markdown(result):
    machine, settings = result["machine"], result["settings"]
    peaks = ", ".join(f"{value:.1f} GFLOP/s with {name}"
                      for name, value in machine["peak_gflops"].items())
    speeds = ", ".join(f"{name} {value:.1f} GB/s" for name, value in machine["read_gbs"].items())
    caches = ", ".join(f"{name} {size // 1024} KiB" for name, size in machine["caches"].items())
    versions = "".join(f"- {name}: {version}\n" for name, version in result["candidates"].items())
    return (f"# {machine['cpu']}\n\n"
            f"One core, {settings['threads']} thread; {caches}. Multiply-adds in f32 reach "
            f"{peaks}; reading reaches {speeds}. {settings['rounds']} rounds of "
            f"{settings['seconds']:g} s for each, one after the other.\n\n{versions}\n"
            + tables_of("step", result) + tables_of("predict", result)
            + failures(result)).rstrip() + "\n"

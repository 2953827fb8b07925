"""tables.py ROOT: what bench/ says of results that nobody measured.

Prints what the tables of three nets look like, and what is refused.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(sys.argv[1]) / "bench"))
import machine
import nets
import report


def row(net, task, **times):
    """A row with times in µs: a pair of least and median, or a word of failure."""
    return dict(net=net, shape="2-2", task=task, rows=8, flop=1_000_000, times={
        name: dict(failed=time, reason="no reason") if isinstance(time, str)
        else dict(min_us=time[0], median_us=time[1]) for name, time in times.items()})


def result(*rows):
    machine = dict(cpu="Some CPU", caches=dict(L1=32768), read_gbs=dict(L1=200.0),
                   peak_gflops={"AVX2": 50.0, "AVX-512": 100.0})
    return dict(machine=machine, settings=dict(rounds=3, seconds=0.5, threads=1),
                candidates=dict(plexus="1", fast="2", slow="3"), rows=list(rows))


def refusal(*rows):
    try:
        report.refuse_impossible(result(*rows))
        return "accepted"
    except report.Impossible as words:
        return words


print(report.markdown(result(
    row("small", "step", plexus=(20, 25), fast=(10, 15), slow=(2000, 5000)),
    row("odd", "step", plexus=(1000, 2000), fast="absent", slow=(1230, 2000)),
    row("one", "predict", plexus=(12.5, 20), fast=(25, 30)))))
full = row("full", "step", plexus=(10.01, 20), fast="failed")
print(refusal(full))
print(refusal(full, row("over", "step", plexus=(20, 20), slow=(9.9, 20))))
print(report.better(result()["machine"], dict(
    peak_gflops={"AVX2": 51.0, "AVX-512": 99.0}, read_gbs=dict(L1=180.0))))

for cpu in ("AMD EPYC", "AMD Ryzen 9 7950X 16-Core Processor",
            "Intel(R) Xeon(R) Platinum 8480+ CPU @ 2.00GHz"):
    print(machine.file_name(dict(cpu=cpu, peak_gflops={"AVX2": 1.0, "AVX-512": 2.0})))

print([nets.flop(nets.named(name), task) for name, task in
       (("a", "step"), ("a", "predict"), ("h", "predict"))])
print(nets.named("256x10-gelu-2048").shape, nets.named("f").shape)
print(len({net.name for net in nets.NETS}), "nets")

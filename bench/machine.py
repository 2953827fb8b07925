"""The processor: what it is called, and what machine.cpp measures of one core."""
import json
import pathlib
import re

import commands


def caches():
    """The data caches of the core by name, in bytes."""
    sizes = {}
    for folder in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        kind, level, size = ((folder / name).read_text().strip()
                             for name in ("type", "level", "size"))
        if kind != "Instruction":
            sizes[f"L{level}"] = int(size.rstrip("K")) * 1024
    return sizes


def cpu_name():
    names = re.findall(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(),
                       re.MULTILINE)
    return " ".join(names[0].split()) if names else "unknown"


def measure():
    """`machine` of a result, as report.py says it."""
    sizes = caches()
    if missing := {"L1", "L2", "L3"} - sizes.keys():
        raise commands.Failed(f"the system does not say how large the cache {min(missing)} is")
    output = commands.run(commands.BUILD / "machine", sizes["L1"], sizes["L2"], sizes["L3"])
    return {"cpu": cpu_name(), "caches": sizes, **json.loads(output)}


def file_name(machine):
    """Of the processor and the widest vectors that it has: amd-epyc-7763-avx2."""
    words = f"{machine['cpu']} {list(machine['peak_gflops'])[-1].replace('-', '')}"
    words = re.sub(r"\((R|TM)\)|\bCPU\b|@.*?(?= \S+$)|\d+-Core Processor", " ", words)
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")

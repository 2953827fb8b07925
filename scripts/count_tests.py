"""count_tests.py RESULTS STATUS: adds up what the test runners wrote.

RESULTS holds ctest.xml of ctest (JUnit form), NAME.json of each GoogleTest
program and lit.json of lit. STATUS is 0 if both runners were content. Prints the
twenty files that took longest, then `N passed, N failed`, and succeeds only if
tests ran and none failed; whatever went wrong without a report counts as one
failure.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

LIT_PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
LIT_SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def unit_tests(results):
    """The cases of the programs; a program without a report is one case."""
    counts = Counter()
    for program in ElementTree.parse(results / "ctest.xml").getroot().iter("testcase"):
        has_run = program.get("status") == "run"
        report = results / f"{program.get('name')}.json"
        failed = 0
        if report.exists():
            cases = json.loads(report.read_text())
            failed = cases["failures"] + cases.get("errors", 0)
            counts["skipped"] += cases["disabled"]
            counts["passed"] += cases["tests"] - cases["disabled"] - failed
        elif has_run:
            counts["passed"] += 1
        if not has_run:
            # Died, timed out or was not built, perhaps after all its cases.
            failed = max(failed, 1)
        counts["failed"] += failed
    return counts


def lit_tests(results):
    counts = Counter()
    for test in json.loads((results / "lit.json").read_text())["tests"]:
        if test["code"] in LIT_PASSED:
            counts["passed"] += 1
        elif test["code"] in LIT_SKIPPED:
            counts["skipped"] += 1
        else:
            counts["failed"] += 1
    return counts


def durations(results):
    """The seconds of the clock that each program of unit tests and each lit file took."""
    for program in ElementTree.parse(results / "ctest.xml").getroot().iter("testcase"):
        yield float(program.get("time", 0)), program.get("name")
    for test in json.loads((results / "lit.json").read_text())["tests"]:
        yield test.get("elapsed") or 0, test["name"].split(" :: ")[-1]


def report_slowest(results, count=20):
    try:
        slowest = sorted(durations(results), reverse=True)
    except (OSError, ValueError, KeyError, ElementTree.ParseError):
        return  # counting says what is wrong
    print(f"the {count} slowest of {len(slowest)} test files, which took "
          f"{sum(seconds for seconds, _ in slowest):.0f} s in all:")
    for seconds, name in slowest[:count]:
        print(f"{seconds:7.1f} s  {name}")


def main():
    results = pathlib.Path(sys.argv[1])
    report_slowest(results)
    counts = Counter()
    for name, count in (("ctest", unit_tests), ("lit", lit_tests)):
        try:
            part = count(results)
        except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
            print(f"count_tests.py: no results of {name}: {error}", file=sys.stderr)
            part = Counter(failed=1)
        if not part["passed"] + part["failed"]:
            print(f"count_tests.py: {name} ran no test", file=sys.stderr)
            part["failed"] += 1
        counts += part
    if sys.argv[2] != "0" and not counts["failed"]:
        print("count_tests.py: a runner failed and does not say at what", file=sys.stderr)
        counts["failed"] += 1
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    if counts["skipped"]:
        line += f", {counts['skipped']} skipped"
    print(line)
    return 1 if counts["failed"] else 0


sys.exit(main())

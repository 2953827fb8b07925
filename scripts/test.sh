#!/usr/bin/env bash
# test.sh - installs what is missing, builds everything and runs every test.
#
# No test depends on the clock. The twenty that took longest are listed, so that they
# can be made cheaper. The last line is `N passed, N failed`, over the cases of the
# unit tests and the files of the lit tests; the exit status is 0 if that says 0
# failed.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo; echo "test: $*"; }

scripts/setup.sh
say "building in build/dev, which takes minutes the first time"
scripts/build.sh dev

results=$PWD/build/dev/test/results
rm -rf "$results"
mkdir -p "$results"

say "unit tests"
status=0
GTEST_OUTPUT=json:$results/ ctest --test-dir build/dev --parallel "$(nproc)" --output-on-failure \
  --timeout 1500 --output-junit "$results/ctest.xml" || status=1

say "lit tests"
lit=$(sed -n 's/^PLEXUS_LIT:FILEPATH=//p' build/dev/CMakeCache.txt)
"$lit" -sv -o "$results/lit.json" build/dev/test || status=1

say "fuzz targets, 100,000 executions each"
scripts/fuzz.sh --runs=100000 || status=1

echo
python3 scripts/count_tests.py "$results" "$status"

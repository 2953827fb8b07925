#!/usr/bin/env bash
# fuzz.sh [--seconds=30 | --runs=N] [--seed=1] [--jobs=2] [TARGET...]
#
# Builds the fuzz targets of test/fuzz with AddressSanitizer and
# UndefinedBehaviorSanitizer and runs all of them, or those that are named, each
# for some time or for so many executions, from the inputs in test/fuzz/corpus.
# Prints a line for each, as test/fuzz/ledger.md has them, and fails if one found
# something; what it found lies in build/fuzz/findings.
set -euo pipefail
cd "$(dirname "$0")/.."

limit=-max_total_time=30 seed=1 jobs=2 targets=()
for word in "$@"; do
  case $word in
    --seconds=*) limit=-max_total_time=${word#*=} ;;
    --runs=*) limit=-runs=${word#*=} ;;
    --seed=*) seed=${word#*=} ;;
    --jobs=*) jobs=${word#*=} ;;
    -*) echo "fuzz.sh: error: unknown option \`$word\`" >&2; exit 64 ;;
    *) targets+=("$word") ;;
  esac
done
if [ ${#targets[@]} = 0 ]; then
  for folder in test/fuzz/corpus/*/; do targets+=("$(basename "$folder")"); done
fi

scripts/build.sh fuzz
findings=$PWD/build/fuzz/findings
mkdir -p "$findings"

# Two to three times as many executions: without them an exception walks all fake
# stacks, and every allocation remembers where it was made. To see that of a finding,
# run its target on the file alone.
export ASAN_OPTIONS=detect_stack_use_after_return=0:malloc_context_size=0

# What it learns goes into a folder that is thrown away; the corpus is committed.
# The time limit is of the clock, and the machine may do other things meanwhile.
fuzz() {
  local target=$1 status=0 scratch log start=$SECONDS
  scratch=$(mktemp -d)
  log=$findings/$target.log
  build/fuzz/bin/fuzz-"$target" "$limit" -seed="$seed" -timeout=10 -rss_limit_mb=1024 \
    -malloc_limit_mb=256 -max_len=4096 -artifact_prefix="$findings/$target-" \
    -print_final_stats=1 "$scratch" "test/fuzz/corpus/$target" > "$log" 2>&1 || status=$?
  rm -rf "$scratch"
  local runs
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  if [ $status = 0 ]; then
    echo "| $target | $seed | ${runs:-0} | $((SECONDS - start)) | none |"
  else
    echo "| $target | $seed | ${runs:-0} | $((SECONDS - start)) | see $log |"
  fi
  return $status
}

echo "| target | seed | executions | seconds | findings |"
echo "|---|---|---|---|---|"
failed=0
for target in "${targets[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || failed=1; done
  fuzz "$target" &
done
while [ "$(jobs -rp | wc -l)" -gt 0 ]; do wait -n || failed=1; done
exit $failed

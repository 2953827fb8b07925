#!/usr/bin/env bash
# build.sh - configures and builds one preset of CMakePresets.json.
#
#   scripts/build.sh PRESET [TARGET...]
#
# Says little: the words of CMake go to build/PRESET/configure.log, those of
# Ninja are shown on a terminal only, errors always.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?usage: scripts/build.sh PRESET [TARGET...]}
shift
targets=()
[ $# -eq 0 ] || targets=(--target "$@")
quiet=()
[ -t 1 ] || quiet=(-- --quiet)

mkdir -p "build/$preset"
log=build/$preset/configure.log
cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
cmake --build --preset "$preset" "${targets[@]}" "${quiet[@]}"

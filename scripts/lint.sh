#!/usr/bin/env bash
# lint.sh - clang-tidy over our sources, with the checks of .clang-tidy, and the
# names of header guards.
#
#   scripts/lint.sh [PATH...]      folders or files; default: math dialects compiler runtime
#
# A file takes about ten seconds, all of them a quarter of an hour: name what you work on.
set -euo pipefail
cd "$(dirname "$0")/.."

paths=("$@")
[ $# -gt 0 ] || paths=(math dialects compiler runtime)
sources() { # those that end with $1
  git ls-files --cached --others --exclude-standard -- "${paths[@]}" | grep "\\.$1\$" || true
}
status=0

while read -r header; do
  guard=PLEXUS_$(tr '[:lower:]/.' '[:upper:]__' <<<"$header")
  if ! grep -qx "#ifndef $guard" "$header"; then
    echo "$header:1:1: error: the header guard should be $guard"
    status=1
  fi
done < <(sources h)

scripts/setup.sh lint
# Headers from TableGen and the precompiled header have to be there.
scripts/build.sh dev plexc

sources cpp | xargs -r -P "$(nproc)" -n 1 clang-tidy-22 -p build/dev --quiet || status=1
exit $status

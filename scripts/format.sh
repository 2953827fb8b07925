#!/usr/bin/env bash
# format.sh - brings the C++ sources into the one style; --check only reports.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1-} in
  "") mode=(-i) ;;
  --check) mode=(--dry-run -Werror) ;;
  *) echo "usage: scripts/format.sh [--check]" >&2; exit 64 ;;
esac

scripts/setup.sh lint
git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h' |
  xargs -0 -r clang-format-22 "${mode[@]}"

#!/usr/bin/env bash
# bench.sh [OPTIONS]
#
# Measures training steps and predictions of Plexus and of its peers on one core of this
# machine and writes the tables to bench/results; bench/README.md says what and how.
# Installs what it needs: Debian packages, and the peers of bench/requirements.txt into
# build/bench/venv. `--help` lists the options. With --plexc=PATH nothing is built.
#
# PYTHON names the interpreter of the peers; the newest JAX needs 3.12.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "bench: $*" >&2; }

scripts/setup.sh bench
case " $*" in
  *" --plexc"* | *" --help"*) ;;
  *)
    say "building the compiler in build/release, which takes minutes the first time"
    scripts/build.sh release plexc
    ;;
esac

venv=build/bench/venv
wanted=bench/requirements.txt installed=$venv/requirements.txt
if ! cmp -s $wanted $installed; then
  say "installing the peers into $venv, gigabytes of them"
  mkdir -p build/bench
  "${PYTHON:-python3}" -m venv $venv
  # All at once where that is possible; else a line that fails costs its peer alone, and
  # is tried again the next time.
  if $venv/bin/python -m pip install -q -r $wanted; then
    cp $wanted $installed
  else
    while read -r line; do
      case $line in "" | "#"*) continue ;; esac
      $venv/bin/python -m pip install -q "$line" || say "could not install $line"
    done <$wanted
  fi
fi

exec $venv/bin/python bench/suite.py "$@"

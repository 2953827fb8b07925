#!/usr/bin/env bash
# demo.sh - from a clone to a trained network: installs what is missing, builds
# the compiler, compiles examples/digits.plx, trains it on examples/data,
# evaluates the rows it has not seen and predicts a few of them.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo; echo "demo: $*"; }
show() { echo "\$ $*"; "$@"; }

scripts/setup.sh
say "building the compiler in build/release, which takes minutes the first time"
scripts/build.sh release plexc plexus-opt

out=build/demo
weights=$out/digits.safetensors
mkdir -p $out

say "compiling the network to a program"
show build/release/bin/plexc examples/digits.plx -o $out/digits

say "training it on 1797 handwritten digits"
show $out/digits train --data-dir examples/data --save $weights

say "evaluating the rows that it was not trained on"
show $out/digits evaluate --data-dir examples/data --weights $weights --split test

say "predicting five of them: y is what they show, label what the network sees"
show $out/digits predict --data-dir examples/data --weights $weights --split test \
  --rows 5 --only label

say "done; $out/digits --help says what else the program can do"

#!/usr/bin/env bash
# drjit 1.5.0: an `opt.Adam` that is made with its learning rate as a Dr.Jit array writes to
# that array while it trains. With lr=Float(0.1) the caller's number is another one after a
# step, negative, and the next step goes up the slope; with lr=0.1 all is well. Who wants to
# change the rate of a frozen function from step to step meets it, since a Python number
# would be frozen with it.
#
# Here w begins at 1 and the gradient is 1, so Adam's steps are 0.1 each.
#
# Output seen:
#   lr=0.1: w 0.899999, rate 0.100000; w 0.799999, rate 0.100000
#   lr=Float(0.1): w 0.899999, rate -0.031623; w 0.931622, rate 0.007441
#
# Fails if that changes. Needs python3 with venv, PyPI, and a libLLVM for Dr.Jit to load.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/try.py" <<'PYTHON'
import drjit as dr
from drjit import opt
from drjit.llvm.ad import Float


def train(text):
    rate = eval(text)
    adam = opt.Adam(lr=rate)
    adam["w"] = Float(1)
    seen = []
    for _ in range(2):
        dr.backward(adam["w"])  # dw / dw = 1
        adam.step()
        now = float(rate[0]) if isinstance(rate, Float) else rate
        seen.append(f"w {float(adam['w'][0]):.6f}, rate {now:.6f}")
    print(f"lr={text}: {'; '.join(seen)}")


train("0.1")
train("Float(0.1)")
PYTHON

python3 -m venv "$folder/own"
"$folder/own/bin/pip" -q install drjit==1.5.0
"$folder/own/bin/python" "$folder/try.py" | tee "$folder/seen"
sed -n 's/^#   //p' "$0" | diff - "$folder/seen"

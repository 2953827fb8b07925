#!/usr/bin/env bash
# safetensors 0.8.0 with NumPy 2.4.6: `safetensors.numpy.save_file` of an array that is
# not C-contiguous, such as the transpose of a matrix, stores the numbers in the order of
# memory under the logical shape. The file loads without an error, and the numbers lie in
# other places. safetensors 0.7.0 stores the same array right. Somebody who carries a
# kernel from Keras or Flax over as `kernel.T` meets it; `np.ascontiguousarray` helps.
#
# Output seen:
#   0.7.0 kernel.T: [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
#   0.8.0 kernel.T: [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
#   0.8.0 np.ascontiguousarray(kernel.T): [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
#
# Fails if that changes. Needs python3 with venv, and PyPI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/try.py" <<'PYTHON'
import sys

import numpy as np
from safetensors.numpy import load_file, save_file

kernel = np.arange(6, dtype=np.float32).reshape(2, 3)
array = eval(sys.argv[2])
save_file({"kernel": array}, sys.argv[1])
print(f"{sys.argv[2]}: {load_file(sys.argv[1])['kernel'].tolist()}")
PYTHON

try() { # version, expression
  local own=$folder/$1
  if [ ! -d "$own" ]; then
    python3 -m venv "$own"
    "$own/bin/pip" -q install "safetensors==$1" numpy==2.4.6
  fi
  echo "$1 $("$own/bin/python" "$folder/try.py" "$folder/k.safetensors" "$2")"
}

{
  try 0.7.0 kernel.T
  try 0.8.0 kernel.T
  try 0.8.0 'np.ascontiguousarray(kernel.T)'
} | tee "$folder/seen"
sed -n 's/^#   //p' "$0" | diff - "$folder/seen"

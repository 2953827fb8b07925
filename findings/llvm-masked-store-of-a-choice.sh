#!/usr/bin/env bash
# llvmlite 0.50.0 (LLVM 22): where a vector is stored that is either new or what was in
# memory already, one condition for all lanes, the back end for Zen 3 writes a masked store,
# though it could blend and store. Its own model of that processor gives such a store 42
# micro-operations and 12 cycles, and a plain one 1 of each. An update of weights "unless the
# loss is infinite" is such a choice: of a product of 784 by 64 by 128 whose results update
# weights it took a quarter of the time on a Zen 3 core.
#
# The condition is a scalar that is broadcast; where the choice is made by the scalar itself,
# the stores are plain.
#
# Output seen:
#   select <8 x i1>: 1 masked store, 0 plain
#   select i1: 0 masked stores, 1 plain
#
# Fails if that changes. Needs python3 with venv and PyPI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/try.py" <<'PYTHON'
import re

import llvmlite.binding as llvm

BROADCAST = """
define void @update(ptr %p, <8 x float> %new, i1 %apply) {
  %one = insertelement <8 x i1> poison, i1 %apply, i64 0
  %all = shufflevector <8 x i1> %one, <8 x i1> poison, <8 x i32> zeroinitializer
  %old = load <8 x float>, ptr %p
  %now = select <8 x i1> %all, <8 x float> %new, <8 x float> %old
  store <8 x float> %now, ptr %p
  ret void
}"""
SCALAR = """
define void @update(ptr %p, <8 x float> %new, i1 %apply) {
  %old = load <8 x float>, ptr %p
  %now = select i1 %apply, <8 x float> %new, <8 x float> %old
  store <8 x float> %now, ptr %p
  ret void
}"""
llvm.initialize_all_targets()
llvm.initialize_all_asmprinters()
machine = llvm.Target.from_triple("x86_64-unknown-linux-gnu").create_target_machine(
    cpu="znver3", opt=3)


def count(name, text):
    assembly = machine.emit_assembly(llvm.parse_assembly(text))
    masked = len(re.findall(r"vmaskmovps\s+%ymm\d+, %ymm\d+, \(", assembly))
    plain = len(re.findall(r"vmov[au]ps\s+%ymm\d+, \(", assembly))
    print(f"{name}: {masked} masked store{'' if masked == 1 else 's'}, {plain} plain")


count("select <8 x i1>", BROADCAST)
count("select i1", SCALAR)
PYTHON

python3 -m venv "$folder/own"
"$folder/own/bin/pip" -q install llvmlite==0.50.0
"$folder/own/bin/python" "$folder/try.py" | tee "$folder/seen"
sed -n 's/^#   //p' "$0" | diff - "$folder/seen"

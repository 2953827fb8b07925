# One row of a weight whose rows fill half a page is computed term by term. Where columns
# fill no tile and terms are left over, it has the bits of plain loops, too.
#
# RUN: rm -rf %t && mkdir -p %t && cd %t
# RUN: %python -c "print('\n'.join(','.join(str((7 * i + 3 * k) % 11 - 5 + i / 8) for k in range(37)) for i in range(3)))" > x.csv
# RUN: plexc %s -march=x86-64-v3 -o fast && plexc %s -O0 -o plain
# RUN: plexc %s -march=x86-64-v3 --precision=f64 -o fast64 && plexc %s -O0 --precision=f64 -o plain64
# RUN: ./fast init --seed=3 --save=w.safetensors
# RUN: ./fast predict --weights=w.safetensors --input=x=x.csv --batch=1 --output=y=one.npy
# RUN: ./fast predict --weights=w.safetensors --input=x=x.csv --batch=3 --output=y=three.npy
# RUN: ./plain predict --weights=w.safetensors --input=x=x.csv --output=y=plain.npy
# RUN: cmp one.npy plain.npy && cmp three.npy plain.npy
# RUN: ./fast64 init --seed=3 --save=w64.safetensors
# RUN: ./fast64 predict --weights=w64.safetensors --input=x=x.csv --batch=1 --output=y=one64.npy
# RUN: ./plain64 predict --weights=w64.safetensors --input=x=x.csv --output=y=plain64.npy
# RUN: cmp one64.npy plain64.npy

# The kernel is one that is computed so.
# RUN: plexc %s -march=x86-64-v3 --emit=loops:predict.h | FileCheck %s
# CHECK: scf.for %{{.*}} = %c0 to %c32 step %c8

network LongRows {
  input  x: f32[37]
  let    h = x |> Dense(523, relu)
  output y = h |> Dense(601)
}
build { batch: 8 }

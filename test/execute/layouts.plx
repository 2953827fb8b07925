# Where weights lie is the compiler's business: with and without columns, files, initial
# values and what is checked of a parameter are the same.
# REQUIRES: kernels
# RUN: rm -rf %t && mkdir -p %t && cd %t && printf '1,-2,0.5\n0.25,3,-1\n' > x.csv && printf '1,0\n0,1\n' > y.csv
# RUN: plexc %s --emit=tile -march=x86-64-v3 | FileCheck --check-prefix=COLUMNS %s
# RUN: plexc %s --emit=tile -O0 | FileCheck --check-prefix=ROWS --implicit-check-not=plx.columns %s
# RUN: plexc %s -march=x86-64-v3 -o columns && plexc %s -O0 -o rows
# RUN: ./columns init --save=columns.w && ./rows init --save=rows.w && cmp columns.w rows.w
# RUN: ./columns gradients --weights=rows.w --input x=x.csv --input y=y.csv --output=columns.g
# RUN: ./rows gradients --weights=columns.w --input x=x.csv --input y=y.csv --output=rows.g
# RUN: cmp columns.g rows.g
# RUN: %python %S/Inputs/tensors.py columns.g | FileCheck %s
# RUN: ./columns check-gradients > columns.txt && ./rows check-gradients > rows.txt
# RUN: cmp columns.txt rows.txt
# COLUMNS: plx.columns = {wide.weight = 8 : i64}
# ROWS: module
# CHECK: wide.weight{{.*}}

network Layouts {
  input  x: f32[3]
  target y: f32[2]
  let z = x |> Dense(8, relu) as wide |> Dense(2) as narrow
  loss mse(z, y)
}
data d { train: { x: table([[1, -2, 0.5], [0.25, 3, -1]]), y: table([[1, 0], [0, 1]]) } }
train { data: d, epochs: 1, batch: 2, seed: 1, optimizer: sgd(lr: 0.1) }

# The one symbol of an object is the table that describes it: `plx_model_Table`
# with the names that the source gave and functions for each entry point.
#
# RUN: plexc %s --emit=llvm -O0 | FileCheck %s

# CHECK-DAG: c"pixels\00"
# CHECK-DAG: c"truth\00"
# CHECK-DAG: c"fc.weight\00"
# CHECK-DAG: c"guess\00"
# CHECK: @plx_model_Table = constant {{.*}}ptr @plx_predict, ptr @plx_evaluate,

network Table {
  input pixels: f32[5]
  target truth: f32[3]
  output guess = pixels |> Dense(3) as fc
  loss mse(guess, truth)
}

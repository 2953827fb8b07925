# `build { fuse: false }` takes everything down the slow road, as -O0 does, and leaves
# LLVM's level as it is: no loops fused, no kernels and no weights laid for them, no
# blocks of a transposed copy.
#
# REQUIRES: kernels
# RUN: plexc %s --emit=tile:step | FileCheck --check-prefix=FUSED %s
# FUSED: tile.kernel
# RUN: plexc %s --build=slow --emit=tile:step | FileCheck --check-prefix=PLAIN --implicit-check-not=tile.kernel %s
# PLAIN: func.func @step(
# PLAIN: linalg.generic

# RUN: plexc %s --emit=linalg:step | sed '/^$/d' > %t.linalg
# RUN: plexc %s --emit=tile:step --set build.fuse=false | sed '/^$/d' > %t.tile
# RUN: cmp %t.linalg %t.tile

# RUN: plexc %s -march=x86-64-v3 --emit=loops:predict.fc.copy | FileCheck --check-prefix=BLOCKS %s
# BLOCKS: vector.shuffle
# RUN: plexc %s --build=slow -march=x86-64-v3 --emit=loops | FileCheck --check-prefix=ELEMENTS --implicit-check-not=vector %s
# ELEMENTS: func.func private @predict.fc.copy
# RUN: plexc %s --build=slow -march=x86-64-v3 --emit=llvm:predict.wide | FileCheck --check-prefix=LLVM %s
# LLVM: <8 x float>

# RUN: plexc %s --build=slow --print=passes | FileCheck --check-prefix=PASSES --implicit-check-not=plx-fuse --implicit-check-not=plx-choose --implicit-check-not=plx-form --implicit-check-not=plx-lower-transposes %s
# PASSES: {{^linalg +nn-to-linalg }}
# PASSES: {{^llvm +optimise }}

network Wide {
  input  x: f32[32]
  target t: f32[10]
  let    wide = x |> Dense(32, relu)
  output h = wide |> Dense(10, relu) as fc
  loss   mse(h, t)
}

train { epochs: 1, optimizer: sgd(lr: 0.1) }

build slow { fuse: false }

# Beside each op and kernel stands for which op of the network it was built, and which
# values are computed in one: what was fused. No pass sees that, and what is printed
# can be read again.
#
# REQUIRES: kernels
# RUN: plexc %s --emit=grad:step -o %t.grad
# RUN: FileCheck --check-prefix=GRAD %s < %t.grad
# RUN: plexus-opt %t.grad -o %t.again
# RUN: plexc %s --emit=linalg:predict | FileCheck --check-prefix=LINALG %s
# RUN: plexc %s --emit=fused:predict -o %t.fused
# RUN: FileCheck --check-prefix=FUSED %s < %t.fused
# RUN: plexus-opt %t.fused -o %t.again
# RUN: plexc %s --emit=tile:predict -o %t.tile
# RUN: FileCheck --check-prefix=TILE %s < %t.tile
# RUN: plexus-opt %t.tile -o %t.again
# RUN: plexc %s --emit=loops:predict | FileCheck --check-prefix=LOOPS %s
# RUN: plexc %s --emit=loops:predict.hidden | FileCheck --check-prefix=KERNEL %s
#
# The network's own ops come from nowhere.
# GRAD: %hidden = nn.dense %x, %hidden.weight, %hidden.bias : (
# GRAD: %d_h = nn.einsum {{.*}} {from = "nn.dense"} : (
# GRAD: %d_hidden = nn.mul {{.*}} {from = "nn.tanh"} : (
# GRAD: %d_hidden.bias = nn.sum %d_hidden {axes = array<i64: 0>, from = "nn.dense"} : (
#
# LINALG: %hidden_[[SUM:[0-9]+]] = linalg.generic {{.*}} attrs ={{ +}}{from = "nn.dense"}
# LINALG: %h = linalg.generic {{.*}} attrs ={{ +}}{from = "nn.tanh"}
# FUSED: %h = linalg.generic {{.*}} ins(%hidden_{{[0-9]+}}, %hidden.bias : {{.*}} attrs ={{ +}}{fused = "hidden: nn.dense, h: nn.tanh"}
# FUSED: arith.addf %hidden_{{[0-9]+}}, %hidden.bias_1
#
# TILE: %y_{{[0-9]+}} = tile.kernel loops(i, sum k, j) {{.*}} {from = "nn.dense"} accumulate
#
# LOOPS: func.func private @predict.hidden({{.*}} attributes {from = "nn.dense"}
# LOOPS: func.func private @predict.h({{.*}} attributes {fused = "hidden: nn.dense, h: nn.tanh"}
#
# What is loaded is called after its memory.
# KERNEL: func.func private @predict.hidden(%rows: index, %x: memref<{{[0-9]+}}xi8>{{.*}}, %hidden:
# KERNEL: %[[X:x_1]] = memref.view %x
# KERNEL: %x_2 = memref.load %[[X]][%

network Tiny {
  input x: f32[3]
  target t: f32[2]
  let h = x |> Dense(4, tanh) as hidden
  output y = h |> Dense(2) as out
  loss mse(y, t)
}
data d { train: { x: table([[0, 0, 1]]), t: table([[0, 1]]) } }
train { data: d, epochs: 1, batch: 1, optimizer: sgd(lr: 0.1) }

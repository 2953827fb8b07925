# Settings come from consts, from parameters and dimensions of blocks, from
# `default`, and numbers fold before they meet a tensor.
# RUN: plexc %s --emit=nn -o - | FileCheck %s

const WIDTH = 2 * 4

block Attention(width: int, start: init = ones)(x: f32[t, d]) -> f32[t, d] {
  let q = x |> Dense(width, bias: false, init: start)
  let k = x |> Dense(width, bias: false)
  let a = softmax(q @ transpose(k) * (1 / sqrt(width)), axis: 1)
  return x + (a @ (x |> Dense(d)))
}
network Settings {
  input x: f32[3, 5]
  default init: constant(0.25)
  let h = x |> Attention(16) |> Dense(WIDTH, leaky_relu(slope: 0.5)) as wide
  let b: f32[3, 8] = h |> Bias() as shift
  output y = clamp(flatten(b), -1, max: sqrt(4))
}

# CHECK: nn.parameter "attention0.dense0.weight" constant(1.0{{.*}} : tensor<16x5xf32>
# CHECK-NOT: "attention0.dense0.bias"
# CHECK: nn.parameter "attention0.dense1.weight" constant(2.5
# CHECK: arith.constant 2.5{{0*}}e-01
# CHECK: nn.softmax {{.*}}axis = 2
# CHECK: nn.parameter "attention0.dense2.weight" {{.*}} : tensor<5x5xf32>
# CHECK: nn.leaky_relu {{.*}}slope = 5.0
# `default init` speaks of what would be chosen; what starts as zeros stays so.
# CHECK: nn.parameter "shift.bias" constant(0.0
# CHECK: nn.clamp {{.*}}max = 2.0{{.*}}min = -1.0

# What a layer tells its initialiser of its inputs and outputs: the wrong number gives a network
# that starts too loud or too quiet and says nothing.
# RUN: plexc %s --print=init | FileCheck %s

block Twice(x: f32[t, n]) -> f32[t, 4] {
  return x |> Dense(12, relu) |> Dense(4, init: lecun_normal)
}

network Fans {
  input x: f32[5, 7]
  # Only the last dimension is summed over: sqrt(2 / 7), not sqrt(2 / 35).
  # CHECK: {{^first.weight +f32\[9, 7\] +normal\(0, 0.534522\)}}
  # CHECK: {{^first.bias +f32\[9\] +constant\(0\)}}
  let a = x |> Dense(9, relu) as first
  # Each element of `Bias` is its own input and output: sqrt(3) sqrt(2 / 9), sqrt(2 / (9 + 9)).
  # CHECK: {{^shift.bias +f32\[9\] +uniform\(-0.816497, 0.816497\)}}
  # CHECK: {{^again.bias +f32\[9\] +normal\(0, 0.333333\)}}
  let b = a |> Bias(relu, init: kaiming_uniform) as shift |> Bias(init: xavier_normal) as again
  # The layer's own activation sets the gain: sqrt(2 / (1 + 0.5^2)) / sqrt(9).
  # CHECK: {{^leaky.weight +f32\[4, 9\] +normal\(0, 0.421637\)}}
  let c = b |> Dense(4, leaky_relu(slope: 0.5), init: kaiming_normal) as leaky
  # sqrt(2 / (4 + 2)), sqrt(6 / (2 + 10)), sqrt(3 / 10).
  # CHECK: {{^both.weight +f32\[2, 4\] +normal\(0, 0.57735\)}}
  # CHECK: {{^wide.weight +f32\[10, 2\] +uniform\(-0.707107, 0.707107\)}}
  # CHECK: {{^mode.weight +f32\[3, 10\] +uniform\(-0.547723, 0.547723\)}}
  let d = c |> Dense(2, init: xavier_normal) as both |> Dense(10, init: xavier_uniform) as wide
  let e = d |> Dense(3, init: xavier_uniform(mode: fan_in)) as mode
  # In a block the sizes that arrive: sqrt(2 / 3), sqrt(1 / 12); `auto` before nothing: sqrt(1 / 4).
  # CHECK: {{^twice0.dense0.weight +f32\[12, 3\] +normal\(0, 0.816497\)}}
  # CHECK: {{^twice0.dense1.weight +f32\[4, 12\] +normal\(0, 0.288675\)}}
  # CHECK: {{^last.weight +f32\[6, 4\] +normal\(0, 0.5\)}}
  output y = e |> Twice |> Dense(6) as last
}

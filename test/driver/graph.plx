# `--print=graph` is the network in the language of Graphviz: ops with their names and
# shapes, and an edge for each value that is used.
#
# RUN: plexc %s --print=graph | FileCheck %s
# CHECK: digraph "Tiny" {
# CHECK: n[[X:[0-9]+]] [label="x\ninput\nf32[2]", shape=ellipse]
# CHECK: n[[T:[0-9]+]] [label="t\ntarget\nf32[3]", shape=ellipse]
# CHECK: n[[W:[0-9]+]] [label="fc.weight\nf32[3, 2]", shape=plaintext,
# CHECK: n[[FC:[0-9]+]] [label="fc\nDense\nf32[3]"]
# CHECK: n[[X]] -> n[[FC]]{{$}}
# CHECK: n[[W]] -> n[[FC]] [color=gray, arrowhead=none]
# CHECK: n[[H:[0-9]+]] [label="h\ntanh\nf32[3]"]
# CHECK: n[[FC]] -> n[[H]]
# CHECK: n[[MSE:[0-9]+]] [label="mse\nf32"]
# CHECK: n[[H]] -> n[[MSE]]
# CHECK: n[[T]] -> n[[MSE]]
# CHECK: n[[Y:[0-9]+]] [label="y\noutput", shape=ellipse, style=bold]
# CHECK: n[[H]] -> n[[Y]]
# CHECK: n[[LOSS:[0-9]+]] [label="mse\nloss", shape=ellipse, style=bold]
# CHECK: n[[MSE]] -> n[[LOSS]]
# CHECK: {{^}$}}

network Tiny {
  input x: f32[2]
  target t: f32[3]
  let h = x |> Dense(3, tanh) as fc
  output y = h
  loss mse(h, t)
}

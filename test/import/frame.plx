# What a network is for stands at its end; what `train`, `weights` and `build`
# say about it stands on the network and its parameters.
# RUN: plexc %s --emit=nn -o - | FileCheck %s
# RUN: plexc %s --emit=nn --set build.training=off -o - | FileCheck --check-prefix=OFF %s

network Frame {
  input x: f32[3]
  target t: f32[2]
  output y = x |> Dense(4, relu) as base |> Dense(2) as head
  loss mse(y, t)
  loss small = 0.5 * mean(y * y)
  metric rmse(y, t)
}
data d {
  train: { x: table([[1, 2, 3]]), t: table([[1, 2]]) }
}
train {
  data:      d
  epochs:    1
  batch:     7
  optimizer: sgd(lr: 0.1)
  clip:      value(2.0)
}
weights {
  load:   safetensors("base.safetensors", only: "base.*")
  freeze: "*.bias"
}
build { precision: f64 }

# CHECK: nn.network @Frame attributes {capacity = 7 : i64, clip_value = 2.0{{[^,]*}}, optimizer = {op = "nn.sgd", weight_decay = 0.0{{[^}]*}}}}
# CHECK: "base.weight" loaded({{.*}}) {chosen = "loaded"} : tensor<4x3xf64>
# CHECK: "base.bias" loaded({{.*}}) frozen
# CHECK: "head.weight" normal(
# CHECK: "head.bias" constant({{.*}}) frozen
# CHECK: nn.output "y" %y
# CHECK-NEXT: nn.loss "mse" %mse
# CHECK-NEXT: nn.loss "small" %small
# CHECK-NEXT: nn.metric "rmse" %rmse {finish = "root_mean"}
# OFF-NOT: optimizer
# OFF-NOT: clip_value

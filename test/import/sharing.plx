# Calling a layer or a block twice shares its parameters; making it twice does
# not. Paths follow the blocks.
# RUN: plexc %s --emit=nn -o - | FileCheck %s

block Residual(hidden: int)(x: f32[n]) -> f32[n] {
  return x + (x |> Dense(hidden, relu) |> Dense(n) as back)
}
network Sharing {
  input a: f32[4]
  input b: f32[4]
  layer f = Residual(3)
  layer chain = repeat(2, Dense(2))
  let u = f(a) + f(b) + (a |> Residual(5))
  let v = a |> repeat(2, Residual(6)) |> chain
  let w = v @ chain.dense0.weight + u @ f.back.weight @ f.dense0.weight
  output y = w
}

# CHECK:     nn.parameter "f.dense0.weight" {{.*}} : tensor<3x4xf32>
# CHECK:     nn.parameter "f.back.weight" {{.*}} : tensor<4x3xf32>
# CHECK-NOT: nn.parameter "f.{{.*}}weight"
# CHECK:     nn.parameter "residual0.dense0.weight" {{.*}} : tensor<5x4xf32>
# CHECK:     nn.parameter "residual1.dense0.weight" {{.*}} : tensor<6x4xf32>
# CHECK:     nn.parameter "residual2.dense0.weight" {{.*}} : tensor<6x4xf32>
# CHECK:     nn.parameter "chain.dense0.weight" {{.*}} : tensor<2x4xf32>
# CHECK:     nn.parameter "chain.dense1.weight" {{.*}} : tensor<2x2xf32>

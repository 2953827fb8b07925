# relu and leaky_relu: f(2x) is 2 f(x), in every bit.
network Homogeneous {
  input  x: f32[257]
  target y: index(10)
  let    h = x |> Dense(129, relu) as first |> Dense(64, leaky_relu(slope: 0.3)) as second
  output z = h |> Dense(10) as head
  loss   cross_entropy(z, y)
}

build { batch: 67 }

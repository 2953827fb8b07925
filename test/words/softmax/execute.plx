# softmax and log_softmax along either axis, of large logits; adam with weight
# decay and clipping by the common norm.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network SoftmaxNumbers {
  input  x: f32[3, 5]
  target t: f32[3, 4]
  let    z      = 40 * (x |> Dense(4) as fc)
  output down   = softmax(z, axis: 0)
  output across = softmax(0.1 * z)
  output logs   = log_softmax(0.1 * z, axis: 1) + 0.05 * log_softmax(z, axis: 0)
  loss   down   = mse(down, t)
  loss   across = mse(across, t)
  loss   logs   = 0.01 * mse(logs, t)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adam(lr: 0.02, weight_decay: 0.05)
  clip:      global_norm(0.2)
}
build { batch: 6 }

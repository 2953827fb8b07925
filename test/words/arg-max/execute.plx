# argmax gives the first of equal largest elements, along any axis;
# cross_entropy as it is.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network ArgMaxNumbers {
  input  x: f32[3]
  input  u: f32[3, 2]
  target y: index(4)
  let    z      = x |> Dense(4) as fc
  output label  = argmax(z)
  output down   = argmax(u, axis: 0)
  output across = argmax(u)
  loss   cross_entropy(z, y)
  metric accuracy(z, y)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), y: npy("y.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.3)
}
build { batch: 6 }

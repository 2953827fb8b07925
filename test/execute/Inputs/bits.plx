# What could be ordered or rounded in two ways: long sums, polynomials, roots,
# random numbers, an optimizer, a limit on the norm of gradients.
network Bits {
  input  x: f32[64]
  target y: index(10)
  let    h     = x + 0.05 * noise(x) |> Dense(37, gelu) |> Dropout(20%) |> Dense(19, tanh)
  let    z     = softplus(h) / sqrt(1 + h * h) |> Dense(10)
  output p     = softmax(z)
  output label = argmax(z)
  loss   cross_entropy(z, y, label_smoothing: 0.05)
  metric accuracy(z, y)
}
data digits {
  train: { x: csv("digits.csv.gz", 0..64) / 16, y: csv("digits.csv.gz", 64) }
  split: random(test: 15%, stratify: y, seed: 7)
}
train {
  data:      digits
  epochs:    1
  batch:     29
  seed:      3
  optimizer: adamw(lr: 2e-3)
  schedule:  cosine(warmup: 5 steps)
  clip:      global_norm(1.0)
}
build { batch: 64 }

# fashion.plx - 28x28 pictures of clothes (Fashion-MNIST, MIT licence), 60,000 to train on and 10,000
# to test. Debian's package dataset-fashion-mnist has the files:
#   ./fashion train --data-dir /usr/share/datasets/fashion-mnist
network Fashion {
  input  x: f32[28, 28]
  target y: index(10)                          # T-shirt, trouser, pullover, dress, coat, ...

  let    z = x |> flatten
    |> Dense(128, relu) as fc1
    |> Dense(10)        as head
  output p     = softmax(z)
  output label = argmax(z)

  loss   cross_entropy(z, y)
  metric accuracy(z, y)
  metric top2 = top_k_accuracy(z, y, k: 2)
}

data fashion {
  train: { x: idx("train-images-idx3-ubyte.gz") / 255, y: idx("train-labels-idx1-ubyte.gz") }
  test:  { x: idx("t10k-images-idx3-ubyte.gz") / 255, y: idx("t10k-labels-idx1-ubyte.gz") }
}

train {
  data:      fashion
  epochs:    10
  batch:     64
  seed:      42
  optimizer: adamw(lr: 1e-3, weight_decay: 1e-4)
  schedule:  linear(warmup: 200 steps, min_lr: 1e-5)
}

# Losses and metrics are one number a row; losses take logits; outputs are known
# when predicting.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Logits {
  input x: f32[4]
  target label: index(3)
  target t: f32[1]
  let z = x |> Dense(3)
  # expected-note@+1 {{give what `softmax` is applied to: `cross_entropy(z, …)`}}
  let p = softmax(z)
  # expected-error@+1 {{`cross_entropy` expects logits, got probabilities from `softmax`}}
  loss cross_entropy(p, label)
  # expected-note@+2 {{give what `softmax` is applied to; `cross_entropy` does the rest}}
  # expected-error@+1 {{`cross_entropy` expects logits, got probabilities from `softmax`}}
  loss again = cross_entropy(softmax(x |> Dense(3)), label)
  # Accuracy takes either.
  metric accuracy(p, label)
  output y = p
}
# -----
network Scalars {
  # expected-note@+1 {{`x` is declared as f32[4]}}
  input x: f32[4]
  target t: f32[4]
  # expected-error@+1 {{a `loss` is one number for each row, got f32[4]; take its `mean` or `sum`}}
  loss l1 = x
  # expected-error@+2 {{a `metric` is one number for each row, got index}}
  # expected-note@+1 {{`argmax(x)` is index}}
  metric m1 = argmax(x)
  # expected-error@+1 {{this `loss` needs a name: `loss name = …`}}
  loss 0.1 * mean(x)
  # expected-error@+1 {{`loss` is the name of the whole; this `loss` needs another}}
  loss loss = mean(x)
  # expected-error@+1 {{`step` cannot name a loss; `epoch`, `step`, `learning_rate`, `seconds` and names that begin with `val_` are columns of the history}}
  loss step = mean(x)
  # expected-error@+1 {{`val_x` cannot name a metric}}
  metric val_x = mean(x)
  # expected-error@+1 {{`seconds` cannot name a metric}}
  metric seconds = mean(x)
  # expected-error@+1 {{`epoch` cannot name a metric}}
  metric epoch = mean(x)
  # expected-error@+1 {{`learning_rate` cannot name a metric}}
  metric learning_rate = mean(x)
  metric value = mean(x)
  # expected-note@+1 {{`mse` was declared here}}
  loss mse(x, t)
  # expected-error@+1 {{`mse` names two results; name one: `metric name = …`}}
  metric mse(x, t)
  # expected-error@+1 {{`rmse` is finished after the mean over all rows}}
  metric twice = 2 * rmse(x, t)
  # expected-error@+1 {{`rmse` is finished after the mean over all rows}}
  loss root = rmse(x, t)
  output y = x
}
# -----
network Outputs {
  input x: f32[4]
  target t: f32[4]
  # expected-error@+1 {{output `y` depends on a target, which is not known when predicting}}
  output y = x + t
  loss mse(x, t)
}
# -----
network Rows {
  input x: f32[4]
  layer f = Dense(3)
  # expected-note@+1 {{`f.weight` got f32[3, 4] from `f(x)`}}
  let z = f(x)
  # expected-error@+1 {{an output has a value for each row; this one does not depend on an input}}
  output w = f.weight
}
# -----
# expected-error@+1 {{network `Nothing` has no output and no loss}}
network Nothing {
  input x: f32[4]
}
# -----
network Untrained {
  input x: f32[4]
  output y = x |> Dense(1)
}
data d { train: { x: table([[1, 2, 3, 4]]) } }
# expected-error@+1 {{`train` has nothing to minimise: network `Untrained` has no loss}}
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
# -----
network Bare {
  input x: f32[4]
  target t: f32[4]
  output y = x
  loss mse(x, t)
}
data d { train: { x: table([[1, 2, 3, 4]]), t: table([[1, 2, 3, 4]]) } }
# expected-error@+1 {{`train` has nothing to change: network `Bare` has no parameters}}
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
# -----
network Frozen {
  input x: f32[1]
  target t: f32[1]
  let p = x |> Dense(1) as a |> Dense(1) as b
  output y = p
  loss mse(p, t)
}
data d { train: { x: table([[1]]), t: table([[1]]) } }
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
# expected-error@+1 {{`train` has nothing to change: all parameters of network `Frozen` are frozen}}
weights { freeze: ["a.*", "b.*"] }
# -----
network HalfFrozen {
  input x: f32[1]
  target t: f32[1]
  let p = x |> Dense(1) as a |> Dense(1) as b
  output y = p
  loss mse(p, t)
}
data d { train: { x: table([[1]]), t: table([[1]]) } }
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
weights { freeze: "a.*" }
# -----
network Classes {
  input  x: f32[4]
  # expected-note@+1 {{`y` is declared as index(5)}}
  target y: index(5)
  # expected-note@+1 {{`z` got f32[3] from `Dense(3)`}}
  let    z = x |> Dense(3)
  # expected-error@+1 {{`cross_entropy` has 3 logits for index(5)}}
  loss   cross_entropy(z, y)
}
# -----
network Widths {
  input x: f32[4]
  target t: index(3)
  let z = x |> Dense(3)
  output y = z
  loss cross_entropy(z, t)
}
data d {
  train: {
    # expected-error@+1 {{rows of 3 numbers for `x`, f32[4], which takes 4}}
    x: (csv("d.csv", 0..3) - [1, 2, 3]) / 2,
    # expected-error@+1 {{rows of 2 numbers for `t`, index(3), which takes 1}}
    t: table([[0, 1]])
  }
  # expected-error@+1 {{rows of 5 numbers for `x`, f32[4], which takes 4}}
  test: { x: csv("e.csv", 1..6), t: csv("e.csv", 0) }
}
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
# -----
network Classes {
  input x: f32[4]
  target t: index(3)
  let z = x |> Dense(3)
  output y = z
  loss cross_entropy(z, t)
}
data d {
  # expected-error@+1 {{`t` is index(3), and classes are no numbers to standardise}}
  train: { x: standardise(csv("d.csv", 0..4)) * 2, t: standardise(csv("d.csv", 4)) }
}
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
# -----
network TwoClasses {
  input x: f32[4]
  target t: index(3)
  let z = x |> Dense(3)
  output y = z
  # expected-error@+1 {{`binary_cross_entropy` takes targets from 0 to 1 or of type index(2), got index(3)}}
  loss binary_cross_entropy(z, t)
}
# -----
network TwoClassesOfAMetric {
  input x: f32[4]
  target t: index(3)
  let z = x |> Dense(1)
  output y = z
  loss mse(z, z)
  # expected-error@+1 {{`binary_accuracy` takes targets from 0 to 1 or of type index(2), got index(3)}}
  metric binary_accuracy(z, t)
}

# Far out, losses and slopes are small numbers, not what is left of large ones: relative
# errors stay near that of binary32.
# RUN: rm -rf %t && mkdir -p %t && cd %t && plexc %s -o tails
# RUN: ./tails init --save=w
# RUN: ./tails evaluate --weights=w --split=train | FileCheck %s --check-prefix=VALUE
# RUN: printf -- '-15\n' > x.csv && printf '0\n' > zero.csv && printf '1\n' > one.csv
# RUN: ./tails gradients --weights=w --input x=x.csv --input zero=zero.csv --input one=one.csv --output=g
# RUN: %python %S/Inputs/tensors.py g | FileCheck %s --check-prefix=SLOPE

network Tails {
  input  x: f32[1]
  target zero: f32[1]
  target one: f32[1]
  let    a = x |> Bias(init: zeros) as bent
  let    b = x |> Bias(init: zeros) as scaled
  let    c = x |> Bias(init: zeros) as left
  let    d = -x |> Bias(init: zeros) as right
  output y = x
  loss   first = 0.5 * mean(elu(a, alpha: 2))
  loss   second = mean(selu(b))
  loss   left = binary_cross_entropy(c, zero)
  loss   right = binary_cross_entropy(d, one)
}

# log(1 + exp(-15)) = 3.059023e-7
# VALUE: {{^}}left   3.05902{{[23]}}
# VALUE: {{^}}right  3.05902{{[23]}}
# exp(-15) = 3.0590232e-7, and 1.7580993408473766 times that is 5.3780669e-7; the slope of
# the loss is 3.0590223e-7.
# SLOPE-DAG: bent.bias 3.05902{{[0-9]+}}e-07
# SLOPE-DAG: scaled.bias 5.37806{{[0-9]+}}e-07
# SLOPE-DAG: left.bias 3.05902{{[0-9]+}}e-07
# SLOPE-DAG: right.bias -3.05902{{[0-9]+}}e-07

data rows { train: { x: table([[-15]]), zero: table([[0]]), one: table([[1]]) } }
train { data: rows, epochs: 1, batch: 1, optimizer: sgd(lr: 0.1) }

# A target may be declared before an input: each is read from its own file. They
# were exchanged once, as the caller and the code of an entry point ordered them
# each for itself.
#
# RUN: mkdir -p %t && plexc %s -o %t/net
# RUN: %python -c "print(2)" > %t/x.csv && %python -c "print(100)" > %t/t.csv
# RUN: cd %t && ./net init --save w --seed 1
# RUN: cd %t && ./net gradients --weights w --input x=x.csv --input t=t.csv --output g | FileCheck %s
# y = 2 w is 3.27 for seed 1, so the loss is (y - 100)^2.
# CHECK: loss 9357.526

network T {
  target t: f32[1]
  input  x: f32[1]
  output y = x |> Dense(1)
  loss   mse(y, t)
}

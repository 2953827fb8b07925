# A weight that a formula reads both ways, as its transpose and as it is.
# RUN: rm -rf %t && mkdir -p %t && cd %t && printf '1,-2,0.5,3,1,0,2,-1\n' > x.csv
# RUN: plexc %s -march=x86-64-v3 -o columns && plexc %s -O0 -o rows
# RUN: ./columns init --save=w
# RUN: ./columns gradients --weights=w --input x=x.csv --input y=x.csv --output=columns.g
# RUN: ./rows gradients --weights=w --input x=x.csv --input y=x.csv --output=rows.g
# RUN: cmp columns.g rows.g

network Square {
  input  x: f32[8]
  target y: f32[8]
  output z = x |> Dense(8) as l
  loss   fit = mse(z, y)
  loss   both = sum(transpose(tanh(l.weight)) * tanh(l.weight))
}

# How many rows a call may have changes no bit, not even the sign of a zero: a part that
# is not there is not added as +0 to a sum that rounds to -0.
# RUN: rm -rf %t && mkdir -p %t && cd %t && printf '1e-30\n' > x.csv
# RUN: plexc %s -o one && plexc %s --set build.batch=129 -o two && plexc %s --set build.batch=1000 -o eight
# RUN: ./one init --save=w
# RUN: ./one gradients --weights=w --input x=x.csv --output=one.g
# RUN: ./two gradients --weights=w --input x=x.csv --output=two.g
# RUN: ./eight gradients --weights=w --input x=x.csv --output=eight.g
# RUN: plexc %s --set build.batch=1000 --set build.fuse=false -o plain
# RUN: ./plain gradients --weights=w --input x=x.csv --output=plain.g && cmp one.g plain.g
# RUN: %python %S/Inputs/tensors.py one.g | FileCheck %s
# RUN: cmp one.g two.g && cmp one.g eight.g
# CHECK: sum.weight -0{{$}}

network Parts {
  input  x: f32[1]
  output y = x |> Dense(1, bias: false) as sum
  loss   tiny = mean(y * -1e-30)
}
build { batch: 128 }

# Generated code computes everything itself: an object asks for nothing but
# memcpy, memmove and memset, for any function, format and level.
#
# RUN: plexc %s --emit=obj -O0 -march=x86-64-v3 -o %t.O0.o
# RUN: llvm-nm --undefined-only %t.O0.o | not grep -vE " U mem(cpy|move|set)$"
# RUN: plexc %s --emit=obj -O2 -march=x86-64-v3 --set build.precision=f64 -o %t.f64.o
# RUN: llvm-nm --undefined-only %t.f64.o | not grep -vE " U mem(cpy|move|set)$"
# RUN: llvm-nm --defined-only %t.f64.o | FileCheck --check-prefix=DEFINED %s

# One name is seen from outside.
# DEFINED-NOT: {{ [A-Z] }}
# DEFINED:     D plx_model_Everything
# DEFINED-NOT: {{ [A-Z] }}

network Everything {
  input x: f32[4]
  target t: f32[4]
  target c: index(4)
  let a = gelu(silu(elu(selu(softplus(x)))))
  let b = tanh(sigmoid(hard_swish(hard_sigmoid(leaky_relu(x)))))
  let h = exp(log(abs(a) + 1)) / sqrt(b * b + 1)
  let y = h + noise(h) |> Dropout(50%) |> Dense(4)
  output p = softmax(y)
  output best = argmax(y)
  loss cross_entropy(y, c, label_smoothing: 0.1)
  loss huber(y, t)
  loss binary_cross_entropy(y, t)
  metric top_k_accuracy(y, c, k: 2)
}
data d { train: { x: table([[1, 2, 3, 4]]), t: table([[1, 2, 3, 4]]), c: table([[1]]) } }
train {
  data:      d
  epochs:    1
  batch:     3
  optimizer: adamw(lr: 0.1)
  clip:      global_norm(1.0)
}

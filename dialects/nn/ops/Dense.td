//===- Dense.td - every output is a weighted sum of all inputs *- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_DENSE_TD
#define PLEXUS_DIALECTS_NN_OPS_DENSE_TD

include "dialects/nn/NN.td"

def NN_DenseOp : NN_WordOp<"dense", "Dense", "Layer", [
    Tensor<"x">, Setting<"units", "Count">, Setting<"activation", "Activation", "none">,
    Setting<"bias", "Flag", "true">, Setting<"init", "Initialiser", "auto">],
    [NN_Backward], /*customBuild=*/1> {
  let summary = "y = x Wᵀ + b on the last dimension";
  let description = [{
    y[…, o] = sum over i of x[…, i] · w[o, i], added from i = 0 with fused
    multiply-add, then + b[o].

    dense_c1: w has two dimensions and no rows, and its second is the last of x.
    dense_c2: b has one dimension, the first of w.

    Backward: dL/dx = dL/dy · W, dL/dW = (dL/dy)ᵀ · x, dL/db = sum of dL/dy over
    all dimensions but the last.
  }];
  let arguments = (ins NN_Tensor:$x, NN_Tensor:$w, Optional<NN_Tensor>:$b);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

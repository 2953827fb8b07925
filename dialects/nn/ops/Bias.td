//===- Bias.td - adds a parameter to every row -----------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_BIAS_TD
#define PLEXUS_DIALECTS_NN_OPS_BIAS_TD

include "dialects/nn/NN.td"

def NN_BiasOp : NN_WordOp<"bias", "Bias", "Layer", [
    Tensor<"x">, Setting<"activation", "Activation", "none">,
    Setting<"init", "Initialiser", "zeros">], [NN_Backward], /*customBuild=*/1> {
  let summary = "y = x + b on the last dimension";
  let description = [{
    y[…, i] = x[…, i] + b[i].

    bias_c1: b has one dimension, the last of x, and no rows.

    Backward: dL/dx = dL/dy, dL/db = sum of dL/dy over all dimensions but the last.
  }];
  let arguments = (ins NN_Tensor:$x, NN_Tensor:$b);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

//===- Softmax.td - probabilities from logits ------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_SOFTMAX_TD
#define PLEXUS_DIALECTS_NN_OPS_SOFTMAX_TD

include "dialects/nn/NN.td"

class NN_SoftmaxLike<string mnemonic, string property> : NN_WordOp<mnemonic, mnemonic,
    "Function", [Tensor<"x">, Setting<"axis", "Axis", "none">], [NN_Backward],
    /*customBuild=*/1, property> {
  let arguments = (ins NN_Tensor:$x, I64Attr:$axis);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def NN_SoftmaxOp : NN_SoftmaxLike<"softmax", "Probabilities"> {
  let summary = "exp(x - m) / sum of exp(x - m), m the largest along the axis";
  let description = [{
    The sum counts up along the axis. softmax_c1: axis is a dimension of x.
    Backward: dL/dx = y · (dL/dy - sum of dL/dy · y along the axis).
  }];
}
def NN_LogSoftmaxOp : NN_SoftmaxLike<"log_softmax", "None"> {
  let summary = "x - m - log of the sum of exp(x - m), m the largest along the axis";
  let description = [{
    Backward: dL/dx = dL/dy - exp(y) · sum of dL/dy along the axis.
  }];
}

#endif

//===- StopGradient.td - a value that no gradient passes -*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_STOPGRADIENT_TD
#define PLEXUS_DIALECTS_NN_OPS_STOPGRADIENT_TD

include "dialects/nn/NN.td"

def NN_StopGradientOp : NN_WordOp<"stop_gradient", "stop_gradient", "Function",
    [Tensor<"x">]> {
  let summary = "x; its gradient is zero, so none of its backward code is made";
  let arguments = (ins NN_Tensor:$x);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

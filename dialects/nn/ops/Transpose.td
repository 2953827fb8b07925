//===- Transpose.td - dimensions in another order --------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_TRANSPOSE_TD
#define PLEXUS_DIALECTS_NN_OPS_TRANSPOSE_TD

include "dialects/nn/NN.td"

def NN_TransposeOp : NN_WordOp<"transpose", "transpose", "Function",
    [Tensor<"x">, Setting<"axes", "Axes", "none">], [NN_Backward], /*customBuild=*/1> {
  let summary = "dimension i of the result is dimension axes[i] of x";
  let description = [{
    The word without `axes` exchanges the last two. transpose_c1: axes is a
    permutation of the dimensions. Backward: the inverse permutation.
  }];
  let arguments = (ins NN_Tensor:$x, DenseI64ArrayAttr:$axes);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

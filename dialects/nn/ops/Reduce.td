//===- Reduce.td - sums and means along axes -------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_REDUCE_TD
#define PLEXUS_DIALECTS_NN_OPS_REDUCE_TD

include "dialects/nn/NN.td"

class NN_Reduce<string mnemonic> : NN_WordOp<mnemonic, mnemonic, "Function",
    [Tensor<"x">, Setting<"axis", "Axes", "none">], [NN_Backward], /*customBuild=*/1> {
  let arguments = (ins NN_Tensor:$x, DenseI64ArrayAttr:$axes);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def NN_SumOp : NN_Reduce<"sum"> {
  let summary = "sum along dimensions, which disappear";
  let description = [{
    Added from +0 in row-major order.

    reduce_c1, for all ops of this file: axes are dimensions of x in ascending
    order.

    Backward: dL/dx = dL/dy along the axes.
  }];
}
def NN_MeanOp : NN_Reduce<"mean"> {
  let summary = "mean along dimensions, which disappear";
  let description = [{
    The sum divided by the number of elements; along the batch those that are
    really there. Backward: dL/dx = dL/dy / n along the axes.
  }];
}

def NN_CountOp : NN_ComputeOp<"count", [InferTypeOpAdaptor]> {
  let summary = "number of elements along dimensions, as a real number";
  let arguments = (ins NN_Tensor:$x, DenseI64ArrayAttr:$axes);
  let results = (outs NN_Scalar:$n);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

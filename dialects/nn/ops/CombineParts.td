//===- CombineParts.td - the sum of sums of parts ----------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_COMBINEPARTS_TD
#define PLEXUS_DIALECTS_NN_OPS_COMBINEPARTS_TD

include "dialects/nn/NN.td"

def NN_CombinePartsOp : NN_Op<"combine_parts", [Pure]> {
  let summary = "sum of the sums of parts, as a balanced binary tree";
  let description = [{
    The first dimension of `parts` is that of the parts, a power of two, of which
    the first `count` are there. Neighbours are added, 0 + 1, 2 + 3, ..., then
    the neighbours among these; the last without a neighbour goes up as it is
    (Sums.h). It stays among structured ops until kernels are formed, as a kernel
    combines parts while it computes them. combine_parts_c1: `sum` has the
    dimensions of `parts` but the first.
  }];
  let arguments = (ins NN_Tensor:$parts, Index:$count);
  let results = (outs NN_Tensor:$sum);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The same in structured ops: a tensor that is halved until one part is left.
    ::mlir::Value expand(::mlir::OpBuilder &b);
  }];
}

#endif

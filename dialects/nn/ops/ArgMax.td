//===- ArgMax.td - where the largest element is ----------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_ARGMAX_TD
#define PLEXUS_DIALECTS_NN_OPS_ARGMAX_TD

include "dialects/nn/NN.td"

def NN_ArgMaxOp : NN_WordOp<"argmax", "argmax", "Function",
    [Tensor<"x">, Setting<"axis", "Axis", "none">], [], /*customBuild=*/1> {
  let summary = "index of the largest element along an axis, which disappears";
  let description = [{
    The first of equal ones; an element that is not a number is never the
    largest, and where none is a number the index is 0. argmax_c1: axis is a dimension of x.
  }];
  let arguments = (ins NN_Tensor:$x, I64Attr:$axis);
  let results = (outs NN_Index:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

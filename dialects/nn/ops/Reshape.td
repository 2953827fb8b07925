//===- Reshape.td - the same elements in another shape ---*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_RESHAPE_TD
#define PLEXUS_DIALECTS_NN_OPS_RESHAPE_TD

include "dialects/nn/NN.td"

def NN_ReshapeOp : NN_WordOp<"reshape", "reshape", "Function",
    [Tensor<"x">, Setting<"shape", "Shape">], [NN_Backward]> {
  let summary = "the elements of each row, in row-major order, in a new shape";
  let description = [{
    `shape` is that of a row of the result. reshape_c1: dimensions are at least
    1, and a row has as many elements as one of x. Backward: dL/dy in the shape of x.
  }];
  let arguments = (ins NN_Tensor:$x, DenseI64ArrayAttr:$shape);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def NN_FlattenOp : NN_WordOp<"flatten", "flatten", "Function", [Tensor<"x">],
    [NN_Backward]> {
  let summary = "the elements of each row in one dimension";
  let arguments = (ins NN_Tensor:$x);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

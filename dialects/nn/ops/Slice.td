//===- Slice.td - a part of a tensor ---------------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_SLICE_TD
#define PLEXUS_DIALECTS_NN_OPS_SLICE_TD

include "dialects/nn/NN.td"

def NN_SliceOp : NN_ComputeOp<"slice", [InferTypeOpAdaptor, NN_Backward]> {
  let summary = "x[start .. start + size] in every dimension";
  let description = [{
    `starts` and `sizes` have one entry for each dimension of a row. Dimensions
    of a row that are named in `drop` have size 1 and disappear.

    slice_c1: 0 <= start, 1 <= size, start + size <= the size of x.
    slice_c2: dropped dimensions are named once and have size 1.
    Backward: dL/dy in a tensor of zeros.
  }];
  let arguments = (ins NN_Tensor:$x, DenseI64ArrayAttr:$starts,
    DenseI64ArrayAttr:$sizes, DenseI64ArrayAttr:$drop);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def NN_UnsliceOp : NN_ComputeOp<"unslice", [InferTypeOpAdaptor, NN_Backward]> {
  let summary = "zeros of the shape of `like` with y where slice took it";
  let description = [{
    slice_c1 and slice_c2 hold with `like` for x. unslice_c1: y has the type of
    that slice.
  }];
  let arguments = (ins NN_Tensor:$y, NN_Tensor:$like, DenseI64ArrayAttr:$starts,
    DenseI64ArrayAttr:$sizes, DenseI64ArrayAttr:$drop);
  let results = (outs NN_Tensor:$x);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

//===- Cast.td - classes as numbers ----------------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_CAST_TD
#define PLEXUS_DIALECTS_NN_OPS_CAST_TD

include "dialects/nn/NN.td"

def NN_CastOp : NN_ComputeOp<"cast"> {
  let summary = "the number of each class: 0.0, 1.0, 2.0 ...";
  let description = [{
    What a loss of numbers from 0 to 1 reads where its target is an index(2).
    cast_c1: y has the shape of x.
  }];
  let arguments = (ins NN_Index:$x);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif

//===- Concat.td - tensors one after the other -----------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_CONCAT_TD
#define PLEXUS_DIALECTS_NN_OPS_CONCAT_TD

include "dialects/nn/NN.td"

def NN_ConcatOp : NN_WordOp<"concat", "concat", "Function",
    [Setting<"xs", "Tensors">, Setting<"axis", "Axis", "0">], [NN_Backward],
    /*customBuild=*/1> {
  let summary = "the operands one after the other along an axis";
  let description = [{
    concat_c1: the operands have the same shape but for the axis. concat_c2: the
    axis is a dimension other than the rows. concat_c3: there is an operand.
    Backward: each operand has its slice of dL/dy.
  }];
  let arguments = (ins Variadic<NN_Tensor>:$xs, I64Attr:$axis);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

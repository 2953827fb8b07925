//===- Broadcast.td - repetition along new dimensions ----*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_BROADCAST_TD
#define PLEXUS_DIALECTS_NN_OPS_BROADCAST_TD

include "dialects/nn/NN.td"

def NN_BroadcastOp : NN_WordOp<"broadcast", "broadcast", "Function",
    [Tensor<"x">, Setting<"like", "Like">], [NN_Backward], /*customBuild=*/1> {
  let summary = "x repeated along new dimensions, to the shape of `like`";
  let description = [{
    The dimensions `axes` of the result are new and as large as those of `like`;
    the others are those of x, in order. x may be a number, then all are new.

    broadcast_c1: axes are dimensions of `like` in ascending order.
    Backward: dL/dx = sum of dL/dy along the new dimensions.
  }];
  let arguments = (ins NN_Operand:$x, NN_Any:$like, DenseI64ArrayAttr:$axes);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

//===- Matmul.td - the operator `@` ----------------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_MATMUL_TD
#define PLEXUS_DIALECTS_NN_OPS_MATMUL_TD

include "dialects/nn/NN.td"

def NN_MatmulOp : NN_WordOp<"matmul", "@", "Operator", [Tensor<"a">, Tensor<"b">],
    [NN_Backward], /*customBuild=*/1> {
  let summary = "matrix product of the last dimensions";
  let description = [{
    a[…, k] @ b[k, n]: y[…, n] = sum over k of a[…, k] · b[k, n], as an einsum.
    Either operand may have rows; where both have, the product is row by row.

    matmul_c1: b has two dimensions (batch excluded), and its first is the last
    of a. a has one or two dimensions (batch excluded).
  }];
  let arguments = (ins NN_Tensor:$a, NN_Tensor:$b);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

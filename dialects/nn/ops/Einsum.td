//===- Einsum.td - Einstein summation of two tensors -----*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_EINSUM_TD
#define PLEXUS_DIALECTS_NN_OPS_EINSUM_TD

include "dialects/nn/NN.td"

def NN_EinsumOp : NN_ComputeOp<"einsum", [InferTypeOpAdaptor, NN_Backward]> {
  let summary = "sum of products over the letters that the result lacks";
  let description = [{
    `nn.einsum "no,oi->ni" %a, %b` has the elements
    y[n, i] = sum over o of a[n, o] · b[o, i]: added from +0 with fused
    multiply-add, the summed letters counting up in the order in which they
    first appear.

    einsum_c1: one letter for each dimension; a letter that occurs twice has the
    same size in both. einsum_c2: every letter of the result occurs in an
    operand, no letter twice in one tensor. einsum_c3: every letter of an operand
    occurs in the other or in the result.

    Backward: an einsum of the other operand with dL/dy, letters exchanged.
  }];
  let arguments = (ins StrAttr:$spec, NN_Tensor:$a, NN_Tensor:$b);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "$spec $a `,` $b attr-dict `:` functional-type(operands, results)";
}

#endif

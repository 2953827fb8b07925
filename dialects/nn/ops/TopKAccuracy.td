//===- TopKAccuracy.td - the share of rows whose class is among the best *- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_TOPKACCURACY_TD
#define PLEXUS_DIALECTS_NN_OPS_TOPKACCURACY_TD

include "dialects/nn/NN.td"

class NN_TopK<string mnemonic, list<Setting> settings> : NN_WordOp<mnemonic, mnemonic,
    "Metric", !listconcat([Tensor<"z">, Setting<"y", "Tensor">], settings)> {
  let results = (outs NN_Tensor:$score);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def NN_AccuracyOp : NN_TopK<"accuracy", []> {
  let summary = "1 where the largest of z (the first of equal ones) is class y";
  let description = "accuracy_c1: y has the shape of z without its last dimension.";
  let arguments = (ins NN_Tensor:$z, NN_Index:$y);
}
def NN_TopKAccuracyOp : NN_TopK<"top_k_accuracy", [Setting<"k", "Count">]> {
  let summary = "1 where class y is among the k largest of z";
  let description = [{
    Of equal ones the first counts as larger. top_k_accuracy_c1: y has the shape
    of z without its last dimension. top_k_accuracy_c2: k is at least 1 and
    at most the number of classes.
  }];
  let arguments = (ins NN_Tensor:$z, NN_Index:$y, I64Attr:$k);
}

#endif

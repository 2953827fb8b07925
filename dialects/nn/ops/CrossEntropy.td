//===- CrossEntropy.td - the loss of classification ------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_CROSSENTROPY_TD
#define PLEXUS_DIALECTS_NN_OPS_CROSSENTROPY_TD

include "dialects/nn/NN.td"

def NN_CrossEntropyOp : NN_WordOp<"cross_entropy", "cross_entropy", "Loss", [
    Tensor<"z">, Setting<"y", "Tensor">, Number<"label_smoothing", "0.0">,
    Setting<"class_weight", "Numbers", "none">], [NN_Backward], /*customBuild=*/0,
    "Logits"> {
  let summary = "-sum over c of q[c] · log_softmax(z)[c], q the target distribution";
  let description = [{
    z has the classes as its last dimension, y is the class of each; the value of
    a row is the mean over its other elements. q is `nn.class_distribution`.

    cross_entropy_c1: y has the shape of z without its last dimension.
    cross_entropy_c2: as many weights as classes. cross_entropy_c3: 0 <=
    label_smoothing < 1. cross_entropy_c4: weights are at least 0.

    Backward: dL/dz = softmax(z) · (sum of q over c) - q. Without weights q sums
    to 1, and dL/dz = softmax(z) - q.
  }];
  let arguments = (ins NN_Tensor:$z, NN_Index:$y,
    DefaultValuedAttr<F64Attr, "0.0">:$label_smoothing,
    OptionalAttr<DenseF64ArrayAttr>:$class_weight);
  let results = (outs NN_Tensor:$loss);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def NN_ClassDistributionOp : NN_ComputeOp<"class_distribution", [InferTypeOpAdaptor]> {
  let summary = "q[c] = weight[c] · ((1 - s) [c = y] + s / n), n the classes";
  let description = [{
    s is label_smoothing (Szegedy et al., Rethinking the Inception Architecture,
    2016); weights are 1 where absent. The shape is that of `like`, for which
    the constraints of z above hold.
  }];
  let arguments = (ins NN_Index:$y, NN_Tensor:$like,
    DefaultValuedAttr<F64Attr, "0.0">:$label_smoothing,
    OptionalAttr<DenseF64ArrayAttr>:$class_weight);
  let results = (outs NN_Tensor:$q);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

//===- Dropout.td - zeroes elements by chance while training *- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_DROPOUT_TD
#define PLEXUS_DIALECTS_NN_OPS_DROPOUT_TD

include "dialects/nn/NN.td"

def NN_DropoutOp : NN_Op<"dropout", [Pure, NN_Word, InferTypeOpAdaptor,
    DeclareOpInterfaceMethods<NN_ModeInterface>]> {
  let summary = "y = x · mask while training, x while predicting";
  let description = [{
    Srivastava et al., Dropout, 2014. dropout_c1: 0 <= rate < 1.
  }];
  let arguments = (ins NN_Tensor:$x, F64Attr:$rate, I32Attr:$stream);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = WordCode<"Dropout", "Layer",
    [Tensor<"x">, Number<"rate">], "None", 1>.text;
}

def NN_DropoutMaskOp : NN_ComputeOp<"dropout_mask", [InferTypeOpAdaptor]> {
  let summary = "0 with probability rate, else 1 / (1 - rate)";
  let description = [{
    An element of the shape of x is kept where its random bits (Philox4x32-10,
    key = seed, counter = (row-major index, stream, step)) are at least
    floor(rate · 2^32). dropout_c1 holds here too.
  }];
  let arguments = (ins NN_Tensor:$x, I64:$seed, I64:$step,
                       F64Attr:$rate, I32Attr:$stream);
  let results = (outs NN_Tensor:$mask);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

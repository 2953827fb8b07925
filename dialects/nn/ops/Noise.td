//===- Noise.td - gaussian noise while training ----------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_NOISE_TD
#define PLEXUS_DIALECTS_NN_OPS_NOISE_TD

include "dialects/nn/NN.td"

def NN_NoiseOp : NN_Op<"noise", [Pure, NN_Word, InferTypeOpAdaptor,
    DeclareOpInterfaceMethods<NN_ModeInterface>]> {
  let summary = "fresh standard normal numbers of the shape of x; zeros while predicting";
  let arguments = (ins NN_Tensor:$x, I32Attr:$stream);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = WordCode<"noise", "Function",
    [Setting<"x", "Tensor">], "None", 1>.text;
}

def NN_GaussianOp : NN_ComputeOp<"gaussian", [InferTypeOpAdaptor]> {
  let summary = "standard normal numbers of the shape of x";
  let description = [{
    Box-Muller from two words of Philox4x32-10 with key = seed and counter =
    (row-major index, stream, step).
  }];
  let arguments = (ins NN_Tensor:$x, I64:$seed, I64:$step, I32Attr:$stream);
  let results = (outs NN_Tensor:$y);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

//===- BiasCorrection.td - the correction of a running mean *- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_BIASCORRECTION_TD
#define PLEXUS_DIALECTS_NN_OPS_BIASCORRECTION_TD

include "dialects/nn/NN.td"

def NN_BiasCorrectionOp : NN_Op<"bias_correction", [Pure,
    DeclareOpInterfaceMethods<NN_ForwardInterface>]> {
  let summary = "1 - beta^step, for a mean that started at zero";
  let description = [{
    beta^step by repeated squaring in f64, from the lowest bit of step (1 for
    the first step, below 2^32), then rounded to the result's type.
  }];
  let arguments = (ins I64:$step, F64Attr:$beta);
  let results = (outs NN_Scalar:$correction);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

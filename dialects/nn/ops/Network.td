//===- Network.td - the frame of a network -----------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPS_NETWORK_TD
#define PLEXUS_DIALECTS_NN_OPS_NETWORK_TD

include "dialects/nn/NN.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"

def NN_NetworkOp : NN_Op<"network",
    [Symbol, IsolatedFromAbove, SingleBlock, NoTerminator, NoRegionArguments]> {
  let summary = "a network as the source writes it";
  let description = [{
    One block that computes outputs, losses and metrics from inputs, targets
    and parameters, in the order of the source. `capacity` is the most rows of
    one call. `optimizer` (its op and settings), `clip_value` and `clip_norm`
    are there when the network is trained.

    network_c1: capacity is at least 1. network_c2: `op` of the optimizer names
    an op that is one, and its settings hold what is corrected, `beta1` say.
    network_c3: no output depends on a target, which predicting does not know.

    ```mlir
    nn.network @Line attributes {capacity = 4 : i64} {
      %x = nn.input "x" : tensor<?x3xf32>
      %w = nn.parameter "dense0.weight" normal(0.0, 0.5) : tensor<1x3xf32>
      %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
      nn.output "y" %y : tensor<?x1xf32>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, I64Attr:$capacity,
                       OptionalAttr<DictionaryAttr>:$optimizer,
                       OptionalAttr<F64Attr>:$clip_value,
                       OptionalAttr<F64Attr>:$clip_norm);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name attr-dict-with-keyword $body";
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

class NN_Frame<string mnemonic, list<Trait> traits = []>
    : NN_Op<mnemonic, !listconcat([HasParent<"NetworkOp">], traits)>;

def NN_InputOp : NN_Frame<"input"> {
  let summary = "an input: rows that the caller gives";
  let description = [{
    `classes` is n of `index(n)[…]`: the elements are integers 0 .. n-1.

    input_c1, for targets too: it has rows. input_c2: it has classes, at least
    one, where its elements are integers, and only there.
  }];
  let arguments = (ins StrAttr:$name, OptionalAttr<I64Attr>:$classes);
  let results = (outs NN_Any:$result);
  let assemblyFormat = "$name (`classes` $classes^)? attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def NN_TargetOp : NN_Frame<"target"> {
  let summary = "a target: what an output should be, read by losses and metrics";
  let description = [{
    target_c1: `range` is two numbers, the least and the largest that its data may
    hold, and stands at real numbers alone.
  }];
  let arguments = (ins StrAttr:$name, OptionalAttr<I64Attr>:$classes,
                       OptionalAttr<DenseF64ArrayAttr>:$range);
  let results = (outs NN_Any:$result);
  let assemblyFormat = [{
    $name (`classes` $classes^)? (`range` $range^)? attr-dict `:` type($result)
  }];
  let hasVerifier = 1;
}

def NN_ParameterOp : NN_Frame<"parameter"> {
  let summary = "a tensor that training finds";
  let description = [{
    `distribution` is constant (every element a), uniform (in (a, b)), normal
    (mean a, standard deviation b) or loaded (from a weights file). `chosen`
    says what the initialiser was and why. A frozen parameter has no gradient.

    parameter_c1: the distribution is one of these. parameter_c2: it has no rows.
  }];
  let arguments = (ins StrAttr:$name, StrAttr:$distribution, F64Attr:$a, F64Attr:$b,
                       DefaultValuedAttr<StrAttr, "\"\"">:$chosen,
                       UnitAttr:$frozen);
  let results = (outs NN_Tensor:$result);
  let assemblyFormat = [{
    $name custom<Distribution>($distribution, $a, $b) (`frozen` $frozen^)?
    attr-dict `:` type($result)
  }];
  let hasVerifier = 1;
}

def NN_OutputOp : NN_Frame<"output"> {
  let summary = "an output: what predicting computes";
  let arguments = (ins StrAttr:$name, NN_Any:$value);
  let assemblyFormat = "$name $value attr-dict `:` type($value)";
}

def NN_LossOp : NN_Frame<"loss"> {
  let summary = "a term of the loss: the mean of the value over the rows";
  let description = "loss_c1: the value has no dimension but the rows.";
  let arguments = (ins StrAttr:$name, NN_Tensor:$value);
  let assemblyFormat = "$name $value attr-dict `:` type($value)";
  let hasVerifier = 1;
}

def NN_MetricOp : NN_Frame<"metric"> {
  let summary = "a number to watch: the mean of the value over the rows, finished";
  let description = [{
    metric_c1: the value has no dimension but the rows. `finish` is what the
    mean over all rows goes through at the end: `mean` or `root_mean` (metric_c2).
  }];
  let arguments = (ins StrAttr:$name, NN_Tensor:$value,
                       DefaultValuedAttr<StrAttr, "\"mean\"">:$finish);
  let assemblyFormat = "$name $value attr-dict `:` type($value)";
  let hasVerifier = 1;
}

#endif

//===- NNInterfaces.td - what an op of a network can be asked -*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// The meaning of an op is in these methods and nowhere else: a pass asks, it
// never lists ops by name. An op that declares an interface and lacks a method
// does not link.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_NNINTERFACES_TD
#define PLEXUS_DIALECTS_NN_NNINTERFACES_TD

include "mlir/IR/OpBase.td"

class NN_Interface<string name> : OpInterface<name> {
  let cppNamespace = "::plexus::nn";
}

def NN_WordInterface : NN_Interface<"WordInterface"> {
  let description = "An op that a word of the language stands for.";
  let methods = [
    StaticInterfaceMethod<"The word, and the settings it takes.",
      "const ::plexus::nn::Word &", "word">,
    StaticInterfaceMethod<[{
      The value of the word applied to the arguments of `call`; fails after a
      diagnostic. Most ops inherit `call.build(...)`, which makes operands of
      the tensor settings and attributes of the others.}],
      "::llvm::FailureOr<::mlir::Value>", "build",
      (ins "::plexus::nn::Call &":$call)>,
  ];
}

def NN_ForwardInterface : NN_Interface<"ForwardInterface"> {
  let description = "An op whose meaning is said in structured upstream ops.";
  let methods = [
    InterfaceMethod<[{
      Builds the results of this op from `linalg`, `tensor` and `arith`.
      One Value for each result, of the same type.}],
      "::llvm::SmallVector<::mlir::Value>", "forward",
      (ins "::mlir::OpBuilder &":$b)>,
  ];
}

def NN_BackwardInterface : NN_Interface<"BackwardInterface"> {
  let description = "An op with an analytic derivative, told as `nn` ops.";
  let methods = [
    InterfaceMethod<[{
      Adds to `g` the share of this op in the gradient of each operand that
      `g.needs(...)`, from the gradients of its results.}],
      "void", "backward", (ins "::plexus::nn::Gradients &":$g)>,
  ];
}

def NN_ElementwiseInterface : NN_Interface<"ElementwiseInterface"> {
  let description = "An op that is one formula on each element.";
  let methods = [
    InterfaceMethod<[{
      The formula read as `arith` operations on one element of each operand.}],
      "::plexus::formula::IRScalar", "element",
      (ins "::llvm::ArrayRef<::plexus::formula::IRScalar>":$operands)>,
  ];
}

def NN_ModeInterface : NN_Interface<"ModeInterface"> {
  let description = [{
    An op that means one thing while training and another while predicting.
    Differentiation replaces it by its meaning in the function it builds.
  }];
  let methods = [
    InterfaceMethod<"The meaning while predicting.",
      "::mlir::Value", "predicting", (ins "::mlir::OpBuilder &":$b)>,
    InterfaceMethod<[{
      The meaning while training; `seed` and `step` (both i64) are the key of
      its random numbers.}],
      "::mlir::Value", "training",
      (ins "::mlir::OpBuilder &":$b, "::mlir::Value":$seed, "::mlir::Value":$step)>,
  ];
}

def NN_FinishInterface : NN_Interface<"FinishInterface"> {
  let description = "A metric whose mean over all rows is finished by a function.";
  let methods = [
    InterfaceMethod<"What turns the mean over all rows into the metric.",
      "::plexus::nn::Finish", "finish">,
  ];
}

def NN_OptimizerInterface : NN_Interface<"OptimizerInterface"> {
  let description = [{
    The update of one parameter. Operand 0 is the parameter, operand 1 its
    gradient; then one tensor for each state, then the scalars. Results are the
    new parameter and the new states.
  }];
  let methods = [
    StaticInterfaceMethod<"Names of the states, e.g. `m`, `v`.",
      "::llvm::ArrayRef<::llvm::StringRef>", "states">,
    StaticInterfaceMethod<[{
      Numbers b of the settings whose bias correction 1 - b^step the formula
      uses; one scalar operand for each.}],
      "::llvm::ArrayRef<::llvm::StringRef>", "corrections">,
    StaticInterfaceMethod<"The word that names it, none if empty, and its settings.",
      "const ::plexus::nn::Word &", "settings">,
    StaticInterfaceMethod<"The op that serves these settings best.",
      "::llvm::StringRef", "choose", (ins "::mlir::DictionaryAttr":$settings)>,
  ];
}

#endif

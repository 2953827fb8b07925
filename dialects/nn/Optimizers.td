//===- Optimizers.td - one row an optimizer ----------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// A row says how one element of a parameter w changes from its gradient g, the
// learning rate lr and the states of the optimizer, which start as zeros. The
// formula assigns to w and to the states. `correction_b` is 1 - b^step.
// Elements are independent, so one formula is the whole optimizer. Where the
// last operand, `apply`, is 0, everything stays as it is. A `weight_decay` of 0
// adds no term.
//
// optimizer_c1: w, g, the states and the results have one type.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_OPTIMIZERS_TD
#define PLEXUS_DIALECTS_NN_OPTIMIZERS_TD

include "dialects/nn/NN.td"

class Flag<string n, string d = "false"> : Setting<n, "Flag", d>;
class Positive<string n, string d = ""> : Number<n, d, "", "Positive">;
class NonNegative<string n, string d> : Number<n, d, "", "NonNegative">;
class BelowOne<string n, string d> : Number<n, d, "", "BelowOne">;

class Optimizer<string mnemonic, list<string> states, list<Setting> numbers,
                list<string> corrections, string formula, string word = mnemonic,
                string chosen = "getOperationName()">
    : NN_Op<mnemonic, [Pure,
        AllTypesMatch<!listconcat(["w", "g"], states, ["new_w"],
                                  !foreach(s, states, "new_" # s))>,
        DeclareOpInterfaceMethods<NN_ForwardInterface>,
        DeclareOpInterfaceMethods<NN_OptimizerInterface>]> {
  defvar tensors = !listconcat(["w", "g"], states);
  defvar scalars = !listconcat(["lr"], !foreach(c, corrections, "correction_" # c));
  defvar operands = !listconcat(tensors, scalars);
  let arguments = !foldl(
    !con(!dag(ins, !listsplat(NN_Tensor, !size(tensors)), tensors),
         !dag(ins, !listsplat(NN_Scalar, !size(scalars)), scalars),
         (ins NN_Scalar:$apply)),
    numbers, d, n, !con(d, !dag(ins,
      [!if(!eq(n.kind, "Flag"), DefaultValuedAttr<BoolAttr, n.default>,
           DefaultValuedAttr<F64Attr, n.default>)], [n.name])));
  let results = !con((outs NN_Tensor:$new_w), !dag(outs,
    !listsplat(NN_Tensor, !size(states)), !foreach(s, states, "new_" # s)));
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";

  defvar numberParameters = !interleave(!foreach(n, numbers,
    !if(!eq(n.kind, "Flag"), ", bool ", ", double ") # n.name), "");
  defvar numberArguments = !interleave(!foreach(n, numbers,
    !if(!eq(n.kind, "Flag"), ", ::plexus::nn::flag", ", ::plexus::nn::number") #
    [{(getOperation(), "}] # n.name # [{", }] # n.default # ")"), "");
  let extraClassDeclaration = [{
    /// One element: w and the states become their new values.
    template <class S> static void update(}] #
      !interleave(!listconcat(!foreach(t, ["w", "g"], "S &" # t),
                              !foreach(s, states, "S &" # s),
                              !foreach(s, scalars, "S " # s)), ", ")
      # numberParameters # [{) {
      PLEXUS_FORMULA_NAMES
      }] # formula # [{
    }
  }];
  defvar quoted = [{static const ::llvm::StringRef names[] = }];
  let extraClassDefinition = [{
    ::llvm::ArrayRef<::llvm::StringRef> $cppClass::states() {
      static const ::std::initializer_list<::llvm::StringRef> names = {}] #
        !interleave(!foreach(s, states, "\"" # s # "\""), ", ") # [{};
      return ::llvm::ArrayRef<::llvm::StringRef>(names.begin(), names.size());
    }
    ::llvm::ArrayRef<::llvm::StringRef> $cppClass::corrections() {
      static const ::std::initializer_list<::llvm::StringRef> names = {}] #
        !interleave(!foreach(s, corrections, "\"" # s # "\""), ", ") # [{};
      return ::llvm::ArrayRef<::llvm::StringRef>(names.begin(), names.size());
    }
    ::llvm::SmallVector<::mlir::Value> $cppClass::forward(::mlir::OpBuilder &b) {
      return ::plexus::nn::lowerUpdate(b, getOperation(), }] # !size(tensors) # [{,
        [&](::llvm::MutableArrayRef<::plexus::formula::IRScalar> o) {
          update<::plexus::formula::IRScalar>(}] #
          !interleave(!foreach(i, !range(!size(operands)), "o[" # i # "]"), ", ") #
          numberArguments # [{);
        });
    }
  }] # [{
    const ::plexus::nn::Word &$cppClass::settings() {
      static const ::plexus::nn::Setting settings[] = {}] #
      !interleave(!listconcat([Positive<"lr">.row], !foreach(n, numbers, n.row)), ", ") # [{};
      static const ::plexus::nn::Word word{"}] # word # [{",
        ::plexus::nn::WordKind::Optimizer, settings, getOperationName(), nullptr,
        ::plexus::nn::WordProperty::None};
      return word;
    }
    ::llvm::StringRef $cppClass::choose(::mlir::DictionaryAttr settings) {
      (void)settings;
      return }] # chosen # [{;
    }
  }];
}

// Stochastic gradient descent; Polyak's momentum, 1964, Nesterov's form after
// Sutskever et al., 2013; weight_decay is an L2 penalty. Without momentum there
// is no state.
def NN_SgdMomentumOp : Optimizer<"sgd_momentum", ["velocity"],
  [BelowOne<"momentum", "0.0">, Flag<"nesterov">, NonNegative<"weight_decay", "0.0">], [], [{
  S d = weight_decay == 0.0 ? g : g + weight_decay * w;
  velocity = momentum * velocity + d;
  w = w - lr * (nesterov ? d + momentum * velocity : velocity);
}], "sgd", [{number(settings, "momentum") == 0.0 ? "nn.sgd" : getOperationName()}]>;
def NN_SgdOp : Optimizer<"sgd", [], [NonNegative<"weight_decay", "0.0">], [], [{
  w = w - lr * (weight_decay == 0.0 ? g : g + weight_decay * w);
}], "">;
// Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1;
// weight_decay is an L2 penalty.
def NN_AdamOp : Optimizer<"adam", ["m", "v"],
  [BelowOne<"beta1", "0.9">, BelowOne<"beta2", "0.999">, Positive<"eps", "1e-8">,
   NonNegative<"weight_decay", "0.0">], ["beta1", "beta2"], [{
  S d = weight_decay == 0.0 ? g : g + weight_decay * w;
  m = beta1 * m + (1.0 - beta1) * d;
  v = beta2 * v + (1.0 - beta2) * (d * d);
  w = w - lr * (m / correction_beta1) / (sqrt(v / correction_beta2) + eps);
}]>;
// Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019.
def NN_AdamwOp : Optimizer<"adamw", ["m", "v"],
  [BelowOne<"beta1", "0.9">, BelowOne<"beta2", "0.999">, Positive<"eps", "1e-8">,
   NonNegative<"weight_decay", "0.01">], ["beta1", "beta2"], [{
  m = beta1 * m + (1.0 - beta1) * g;
  v = beta2 * v + (1.0 - beta2) * (g * g);
  w = weight_decay == 0.0 ? w : w - lr * (weight_decay * w);
  w = w - lr * (m / correction_beta1) / (sqrt(v / correction_beta2) + eps);
}]>;

#endif

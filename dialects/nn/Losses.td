//===- Losses.td - one row an elementwise loss or score ----*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// The value for one row of the batch is the mean of the formula over the
// elements of the row, added in row-major order. The mean over the rows is
// taken by the statement that uses it. (rowmean_c1: p and t have the same shape
// and element type.)
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_LOSSES_TD
#define PLEXUS_DIALECTS_NN_LOSSES_TD

include "dialects/nn/Elementwise.td"

/// Mean over the elements of a row of formula(p, t). `dp` is the slope in p,
/// `dt` that in t; derived from the formula where empty.
class NN_RowMean<string word, string kind, string formula, list<Number> numbers,
                 list<Trait> traits, string property, string targets>
    : NN_Elementwise<word, ["p", "t"], formula, numbers, traits> {
  let arguments = !foldl((ins NN_Tensor:$p, NN_Tensor:$t), numbers, d, n,
    !con(d, !dag(ins, [n.attribute], [n.name])));
  let results = (outs NN_Tensor:$result);
  string rowDefinition = [{
    ::plexus::formula::IRScalar
    $cppClass::element(::llvm::ArrayRef<::plexus::formula::IRScalar> o) {
      return formula<::plexus::formula::IRScalar>(o[0], o[1]}] # numberArguments # [{);
    }
    ::llvm::SmallVector<::mlir::Value> $cppClass::forward(::mlir::OpBuilder &b) {
      return ::plexus::nn::lowerRowMean(b, *this);
    }
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *context, std::optional<::mlir::Location> loc,
        Adaptor adaptor, ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      }] # numberChecks # [{
      return ::plexus::nn::inferRowMean(loc, getOperationName(),
                                        adaptor.getOperands(), types);
    }
  }] # WordCode<word, kind, !listconcat([Tensor<"p">, Tensor<"t", targets>], numbers), property>.text;
}

class Loss<string word, string formula, string dp = "", string dt = "",
           list<Number> numbers = [], string property = "None",
           string targets = "Any">
    : NN_RowMean<word, "Loss", formula, numbers, [NN_Backward, NN_Word], property,
                 targets> {
  defvar values = !interleave(!foreach(n, numbers, ", " # n.name), "");
  defvar dpCode = !if(!empty(dp), "derivative([&](auto v) { using D = decltype(v); "
    # "return formula<D>(v, lift(v, t)" # values # "); }, p)", dp);
  defvar dtCode = !if(!empty(dt), "derivative([&](auto v) { using D = decltype(v); "
    # "return formula<D>(lift(v, p), v" # values # "); }, t)", dt);
  defvar numberParameters = !interleave(!foreach(n, numbers, ", double " # n.name), "");
  let extraClassDeclaration = formulaDeclaration # [{
    /// The slope in p.
    template <class S> static S slopeP(const S &p, const S &t}] # numberParameters # [{) {
      PLEXUS_FORMULA_NAMES
      return }] # dpCode # [{;
    }
    /// The slope in t.
    template <class S> static S slopeT(const S &p, const S &t}] # numberParameters # [{) {
      PLEXUS_FORMULA_NAMES
      return }] # dtCode # [{;
    }
  }];
  let extraClassDefinition = rowDefinition # [{
    void $cppClass::backward(::plexus::nn::Gradients &g) {
      using ::plexus::nn::IRTensor;
      IRTensor p = g.expression(getP()), t = g.expression(getT());
      if (g.needs(getP()))
        g.add(getP(), ::plexus::nn::spreadRowMean(g, *this,
          slopeP<IRTensor>(p, t}] # numberArguments # [{)));
      if (g.needs(getT()))
        g.add(getT(), ::plexus::nn::spreadRowMean(g, *this,
          slopeT<IRTensor>(p, t}] # numberArguments # [{)));
    }
  }];
}

/// A score: no gradient. More of it is better, but with `SmallerBetter`.
class Metric<string word, string formula, string property = "None",
             string targets = "Any", string finish = "Mean",
             list<Number> numbers = []>
    : NN_RowMean<word, "Metric", formula, numbers,
                 [NN_Word, DeclareOpInterfaceMethods<NN_FinishInterface>],
                 property, targets> {
  let extraClassDeclaration = formulaDeclaration;
  let extraClassDefinition = rowDefinition # [{
    ::plexus::nn::Finish $cppClass::finish() {
      return ::plexus::nn::Finish::}] # finish # [{;
    }
  }];
}

// dp = 2(p - t) / n and so on: the 1/n of the mean is added by the op.
def NN_MseOp : Loss<"mse", "(p - t) * (p - t)",
  "2.0 * (p - t)", "2.0 * (t - p)">;
def NN_MaeOp : Loss<"mae", "abs(p - t)",
  "sign(p - t)", "sign(t - p)">;
// Huber, Robust Estimation of a Location Parameter, 1964.
def NN_HuberOp : Loss<"huber",
  "select(abs(p - t) <= delta, 0.5 * (p - t) * (p - t), delta * (abs(p - t) - 0.5 * delta))",
  "select(p - t > delta, delta, select(p - t < -delta, -delta, p - t))",
  "select(t - p > delta, delta, select(t - p < -delta, -delta, t - p))",
  [Number<"delta", "1.0", "delta > 0">]>;
// p is a logit: -t log sigmoid(p) - (1 - t) log(1 - sigmoid(p)), softplus(p) - p t,
// in forms in which nothing cancels where p is far on the side of t.
def NN_BinaryCrossEntropyOp : Loss<"binary_cross_entropy",
  "softplus(-abs(p)) + (select(p < 0.0, p.literal(0.0), p) - p * t)",
  "select(p < 0.0, sigmoid(-abs(p)) - t, (1.0 - t) - sigmoid(-abs(p)))",
  "-p", [], "Logits", "ZeroToOne">;

// The square root is taken of the mean over all rows.
def NN_RmseOp : Metric<"rmse", "(p - t) * (p - t)", "SmallerBetter",
  "Any", "RootMean">;
// p is a logit: above 0 is class 1.
def NN_BinaryAccuracyOp : Metric<"binary_accuracy",
  "indicator((indicator(p > 0.0, p)) == (indicator(t > 0.5, t)), p)", "Logits",
  "ZeroToOne">;

#endif

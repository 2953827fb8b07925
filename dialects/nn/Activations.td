//===- Activations.td - one row an activation --------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// A row is a formula in x, written with the functions of math/ in a form that
// does not overflow, and optionally its slope in x and y = f(x). A slope that
// is not written is derived by dual numbers. The formula is read three times:
// on numbers by the tests, on dual numbers for the derivative, on IR values
// for the kernel; the slope is read on tensors for `--emit=grad`. Where y tells
// the slope, x need not be kept until the backward pass.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_ACTIVATIONS_TD
#define PLEXUS_DIALECTS_NN_ACTIVATIONS_TD

include "dialects/nn/Elementwise.td"

/// An elementwise function that a layer can apply: `Dense(8, tanh)`.
class Activation<string word, string formula, string slope = "",
                 list<Number> numbers = []>
    : NN_UnaryWord<word, formula, slope, numbers, "None", "Activation">;
/// One that passes about half of its input on: `init: auto` before it is
/// Kaiming's. A number called `slope` adapts the gain.
class ReluLike<string word, string formula, string slope = "",
               list<Number> numbers = []>
    : NN_UnaryWord<word, formula, slope, numbers, "ReluLike", "Activation">;

def NN_ReluOp : ReluLike<"relu",
  "select(x < 0.0, 0.0, x)",                       "indicator(y > 0.0, y)">;
def NN_LeakyReluOp : ReluLike<"leaky_relu",
  "select(x < 0.0, slope * x, x)",                 "select(x > 0.0, 1.0, x.literal(slope))",
  [Number<"slope", "0.01">]>;
def NN_EluOp : ReluLike<"elu",
  "select(x < 0.0, alpha * expm1(x), x)",          "select(x < 0.0, alpha * exp(x), 1.0)",
  [Number<"alpha", "1.0", "alpha >= 0">]>;
// Klambauer et al., Self-Normalizing Neural Networks, 2017.
def NN_SeluOp : Activation<"selu",
  "1.0507009873554805 * select(x < 0.0, 1.6732632423543772 * expm1(x), x)",
  "select(x < 0.0, 1.7580993408473766 * exp(x), 1.0507009873554805)">;
// Hendrycks and Gimpel, Gaussian Error Linear Units, 2016: x times the normal
// distribution function, 1/2 (1 + erf(x / sqrt 2)); slope adds x times its density.
def NN_GeluOp : ReluLike<"gelu",
  "gated(x, normalCdf(x))",                        "normalCdf(x) + gated(x, normalPdf(x))">;
def NN_SiluOp : ReluLike<"silu",
  "gated(x, sigmoid(x))">;
def NN_TanhOp : Activation<"tanh", "tanh(x)",      "1.0 - y * y">;
def NN_SigmoidOp : NN_UnaryWord<"sigmoid",
  "sigmoid(x)",                                    "y * (1.0 - y)",
  [], "Probabilities", "Activation">;
def NN_SoftplusOp : Activation<"softplus",
  "softplus(x)",                                   "sigmoid(x)">;
def NN_HardSigmoidOp : Activation<"hard_sigmoid",
  "hardSigmoid(x)">;
def NN_HardSwishOp : ReluLike<"hard_swish",
  "gated(x, hardSigmoid(x))">;

#endif

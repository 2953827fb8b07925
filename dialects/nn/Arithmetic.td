//===- Arithmetic.td - operators and functions of elements -*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//

include "dialects/nn/Elementwise.td"

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

def NN_AddOp : NN_Operator<"add", "+", "dy",     "dy">;
def NN_SubOp : NN_Operator<"sub", "-", "dy",     "-dy">;
def NN_MulOp : NN_Operator<"mul", "*", "dy * b", "dy * a">;
def NN_DivOp : NN_Operator<"div", "/", "dy / b", "-(dy * y / b)">;
def NN_NegOp : NN_Unary<"neg", "-x", "x.literal(-1.0)">;

// The gradient goes to the first of equal operands.
def NN_MaxOp : NN_BinaryWord<"max", "max", "select(a < b, b, a)",
                             "dy * (a >= b)", "dy * (a < b)">;
def NN_MinOp : NN_BinaryWord<"min", "min", "select(a > b, b, a)",
                             "dy * (a <= b)", "dy * (a > b)">;

// Comparisons are 0 or 1 and have zero gradient.
class NN_Compare<string mnemonic, string sign>
    : NN_BinaryWord<mnemonic, sign, "indicator(a " # sign # " b, a)", "", "", "Operator">;
def NN_LtOp : NN_Compare<"lt", "<">;
def NN_LeOp : NN_Compare<"le", "<=">;
def NN_GtOp : NN_Compare<"gt", ">">;
def NN_GeOp : NN_Compare<"ge", ">=">;
def NN_EqOp : NN_Compare<"eq", "==">;
def NN_NeOp : NN_Compare<"ne", "!=">;

/// c where the first operand is not 0, otherwise d.
def NN_SelectOp : NN_Elementwise<"select", ["c", "a", "b"],
    "select(c != 0.0, a, b)", [], [NN_Backward]> {
  let extraClassDeclaration = formulaDeclaration;
  let extraClassDefinition = elementDefinition # [{
    void $cppClass::backward(::plexus::nn::Gradients &g) {
      using ::plexus::nn::IRTensor;
      }] # bindings # [{
      if (g.needs(getA()))
        g.add(getA(), select(c, dy, 0.0));
      if (g.needs(getB()))
        g.add(getB(), select(c, 0.0, dy));
    }
  }];
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

def NN_ExpOp  : NN_UnaryWord<"exp",  "exp(x)",  "y">;
def NN_LogOp  : NN_UnaryWord<"log",  "log(x)",  "1.0 / x">;
def NN_SqrtOp : NN_UnaryWord<"sqrt", "sqrt(x)", "0.5 / y">;
def NN_AbsOp  : NN_UnaryWord<"abs",  "abs(x)",
  "sign(x)">;
// Gradient 1 on the closed interval.
def NN_ClampOp : NN_UnaryWord<"clamp",
  "select(x < min, min, select(x > max, max, x))",
  "select(x < min, 0.0, select(x > max, 0.0, x.literal(1.0)))",
  [Number<"min">, Number<"max", "", "min <= max">]>;
// What slopes are written in; not words of the language.
def NN_ErfOp   : NN_Unary<"erf", "erf(x)",     "1.1283791670955126 * exp(-(x * x))">;
def NN_Expm1Op : NN_Unary<"expm1", "expm1(x)", "y + 1.0">;

//===- Elementwise.td - one row a formula on elements ------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// Operands are tensors of one shape, or real numbers, which fit any shape
// (elementwise_c1: all tensor operands have the same shape and element type).
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_ELEMENTWISE_TD
#define PLEXUS_DIALECTS_NN_ELEMENTWISE_TD

include "dialects/nn/NN.td"

/// The parts that all elementwise rows share. `numbers` are constants of the
/// formula and become attributes of the op.
class NN_Elementwise<string mnemonic, list<string> names, string formula,
                     list<Number> numbers, list<Trait> traits>
    : NN_ComputeOp<mnemonic, !listconcat([
        InferTypeOpAdaptor, DeclareOpInterfaceMethods<NN_ElementwiseInterface>],
        traits)> {
  let arguments = !foldl(
    !dag(ins, !listsplat(NN_Operand, !size(names)), names),
    numbers, d, n,
    !con(d, !dag(ins, [n.attribute], [n.name])));
  let results = (outs NN_Operand:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";

  string parameters = !interleave(!listconcat(
    !foreach(n, names, "const S &" # n),
    !foreach(n, numbers, "double " # n.name)), ", ");
  string numberArguments = !interleave(!foreach(n, numbers,
    [{, ::plexus::nn::number(getOperation(), "}] # n.name # [{", }] # n.value # ")"), "");
  string elementArguments = !interleave(
    !foreach(i, !range(!size(names)), "o[" # i # "]"), ", ");
  /// The names of operands and result bound to tensor expressions.
  string bindings = !interleave(!foreach(i, !range(!size(names)),
    "IRTensor " # !getdagname(!dag(ins, !listsplat(NN_Operand, !size(names)), names), i) #
    " = g.expression(getOperation()->getOperand(" # i # "));"), " ") #
    " IRTensor y = g.expression(getResult());" #
    " IRTensor dy = g.expression(g.of(getResult()));" #
    !interleave(!foreach(n, numbers, " double " # n.name #
      [{ = ::plexus::nn::number(getOperation(), "}] # n.name # [{", }] # n.value # ");"), "") #
    !interleave(!foreach(n, names, " (void)" # n # ";"), "") #
    !interleave(!foreach(n, numbers, " (void)" # n.name # ";"), "") # " (void)y; (void)dy;";

  /// Checks of the numbers, before the shapes are looked at.
  string numberChecks =
    !interleave(!foreach(n, numbers, " double " # n.name #
      [{ = ::plexus::nn::number(adaptor.getAttributes(), "}] # n.name # [{", }] # n.value # ");"), "") #
    !interleave(!foreach(n, numbers, !if(!empty(n.condition), " (void)" # n.name # ";",
      " if (!(" # n.condition # ")) return ::mlir::emitOptionalError(loc, \"`" #
      mnemonic # "` needs " # n.condition # "\");")), "");

  string formulaDeclaration = [{
    /// The formula of the row, on any scalar type.
    template <class S> static S formula(}] # parameters # [{) {
      PLEXUS_FORMULA_NAMES
      return }] # formula # [{;
    }
  }];
  string elementDefinition = [{
    ::plexus::formula::IRScalar
    $cppClass::element(::llvm::ArrayRef<::plexus::formula::IRScalar> o) {
      return formula<::plexus::formula::IRScalar>(}] # elementArguments # numberArguments # [{);
    }
    ::llvm::SmallVector<::mlir::Value> $cppClass::forward(::mlir::OpBuilder &b) {
      return ::plexus::nn::lowerElementwise(b, *this);
    }
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *context, std::optional<::mlir::Location> loc,
        Adaptor adaptor, ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      }] # numberChecks # [{
      return ::plexus::nn::inferElementwise(loc, getOperationName(),
                                            adaptor.getOperands(), types);
    }
  }];
}

/// y = f(x). `slope` is dy/dx in x and y; derived from the formula if empty.
class NN_Unary<string mnemonic, string formula, string slope = "",
               list<Number> numbers = [], list<Trait> traits = []>
    : NN_Elementwise<mnemonic, ["x"], formula, numbers,
                     !listconcat([NN_Backward], traits)> {
  defvar values = !interleave(!foreach(n, numbers, ", " # n.name), "");
  defvar slopeCode = !if(!empty(slope),
    "derivative([&](auto v) { using D = decltype(v); return formula<D>(v" # values # "); }, x)",
    slope);
  let extraClassDeclaration = formulaDeclaration # [{
    /// dy/dx, from x and y = formula(x).
    template <class S> static S slope(const S &x, const S &y}] #
      !interleave(!foreach(n, numbers, ", double " # n.name), "") # [{) {
      PLEXUS_FORMULA_NAMES
      return }] # slopeCode # [{;
    }
  }];
  string unaryDefinition = elementDefinition # [{
    void $cppClass::backward(::plexus::nn::Gradients &g) {
      using ::plexus::nn::IRTensor;
      }] # bindings # [{
      if (g.needs(getX()))
        g.add(getX(), dy * $cppClass::slope<IRTensor>(x, y}] # values # [{));
    }
  }];
  let extraClassDefinition = unaryDefinition;
}

/// A unary row that is a word of the language.
class NN_UnaryWord<string word, string formula, string slope = "",
                   list<Number> numbers = [], string property = "None",
                   string kind = "Function">
    : NN_Unary<word, formula, slope, numbers, [NN_Word]> {
  let extraClassDefinition = unaryDefinition #
    WordCode<word, kind, !listconcat([Tensor<"x">], numbers), property>.text;
}

/// y = f(a, b); `da` and `db` are the gradients of a and b from dy, a, b and y,
/// none where empty.
class NN_Binary<string mnemonic, string formula, string da = "", string db = "",
                list<Trait> traits = []>
    : NN_Elementwise<mnemonic, ["a", "b"], formula, [], !listconcat(traits,
        !if(!empty(da), []<Trait>, [NN_Backward]))> {
  let extraClassDeclaration = formulaDeclaration;
  string binaryDefinition = elementDefinition # !if(!empty(da), "", [{
    void $cppClass::backward(::plexus::nn::Gradients &g) {
      using ::plexus::nn::IRTensor;
      }] # bindings # [{
      if (g.needs(getA()))
        g.add(getA(), }] # da # [{);
      if (g.needs(getB()))
        g.add(getB(), }] # db # [{);
    }
  }]);
  let extraClassDefinition = binaryDefinition;
}
class NN_BinaryWord<string mnemonic, string word, string formula, string da = "",
                    string db = "", string kind = "Function">
    : NN_Binary<mnemonic, formula, da, db, [NN_Word]> {
  let extraClassDefinition = binaryDefinition #
    WordCode<word, kind, [Tensor<"a">, Tensor<"b">]>.text;
}
class NN_Operator<string mnemonic, string sign, string da = "", string db = "">
    : NN_BinaryWord<mnemonic, sign, "a " # sign # " b", da, db, "Operator">;

#endif

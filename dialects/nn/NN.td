//===- NN.td - what a network means ------------------------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// A tensor of the network has the rows of the batch as its first dimension,
// which is dynamic: `f32[64]` of the language is `tensor<?x64xf32>`. What does
// not depend on a row (a parameter) has static dimensions only. Number literals
// are scalars and fit any shape.
//
// nn_c1: no dimension of a tensor but the first is dynamic. nn_c2: all real
// numbers that an op takes and gives have one format.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_NN_TD
#define PLEXUS_DIALECTS_NN_NN_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "dialects/nn/NNInterfaces.td"

def NN_Dialect : Dialect {
  let name = "nn";
  let cppNamespace = "::plexus::nn";
  let summary = "Layers, losses, metrics and optimizers of small networks";
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::math::MathDialect", "::mlir::tensor::TensorDialect"];
  let usePropertiesForAttributes = 0;
  let extraClassDeclaration = [{
    template <class... Ops> void add(OpList<Ops...>) { addOperations<Ops...>(); }
  }];
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

def NN_Scalar : AnyTypeOf<[F32, F64], "real number">;
def NN_RowsFirst : CPred<"::plexus::nn::isDynamicInRowsAlone($_self)">; // nn_c1
def NN_Tensor : RankedTensorOf<[F32, F64], [NN_RowsFirst],
  "tensor of real numbers (no dimension but the rows dynamic)">;
def NN_Index : RankedTensorOf<[I32], [NN_RowsFirst],
  "tensor of class indices (no dimension but the rows dynamic)">;
def NN_Any : AnyTypeOf<[NN_Tensor, NN_Index]>;
def NN_Operand : AnyTypeOf<[NN_Tensor, NN_Scalar],
                           "tensor of real numbers or a real number">;

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// One thing that a word takes. `kind` is an enumerator of SettingKind, see
/// Word.h; an empty `default` makes it required, "none" optional.
class Setting<string n, string k, string d = "", string r = "Any"> {
  string name = n;
  string kind = k;
  string default = d;
  /// The default as C++; for a required number what is never read.
  string value = !if(!empty(d), "0.0", d);
  string row = "{\"" # n # "\", ::plexus::nn::SettingKind::" # k # ", \"" # d #
    "\", ::plexus::nn::NumberRange::" # r # "}";
}
/// `r` says what the data of a target may hold that is given as it is.
class Tensor<string n, string r = "Any"> : Setting<n, "Tensor", "", r>;
/// `condition` is what the number must fulfil, in C++ over the row's numbers;
/// an op refuses others. A range is checked before there is an op.
class Number<string n, string d = "", string c = "", string r = "Any">
    : Setting<n, "Number", d, r> {
  string condition = c;
  Attr attribute = !if(!empty(d), F64Attr, DefaultValuedAttr<F64Attr, d>);
}

/// The C++ of the static methods of WordInterface. `kind` is an enumerator of
/// WordKind, `property` one of WordProperty.
class WordCode<string spelling, string kind, list<Setting> settings,
               string property = "None", bit customBuild = 0> {
  string rows = !interleave(!foreach(s, settings, s.row), ", ");
  string array = !if(!empty(settings), "", [{
      static const ::plexus::nn::Setting settings[] = {}] # rows # "};");
  string word = [{
    const ::plexus::nn::Word &$cppClass::word() {
      }] # array # [{
      static const ::plexus::nn::Word word{"}] # spelling #
      [{", ::plexus::nn::WordKind::}] # kind # ", " #
      !if(!empty(settings), "{}", "settings") #
      [{, $cppClass::getOperationName(), &$cppClass::build,
        ::plexus::nn::WordProperty::}] # property # [{};
      return word;
    }
  }];
  string build = [{
    ::llvm::FailureOr<::mlir::Value> $cppClass::build(::plexus::nn::Call &call) {
      return call.build(getOperationName());
    }
  }];
  string text = word # !if(customBuild, "", build);
}

//===----------------------------------------------------------------------===//
// Base classes
//===----------------------------------------------------------------------===//

def NN_OneFormat : PredOpTrait<"all its real numbers have one format",
  CPred<"::plexus::nn::haveOneFormat($_op)">>; // nn_c2

class NN_Op<string mnemonic, list<Trait> traits = []>
    : Op<NN_Dialect, mnemonic, !listconcat([NN_OneFormat], traits)>;

/// An op that computes: free of side effects, result types inferred from its
/// operands (which is where shapes are checked), a meaning in structured ops.
class NN_ComputeOp<string mnemonic, list<Trait> traits = []>
    : NN_Op<mnemonic, !listconcat([
        Pure, DeclareOpInterfaceMethods<NN_ForwardInterface>], traits)>;

def NN_Backward : DeclareOpInterfaceMethods<NN_BackwardInterface>;
def NN_Word : DeclareOpInterfaceMethods<NN_WordInterface>;

/// A structured op that is a word. With `customBuild` its .cpp defines `build`.
class NN_WordOp<string mnemonic, string word, string kind, list<Setting> settings,
                list<Trait> traits = [], bit customBuild = 0,
                string property = "None">
    : NN_ComputeOp<mnemonic, !listconcat([InferTypeOpAdaptor, NN_Word], traits)> {
  let extraClassDefinition =
    WordCode<word, kind, settings, property, customBuild>.text;
}

#endif

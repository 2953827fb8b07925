//===- Word.h - the words of the language and how they become ops ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A word is found among the registered ops (WordInterface); what it takes is a
// list of settings. The importer evaluates and checks the arguments against
// that list and hands them over as a `Call`.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_WORD_H
#define PLEXUS_DIALECTS_NN_WORD_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace plexus::nn {

enum class WordKind {
  Layer,      ///< owns parameters or state; capital letter
  Function,   ///< pure
  Activation, ///< a function of one tensor that a layer can apply
  Operator,   ///< spelled with a sign: `+`, `@`
  Loss,
  Metric,
  Optimizer, ///< never called; named by `train`
};

/// What else the importer must know of a word.
enum class WordProperty {
  None,
  ReluLike,      ///< an activation: `init: auto` before it is Kaiming's
  Logits,        ///< a score whose first tensor must not be probabilities
  Probabilities, ///< its value is probabilities
  SmallerBetter, ///< a metric that is an error; of the others more is better
};

enum class SettingKind {
  Tensor,      ///< a tensor of the network (argument: mlir::Value)
  Tensors,     ///< a list of tensors (SmallVector<Value>)
  Like,        ///< a tensor of which only the shape is used (Value)
  Count,       ///< a positive integer (int64_t)
  Axis,        ///< an axis of `x`, batch excluded (int64_t)
  Axes,        ///< a list of axes, or one (SmallVector<int64_t>)
  Shape,       ///< a list of positive integers (SmallVector<int64_t>)
  Number,      ///< a real number; 20% is 0.2 (double)
  Numbers,     ///< a list of real numbers (SmallVector<double>)
  Flag,        ///< true or false (bool)
  Activation,  ///< a word of kind Activation (Applied)
  Initialiser, ///< a word of the initialisers (InitialiserUse)
};

/// What a number of an optimizer may be, or those of a target that a tensor
/// setting is given; the ops of the others say it.
enum class NumberRange {
  Any,
  Positive,    ///< above 0
  NonNegative, ///< 0 or above
  BelowOne,    ///< 0 to below 1
  ZeroToOne,   ///< 0 to 1; an index(2) is taken as these two
};

/// One thing that a word takes. Settings are positional in the order of the
/// list, or named.
struct Setting {
  llvm::StringRef name;
  SettingKind kind;
  /// Text of the default; empty: required; "none": may be absent.
  llvm::StringRef defaultText;
  NumberRange range;
  bool isRequired() const { return defaultText.empty(); }
};

class Call;

struct Word {
  llvm::StringRef spelling;
  WordKind kind;
  llvm::ArrayRef<Setting> settings;
  llvm::StringRef opName;
  llvm::FailureOr<mlir::Value> (*build)(Call &);
  WordProperty property;
  const Setting *find(llvm::StringRef name) const;
};

/// An activation given to a layer, with its own settings.
struct Applied {
  const Word *word;
  /// Applies it to a tensor; fails after a diagnostic.
  std::function<llvm::FailureOr<mlir::Value>(mlir::Value)> apply;
  /// Slope for negative inputs of a leaky activation, else 0.
  double negativeSlope = 0;
};

/// An initialiser as written: `kaiming_normal`, `uniform(-1, 1)`.
struct InitialiserUse {
  std::string name;
  llvm::SmallVector<double> numbers;
  /// `mode: fan_in` was given.
  bool fanIn = false;
};

using Argument =
    std::variant<std::monostate, mlir::Value, llvm::SmallVector<mlir::Value>,
                 int64_t, llvm::SmallVector<int64_t>, double,
                 llvm::SmallVector<double>, bool, Applied, InitialiserUse>;

/// What a layer asks for when it declares a parameter.
struct ParameterRequest {
  llvm::StringRef name; ///< last part of the path: "weight"
  llvm::SmallVector<int64_t> shape;
  int64_t fanIn, fanOut;
  InitialiserUse init;
  const Applied *activation; ///< what follows; null for none
  mlir::Type elementType;
};

/// One use of a word: its arguments, checked against the word's settings (a
/// required one is there, each holds the alternative of its kind), and where
/// it builds.
class Call {
public:
  Call(mlir::OpBuilder &b, mlir::Location loc, const Word &word)
      : b(b), loc(loc), word(word), arguments(word.settings.size()) {}

  mlir::OpBuilder &b;
  mlir::Location loc;
  const Word &word;
  /// Of the layer or random function, e.g. "encoder.dense1"; the stream of its
  /// random numbers derives from it.
  std::string path;
  /// Declares a parameter of the layer, or finds it where an instance is
  /// called again; fails after a diagnostic.
  std::function<llvm::FailureOr<mlir::Value>(const ParameterRequest &)>
      declareParameter;

  /// An error at this use.
  mlir::InFlightDiagnostic error() const { return mlir::emitError(loc); }
  Argument &argument(llvm::StringRef setting);
  bool has(llvm::StringRef setting);
  mlir::Value tensor(llvm::StringRef setting = "x");
  llvm::ArrayRef<mlir::Value> tensors(llvm::StringRef setting);
  /// A setting of kind Count or Axis, an axis still without the batch.
  std::optional<int64_t> integer(llvm::StringRef setting);
  llvm::ArrayRef<int64_t> integers(llvm::StringRef setting);
  /// The default if absent.
  double number(llvm::StringRef setting);
  llvm::ArrayRef<double> numbers(llvm::StringRef setting);
  bool flag(llvm::StringRef setting);

  /// Declares a parameter, initialised by the setting `init`.
  llvm::FailureOr<mlir::Value> parameter(llvm::StringRef name,
                                         llvm::ArrayRef<int64_t> shape,
                                         int64_t fanIn, int64_t fanOut,
                                         llvm::StringRef init = "init");
  /// Applies the setting `activation` to y, if there is one.
  llvm::FailureOr<mlir::Value> activate(mlir::Value y);

  /// The axis of x, batch excluded, as a dimension of its type; a diagnostic
  /// if x has no such axis.
  llvm::FailureOr<int64_t> dimension(mlir::Value x, int64_t axis);

  /// Builds an op from the settings: operands from tensors, attributes from
  /// the rest, axes counted with the batch. Tensors without rows are spread
  /// over the rows where they meet tensors with rows.
  llvm::FailureOr<mlir::Value> build(llvm::StringRef opName);
  /// Builds an op with inferred types; fails after a diagnostic.
  llvm::FailureOr<mlir::Value>
  create(llvm::StringRef opName, mlir::ValueRange operands,
         llvm::ArrayRef<mlir::NamedAttribute> attributes = {});

private:
  unsigned index(llvm::StringRef setting) const;
  llvm::SmallVector<Argument> arguments;
};

/// Every word among the registered ops of the context, by spelling; loads the
/// dialect.
llvm::SmallVector<const Word *> allWords(mlir::MLIRContext &context);

/// Builds an op with inferred result types; fails after the diagnostic of the
/// op's own shape rule. The result is the op's only one.
llvm::FailureOr<mlir::Value>
createInferred(mlir::OpBuilder &b, mlir::Location loc, llvm::StringRef opName,
               mlir::ValueRange operands,
               llvm::ArrayRef<mlir::NamedAttribute> attributes = {});

} // namespace plexus::nn

#endif

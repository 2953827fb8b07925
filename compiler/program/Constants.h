//===- Constants.h - what is known without running the network ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Numbers, strings, flags, lists and words, and the arithmetic on them that is
// done while compiling: `1 / sqrt(width)`, `DIR + "train.gz"`.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_PROGRAM_CONSTANTS_H
#define PLEXUS_COMPILER_PROGRAM_CONSTANTS_H

#include "compiler/syntax/AST.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <map>

namespace plexus {
class DiagnosticEngine;

namespace frontend {

/// What a number counts. Sizes are bytes and times are seconds, so 1 KiB is
/// 1024 Bytes and 500 ms are 0.5 Seconds.
enum class Measure { Plain, Percent, Bytes, Seconds, Epochs, Steps };

struct NamedValue;

/// A value that is known while compiling, and where it was written. A use of a
/// `const` has the range of the use.
struct ConstantValue {
  enum class Kind {
    Number,
    String,
    Bool,  // `true`, `false`, the result of a comparison
    List,  // `[a, b]`
    Range, // `a..b`; `elements` are the two ends, both numbers
    Word,  // a name that is bound to nothing, such as `relu` or `on`
    Call,  // `adamw(lr: 2e-3)`: a call of a name that is no constant function
  };

  Kind kind = Kind::Number;
  llvm::SMRange range;

  /// Number: the value, scaled to its measure (0.2 for `20%`); always finite.
  double number = 0;
  /// Number: set if it is exact: integers and what `+ - * /` make of them
  /// while it is an integer of 64 bits. Not set for `1e3`.
  std::optional<int64_t> integer;
  Measure measure = Measure::Plain;
  bool flag = false;                   // Bool
  std::string text;                    // String, Word: the name; Call: callee
  std::vector<ConstantValue> elements; // List, Range
  std::vector<NamedValue> arguments;   // Call
  /// Word, Call: the expression; null if it was a stage of a pipe.
  const ast::Expr *expr = nullptr;

  static ConstantValue makeNumber(double number, llvm::SMRange range = {});
  static ConstantValue makeInteger(int64_t integer, llvm::SMRange range = {});
  static ConstantValue makeBool(bool flag, llvm::SMRange range = {});
  static ConstantValue makeString(std::string text, llvm::SMRange range = {});
  static ConstantValue makeWord(llvm::StringRef word, llvm::SMRange range = {});

  bool isNumber() const { return kind == Kind::Number; }
  bool isString() const { return kind == Kind::String; }
  bool isBool() const { return kind == Kind::Bool; }
  bool isList() const { return kind == Kind::List; }
  bool isRange() const { return kind == Kind::Range; }
  bool isWord() const { return kind == Kind::Word; }
  bool isWord(llvm::StringRef word) const { return isWord() && text == word; }
  bool isCall() const { return kind == Kind::Call; }

  /// The number if it fits where a bare number is asked for: a number without
  /// a unit or with `%`.
  std::optional<double> asNumber() const;
  /// The integer if it is exact and has no unit.
  std::optional<int64_t> asInteger() const;
  std::optional<bool> asBool() const;
};

/// An argument of a call; the name is empty if it was positional.
struct NamedValue {
  ast::Name name;
  ConstantValue value;
  llvm::SMRange range;
};

/// What a value is, for messages: "the number `2 epochs`", "a list",
/// "the word `relu`".
std::string describe(const ConstantValue &value);

/// Where the word of a Word or a Call stands: `relu` of `relu(x)`.
llvm::SMRange wordRange(const ConstantValue &value);

/// A number as messages show it: to twelve digits, so that 0.07 * 100 is 7.
std::string shownNumber(double number);

/// Names and what they stand for: consts outside, block parameters inside. An
/// environment does not outlive its parent.
class Environment {
public:
  explicit Environment(const Environment *parent = nullptr) : parent(parent) {}

  /// Binds or rebinds a name here, hiding the parent's.
  void bind(llvm::StringRef name, ConstantValue value);
  /// The value of a name, here or in a parent; null if it is not bound.
  const ConstantValue *lookup(llvm::StringRef name) const;
  /// All bound names, for suggestions.
  llvm::SmallVector<llvm::StringRef> names() const;

private:
  const Environment *parent;
  std::map<std::string, ConstantValue, std::less<>> values;
};

/// Evaluates an expression without tensors. Names that are not bound become
/// Words and calls of anything but a constant function become Calls with their
/// arguments evaluated; the caller knows which of them exist. Arithmetic on
/// words, calls and lists is an error, and so are pipes, members and indices.
/// Empty after a diagnostic.
std::optional<ConstantValue> evaluate(const ast::Expr &expr,
                                      const Environment &environment,
                                      DiagnosticEngine &engine);

/// `a op b`: `+ - * /` and comparisons of numbers, `+` and `==`, `!=` of
/// strings, `==`, `!=` of flags. A percentage computes as a plain number;
/// other units must agree, or one side of `*` or the right of `/` is plain.
/// Not a number, infinite and 1 / 0 are errors. Empty after a diagnostic.
std::optional<ConstantValue> fold(const ast::BinaryExpr &expr,
                                  const ConstantValue &a,
                                  const ConstantValue &b,
                                  DiagnosticEngine &engine);

/// `-a` of a number. Empty after a diagnostic.
std::optional<ConstantValue> fold(const ast::UnaryExpr &expr,
                                  const ConstantValue &a,
                                  DiagnosticEngine &engine);

/// True for `sqrt`, `exp`, `log`, `abs` (one number), `min`, `max` (two).
bool isConstantFunction(llvm::StringRef name);

/// A constant function of numbers, written in `range`. Empty after a
/// diagnostic.
std::optional<ConstantValue> foldFunction(llvm::StringRef name,
                                          llvm::ArrayRef<ConstantValue> args,
                                          llvm::SMRange range,
                                          DiagnosticEngine &engine);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_PROGRAM_CONSTANTS_H

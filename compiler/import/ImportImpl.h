//===- ImportImpl.h - the state of an import ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// One function per construct. A function that fails has reported why and
// returns nothing; a statement that fails binds its names as broken, so that
// their uses fail silently and the next statements can be looked at.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_IMPORT_IMPORTIMPL_H
#define PLEXUS_COMPILER_IMPORT_IMPORTIMPL_H

#include "compiler/import/Import.h"
#include "compiler/import/Locations.h"
#include "compiler/program/Constants.h"
#include "compiler/program/Modules.h"
#include "compiler/program/Settings.h"
#include "compiler/support/Diagnostics.h"
#include "dialects/nn/Rows.h"
#include "dialects/nn/Word.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>
#include <deque>

namespace plexus::nn {
struct Initialiser;
} // namespace plexus::nn

namespace plexus::frontend {

/// Elements of one tensor, rows not counted.
inline constexpr int64_t maxElements = 0x7FFFFFFF;
/// Uses of words in one network, blocks and repetitions written out.
inline constexpr unsigned maxUses = 200'000;
inline constexpr unsigned maxBlockDepth = 64;
/// A call takes the stack of several operators.
inline constexpr unsigned callDepth = 4;
/// Of expressions, those of the blocks around them added: the deepest tree that
/// the parser lets through, and no stack that overflows under a sanitizer.
inline constexpr unsigned maxExprDepth =
    ast::maxTreeDepth + callDepth * ast::maxNesting;

/// The value of an expression: a tensor, or a constant where `tensor` is null.
struct Operand {
  mlir::Value tensor;
  ConstantValue constant;
  llvm::SMRange range;   // where it is used
  llvm::SMRange origin;  // what made it: the last stage, the input's type
  bool declared = false; // the origin is a type, not an expression
};

/// An argument on its way to a setting: exactly one of the last three is set.
struct Given {
  ast::Name name; // empty if positional
  llvm::SMRange range;
  const ast::Expr *expr = nullptr;
  const ConstantValue *constant = nullptr;
  const Operand *operand = nullptr;
};

/// What one setting of a word was given; tensors as operands, since numbers
/// among them become tensors only when the word is built.
struct Slot {
  bool given = false;
  llvm::SMRange range;
  nn::Argument value;
  llvm::SmallVector<Operand, 1> operands;
};
/// One for each setting of a word.
using Slots = llvm::SmallVector<Slot, 4>;

/// A layer, a block or a chain of them, with a path that its parameters begin
/// with. Its calls share them.
struct Instance {
  std::string path;
  llvm::SMRange declared;
  const nn::Word *word = nullptr;
  Slots slots; // of the word
  Declared<ast::BlockDecl> block;
  std::vector<std::pair<llvm::StringRef, ConstantValue>> settings; // of block
  std::vector<Instance *> chain;                                   // repeat
  llvm::StringMap<Instance *> children;
  llvm::SmallVector<std::string, 2> parameters;
  bool called = false;
};

/// What a name stands for, constants apart. Neither set: its definition failed.
struct Binding {
  mlir::Value tensor;
  Instance *instance = nullptr;
  llvm::SMRange declared;
  llvm::SMRange origin;
  bool isPort = false;
};

/// The names of one body while it is imported.
struct Scope {
  Scope(const Module &module, Instance *owner)
      : module(module), constants(&module.constants), owner(owner) {}

  /// The path of something called `name` here.
  std::string pathOf(llvm::StringRef name) const {
    return owner ? owner->path + "." + name.str() : name.str();
  }

  const Module &module;
  Environment constants;
  llvm::StringMap<Binding> bindings;
  llvm::StringMap<llvm::SMRange> declared; // constants too
  llvm::StringMap<unsigned> counters;      // dense -> 2 after dense0, dense1
  llvm::StringMap<llvm::SMRange> layers;   // names of layers, counted too
  llvm::StringMap<const ConstantValue *> defaults;
  Instance *owner; // null for the network
};

/// Whether tensors stand where a setting of the kind is given.
bool takesTensors(nn::SettingKind kind);
/// What a setting of the kind is, for messages: "a tensor".
std::string expected(nn::SettingKind kind);

/// Which settings positional arguments go to.
enum class Positional { All, AllButTensors, OnlyTensors };

class Importer {
public:
  Importer(mlir::MLIRContext &context, const Program &program,
           const Settings &settings, llvm::SourceMgr &sources,
           DiagnosticEngine &engine);
  mlir::OwningOpRef<mlir::ModuleOp> run();

private:
  /// Where and of what something is being built, for the op's own errors.
  struct Building {
    llvm::StringRef written; // the word or sign
    llvm::SMRange range;
    llvm::SMLoc caret;
    llvm::SmallVector<const Operand *, 4> operands;
  };
  struct Score {
    ast::StmtKind kind;
    std::string name;
    mlir::Value value;
    llvm::SMRange range;
  };
  /// What one index takes of a dimension.
  struct Taken {
    int64_t start, size;
    bool drops;
  };
  struct OpenBlock {
    const ast::BlockDecl *block;
    llvm::SMRange call;
  };
  /// A pattern of `weights`, on the paths of parameters.
  struct Glob {
    std::string pattern;
    llvm::SMRange range;
    enum { Loads, Freezes, Renames } does;
    bool used = false;
  };

  // Import.cpp: the frame.
  void importPort(const ast::PortStmt &stmt, Scope &scope);
  void importOutput(const ast::OutputStmt &stmt, Scope &scope);
  void importScore(const ast::ScoreStmt &stmt, Scope &scope);
  std::string scoreName(const ast::ScoreStmt &stmt);
  void finishNetwork();
  void checkData();
  void checkSource(llvm::StringRef name, mlir::Value port,
                   const DataSource &source);
  void checkTrainable(bool hasLoss);
  void checkTargets();
  mlir::DictionaryAttr optimizerAttr();

  // Statements.cpp
  std::optional<Operand> importBody(const ast::Body &body, Scope &scope);
  void importLet(const ast::LetStmt &stmt, Scope &scope);
  void importLayer(const ast::LayerStmt &stmt, Scope &scope);
  void importDefault(const ast::DefaultStmt &stmt, Scope &scope);
  bool declare(const ast::Name &name, Scope &scope);
  void bind(const ast::Name &name, const Operand &operand, Scope &scope);
  void nameValue(mlir::Value value, llvm::StringRef name,
                 mlir::Operation *before);

  // Types.cpp
  bool checkSize(mlir::Type type, llvm::SMRange range);
  std::optional<int64_t> importDimension(const ast::Expr &expr, Scope &scope);
  std::optional<llvm::SmallVector<int64_t>> importShape(const ast::Type &type,
                                                        Scope &scope);
  bool checkType(const ast::Type &type, const Operand &operand, Scope &scope,
                 llvm::StringRef what, bool bindsDimensions);

  // Expressions.cpp
  std::optional<Operand> importExpr(const ast::Expr &expr, Scope &scope);
  std::optional<Operand> importTensor(const ast::Expr &expr, Scope &scope);
  std::optional<Operand> importName(const ast::NameExpr &expr, Scope &scope);
  std::optional<Operand> importUnary(const ast::UnaryExpr &expr, Scope &scope);
  std::optional<Operand> importBinary(const ast::BinaryExpr &expr,
                                      Scope &scope);
  std::optional<Operand> importMember(const ast::MemberExpr &expr,
                                      Scope &scope);
  std::optional<Operand> importConstant(const ast::Expr &expr, Scope &scope);
  bool undefinedName(llvm::StringRef name, llvm::SMRange range, Scope &scope);

  // Calls.cpp
  std::optional<Operand> importCall(const ast::CallExpr &expr, Scope &scope);
  std::optional<Operand> importPipe(const ast::PipeExpr &expr, Scope &scope);
  std::optional<Operand> importStage(const ast::Stage &stage,
                                     const Operand &input, Scope &scope);
  std::optional<Operand> callFunction(const ast::Name &name,
                                      llvm::ArrayRef<Given> args,
                                      llvm::SMRange range, Scope &scope);
  std::optional<Operand> foldWord(const nn::Word &word, const Slots &slots,
                                  llvm::SMRange range);
  void unknownWord(const ast::Name &name, Scope &scope);

  // Building.cpp
  std::optional<mlir::Value> inRange(const nn::Setting &setting,
                                     const Operand &operand,
                                     const Building &now);
  mlir::Value numbersOf(mlir::Value classes, const Building &now);
  std::optional<Operand> buildWord(const nn::Word &word, const Slots &slots,
                                   const Building &building, Instance *instance,
                                   Scope &scope);
  std::optional<mlir::Value> scalar(const Operand &operand);
  const nn::Word *wordOf(const Operand &operand) const;
  bool checkOperands(const nn::Word &word, const Building &building,
                     const Scope &scope);
  bool checkFinished(const Operand &operand);
  bool checkBuilt(mlir::Operation *before, mlir::Value value,
                  llvm::SMRange range);
  /// The type as the language writes it, `index(5)` with the classes.
  std::string spelled(mlir::Value value) const;
  void noteOrigin(InFlight &error, const Operand &operand);
  llvm::LogicalResult rephrase(mlir::Diagnostic &diagnostic);

  // Slices.cpp
  std::optional<Operand> importIndex(const ast::IndexExpr &expr, Scope &scope);
  std::optional<Taken> importTaken(const ast::Expr &index, const Operand &base,
                                   size_t axis, int64_t size, Scope &scope);
  std::optional<int64_t> importIndexNumber(const ast::Expr &expr, Scope &scope);

  // Arguments.cpp
  void tooManyArguments(const nn::Word &word, const Given &given,
                        Positional positional, bool isPiped);
  bool matchArguments(const nn::Word &word, llvm::ArrayRef<Given> args,
                      Positional positional, llvm::SMRange range, Scope &scope,
                      Slots &slots);
  bool fillSlot(const nn::Word &word, const nn::Setting &setting,
                const Given &given, Scope &scope, Slot &slot);
  bool checkRequired(const nn::Word &word, const Slots &slots, bool tensors,
                     llvm::SMRange range);

  // SettingValues.cpp
  std::optional<nn::Argument> convert(const nn::Word &word,
                                      const nn::Setting &setting,
                                      const ConstantValue &value, Scope &scope);
  std::optional<nn::Argument> convertWord(const nn::Setting &setting,
                                          const ConstantValue &value,
                                          Scope &scope);
  std::optional<nn::Argument> convertActivation(const ConstantValue &value,
                                                Scope &scope);
  std::optional<nn::InitialiserUse>
  convertInitialiser(const ConstantValue &value, Scope &scope);
  bool readMode(const nn::Initialiser *row, const ConstantValue &value,
                const NamedValue &argument);
  bool checkDistribution(const nn::Initialiser &row,
                         const nn::InitialiserUse &use,
                         const ConstantValue &value);
  void unknownActivation(const ConstantValue &value, Scope &scope);
  void unknownInitialiser(const ConstantValue &value, Scope &scope);
  void unknownWord(llvm::StringRef sort, const ConstantValue &value,
                   llvm::SmallVector<llvm::StringRef> known);
  bool wrongKind(llvm::StringRef setting, llvm::StringRef owner,
                 llvm::StringRef expected, const ConstantValue &value,
                 Scope &scope);

  // Instances.cpp
  bool countUse(llvm::SMRange range);
  Instance *makeInstance(const ast::Name &callee, llvm::ArrayRef<ast::Arg> args,
                         llvm::SMRange range, const ast::Name &as,
                         Scope &scope);
  Instance *makeRepeat(const ast::Name &callee, llvm::ArrayRef<ast::Arg> args,
                       llvm::SMRange range, const ast::Name &as, Scope &scope);
  std::optional<int64_t> repeatCount(const ast::Name &callee,
                                     const ast::Expr &expr, Scope &scope);
  Instance *addInstance(const ast::Name &as, llvm::StringRef callee,
                        llvm::SMRange range, Scope &scope);
  bool setUp(Instance &instance, const ast::Name &callee,
             llvm::ArrayRef<ast::Arg> args, llvm::SMRange range, Scope &scope);
  Instance *findInstance(llvm::ArrayRef<ast::Name> path, Scope &scope);
  Instance *findChild(Instance &instance, const ast::Name &name);

  // Blocks.cpp
  bool matchSettings(const ast::BlockDecl &block, llvm::ArrayRef<ast::Arg> args,
                     llvm::SMRange range, Scope &scope, Instance &instance);
  std::optional<ConstantValue> convertSetting(const ast::BlockDecl &block,
                                              const ast::Param &param,
                                              const ConstantValue &value,
                                              Scope &scope);
  std::optional<Operand> callInstance(Instance &instance,
                                      llvm::ArrayRef<Given> args,
                                      llvm::SMRange range, Scope &scope);
  std::optional<size_t> parameterOf(const ast::BlockDecl &block,
                                    const Given &given, size_t position);
  std::optional<llvm::SmallVector<Operand>>
  matchTensors(const ast::BlockDecl &block, llvm::ArrayRef<Given> args,
               llvm::SMRange range, Scope &caller);
  bool bindParameters(const ast::BlockDecl &block, const Instance &instance,
                      llvm::ArrayRef<Operand> tensors, Scope &scope);
  std::optional<Operand> callBlock(Instance &instance,
                                   llvm::ArrayRef<Given> args,
                                   llvm::SMRange range, Scope &scope);

  // Parameters.cpp
  llvm::FailureOr<mlir::Value>
  declareParameter(Instance &instance, const nn::ParameterRequest &request,
                   llvm::SMRange range);
  std::optional<Operand>
  findParameter(Instance &instance, const ast::Name &name, llvm::SMRange range);
  void collectGlobs();
  void checkGlobs();

  // Diagnostics
  template <typename... Args>
  InFlight report(llvm::SMRange range, diag::Id id, const Args &...args) {
    InFlight error = engine.report(range, id, args...);
    constexpr size_t mostNotes = 4;
    size_t first = openBlocks.size() - std::min(openBlocks.size(), mostNotes);
    for (size_t i = openBlocks.size(); i != first; --i)
      error.note(openBlocks[i - 1].call, diag::Id::net_in_block,
                 openBlocks[i - 1].block->name.text);
    return error;
  }

  /// The last op so far; null if there is none.
  mlir::Operation *lastOp() const {
    mlir::Block *block = builder.getInsertionBlock();
    return block->empty() ? nullptr : &block->back();
  }
  const nn::Word *findWord(llvm::StringRef spelling) const {
    return words.lookup(spelling);
  }

  mlir::MLIRContext &context;
  const Program &program;
  const Settings &settings;
  DiagnosticEngine &engine;
  Locations locations;
  mlir::OpBuilder builder;
  mlir::Type elementType;

  llvm::StringMap<const nn::Word *> words;    // by spelling, optimizers apart
  llvm::StringMap<const nn::Word *> wordOfOp; // by the name of the op
  std::deque<Instance> instances;
  std::deque<ConstantValue> defaultValues;
  llvm::StringMap<std::pair<mlir::Value, llvm::SMRange>> parameters; // by path
  std::vector<Score> frame; // outputs, losses and metrics in order
  llvm::StringMap<llvm::SMRange> scoreNames;
  std::vector<Glob> globs;
  std::vector<OpenBlock> openBlocks;
  llvm::SmallPtrSet<const ast::BlockDecl *, 4> brokenBlocks;
  const Building *building = nullptr;
  unsigned uses = 0;
  unsigned exprDepth = 0;
};

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_IMPORT_IMPORTIMPL_H

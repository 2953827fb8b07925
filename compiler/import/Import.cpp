//===- Import.cpp - a network and its frame -------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/Import.h"
#include "compiler/import/ImportImpl.h"
#include "dialects/nn/ops/Network.h"
#include "math/Fnv1a.h"
#include "shape/Numel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;

static ValueKind kindOf(const nn::Setting &setting) {
  if (setting.kind == nn::SettingKind::Flag)
    return ValueKind::Flag;
  switch (setting.range) {
  case nn::NumberRange::Any:
    return ValueKind::Real;
  case nn::NumberRange::Positive:
    return ValueKind::Positive;
  case nn::NumberRange::NonNegative:
    return ValueKind::NonNegative;
  case nn::NumberRange::BelowOne:
    return ValueKind::BelowOne;
  case nn::NumberRange::ZeroToOne: // of tensors
    break;
  }
  llvm_unreachable("a range without a kind of value");
}

static OptimizerWord optimizerOf(const nn::Word &word) {
  OptimizerWord optimizer{word.spelling.str(), {}};
  for (const nn::Setting &setting : word.settings)
    optimizer.settings.push_back(
        {setting.name.str(), kindOf(setting), setting.defaultText.str()});
  return optimizer;
}

DialectWords frontend::dialectWords(mlir::MLIRContext &context) {
  DialectWords words;
  for (const nn::Word *word : nn::allWords(context))
    if (word->kind == nn::WordKind::Optimizer)
      words.optimizers.push_back(optimizerOf(*word));
    else if (word->kind == nn::WordKind::Loss ||
             word->kind == nn::WordKind::Metric)
      words.scores.push_back(
          {word->spelling.str(),
           word->kind == nn::WordKind::Loss ||
               word->property == nn::WordProperty::SmallerBetter});
  return words;
}

std::string frontend::networkFingerprint(mlir::ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  module.print(os, mlir::OpPrintingFlags().enableDebugInfo(false));
  auto *bytes = reinterpret_cast<const unsigned char *>(text.data());
  return llvm::utohexstr(math::fnv1a64(bytes, text.size()), /*LowerCase=*/true,
                         /*Width=*/16);
}

Importer::Importer(mlir::MLIRContext &context, const Program &program,
                   const Settings &settings, llvm::SourceMgr &sources,
                   DiagnosticEngine &engine)
    : context(context), program(program), settings(settings), engine(engine),
      locations(context, sources), builder(&context) {
  for (const nn::Word *word : nn::allWords(context)) {
    if (word->kind != nn::WordKind::Optimizer)
      words[word->spelling] = word;
    wordOfOp[word->opName] = word;
  }
  context.loadDialect<mlir::arith::ArithDialect>();
  elementType = settings.precision == Precision::F64
                    ? mlir::Type(builder.getF64Type())
                    : mlir::Type(builder.getF32Type());
  collectGlobs();
}

mlir::OwningOpRef<mlir::ModuleOp> Importer::run() {
  const NetworkDecl &network = *program.network;
  unsigned errors = engine.errorCount();
  for (const auto &module : program.modules)
    for (const auto &[name, block] : module->blocks)
      if (block.home == module.get() && findWord(name))
        report(block.decl->name.range, Id::net_block_hides_word, name);

  mlir::Location loc = locations.of(network.name.range);
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(loc);
  builder.setInsertionPointToStart(module->getBody());
  mlir::FloatAttr clipValue, clipNorm;
  if (settings.train && settings.train->clipValue)
    clipValue = builder.getF64FloatAttr(*settings.train->clipValue);
  if (settings.train && settings.train->clipNorm)
    clipNorm = builder.getF64FloatAttr(*settings.train->clipNorm);
  bool trains = settings.train && settings.training;
  auto op = nn::NetworkOp::create(
      builder, loc, builder.getStringAttr(network.name.text),
      builder.getI64IntegerAttr(int64_t(settings.capacity)),
      trains ? optimizerAttr() : mlir::DictionaryAttr(),
      trains ? clipValue : mlir::FloatAttr(),
      trains ? clipNorm : mlir::FloatAttr());
  builder.setInsertionPointToStart(&op.getBody().emplaceBlock());

  Scope scope(program.main(), nullptr);
  {
    mlir::ScopedDiagnosticHandler handler(
        &context, [this](mlir::Diagnostic &d) { return rephrase(d); });
    importBody(network.body, scope);
  }
  if (engine.errorCount() == errors)
    finishNetwork();
  if (engine.errorCount() != errors || failed(mlir::verify(*module)))
    return {};
  return module;
}

mlir::OwningOpRef<mlir::ModuleOp>
frontend::importNetwork(mlir::MLIRContext &context, const Program &program,
                        const Settings &settings, llvm::SourceMgr &sources,
                        DiagnosticEngine &engine) {
  return Importer(context, program, settings, sources, engine).run();
}

/// The op for the settings of the optimizer, and those of the settings that it
/// has. The learning rate is none of them: each step is given its own.
mlir::DictionaryAttr Importer::optimizerAttr() {
  const OptimizerUse &use = settings.train->optimizer;
  SmallVector<mlir::NamedAttribute> given;
  for (const auto &[name, number] : use.numbers)
    given.push_back(
        builder.getNamedAttr(name, builder.getF64FloatAttr(number)));
  for (const auto &[name, flag] : use.flags)
    given.push_back(builder.getNamedAttr(name, builder.getBoolAttr(flag)));
  mlir::DictionaryAttr all = builder.getDictionaryAttr(given);
  auto interface = [&](StringRef opName) {
    auto op = mlir::RegisteredOperationName::lookup(opName, &context);
    return op ? op->getInterface<nn::OptimizerInterface>() : nullptr;
  };
  for (const nn::Word *word : nn::allWords(context)) {
    if (word->kind != nn::WordKind::Optimizer || word->spelling != use.word)
      continue;
    StringRef chosen = interface(word->opName)->choose(all);
    SmallVector<mlir::NamedAttribute> kept{
        builder.getNamedAttr("op", builder.getStringAttr(chosen))};
    for (const nn::Setting &setting : interface(chosen)->settings().settings)
      if (mlir::Attribute value = all.get(setting.name))
        kept.push_back(builder.getNamedAttr(setting.name, value));
    return builder.getDictionaryAttr(kept);
  }
  llvm_unreachable("settings name an optimizer that there is");
}

//===----------------------------------------------------------------------===//
// Statements of a network alone
//===----------------------------------------------------------------------===//

void Importer::importPort(const PortStmt &stmt, Scope &scope) {
  bool isNew = declare(stmt.name, scope);
  Binding &binding = scope.bindings[stmt.name.text];
  if (!isNew)
    return;
  binding = {{}, nullptr, stmt.name.range, stmt.type.range, true};
  const Type &type = stmt.type;
  bool isIndex = type.kind == TypeKind::Index;
  if (!isIndex && type.kind != TypeKind::F32) {
    report(type.range, Id::net_type_not_tensor, diag::quoted(stmt.name.text),
           textOf(type.range));
    return;
  }
  std::optional<SmallVector<int64_t>> shape = importShape(type, scope);
  mlir::IntegerAttr classes;
  if (isIndex) {
    std::optional<int64_t> count = importDimension(*type.classes, scope);
    if (!count)
      return;
    classes = builder.getI64IntegerAttr(*count);
  }
  if (!shape)
    return;
  shape->insert(shape->begin(), mlir::ShapedType::kDynamic);
  auto tensor = mlir::RankedTensorType::get(
      *shape, isIndex ? mlir::Type(builder.getI32Type()) : elementType);
  if (!checkSize(tensor, type.range))
    return;
  mlir::Location loc = locations.of(stmt.range, stmt.name.text);
  mlir::StringAttr name = builder.getStringAttr(stmt.name.text);
  binding.tensor =
      stmt.kind == StmtKind::Input
          ? nn::InputOp::create(builder, loc, tensor, name, classes).getResult()
          : nn::TargetOp::create(builder, loc, tensor, name, classes,
                                 /*range=*/{})
                .getResult();
}

void Importer::importOutput(const OutputStmt &stmt, Scope &scope) {
  const auto *same = llvm::dyn_cast<NameExpr>(stmt.value.get());
  auto first = scope.declared.find(stmt.name.text);
  if (same && same->name == stmt.name.text && first != scope.declared.end()) {
    report(stmt.name.range, Id::net_output_of_itself, stmt.name.text)
        .note(first->second, Id::net_declared_here, stmt.name.text);
    return;
  }
  bool isNew = declare(stmt.name, scope);
  scope.bindings.try_emplace(stmt.name.text).first->second.declared =
      stmt.name.range;
  mlir::Operation *before = lastOp();
  std::optional<Operand> value = importTensor(*stmt.value, scope);
  if (!value || !isNew || !checkFinished(*value))
    return;
  if (!nn::hasRows(value->tensor.getType())) {
    InFlight error = report(stmt.value->range, Id::net_output_without_rows);
    noteOrigin(error, *value);
    return;
  }
  nameValue(value->tensor, stmt.name.text, before);
  bind(stmt.name, *value, scope);
  frame.push_back({stmt.kind, stmt.name.text.str(), value->tensor, stmt.range});
}

/// The name as written, or else that of the word that makes the value.
std::string Importer::scoreName(const ScoreStmt &stmt) {
  if (stmt.name)
    return stmt.name.text.str();
  const Expr *value = stmt.value.get();
  if (const auto *pipe = llvm::dyn_cast<PipeExpr>(value))
    return pipe->stages.back().path.back().text.str();
  if (const auto *call = llvm::dyn_cast<CallExpr>(value))
    value = call->callee.get();
  if (const auto *name = llvm::dyn_cast<NameExpr>(value))
    return name->name.str();
  return "";
}

/// What the history of a training says beside the results, and the results on
/// the validation rows.
static bool isColumnOfHistory(StringRef name) {
  return name == "epoch" || name == "step" || name == "learning_rate" ||
         name == "seconds" || name.starts_with("val_");
}

void Importer::importScore(const ScoreStmt &stmt, Scope &scope) {
  StringRef what = spelling(stmt.kind);
  std::string name = scoreName(stmt);
  SMRange range = stmt.name ? stmt.name.range : stmt.value->range;
  if (name.empty()) {
    report(range, Id::net_score_without_name, what);
  } else if (name == spelling(StmtKind::Loss)) {
    report(range, Id::net_score_named_loss, what);
  } else if (isColumnOfHistory(name)) {
    report(range, Id::net_score_reserved, name, what);
  } else if (auto [first, isNew] = scoreNames.try_emplace(name, range);
             !isNew) {
    report(range, Id::net_duplicate_score, name, what)
        .note(first->second, Id::net_declared_here, name);
  }
  mlir::Operation *before = lastOp();
  std::optional<Operand> value = importTensor(*stmt.value, scope);
  if (!value)
    return;
  auto type = llvm::cast<mlir::RankedTensorType>(value->tensor.getType());
  bool isScalar = type.getRank() == (nn::hasRows(type) ? 1 : 0);
  if (!isScalar || type.getElementType() != elementType) {
    InFlight error = report(stmt.value->range, Id::net_score_not_scalar, what,
                            spelled(value->tensor));
    noteOrigin(error, *value);
    return;
  }
  if (stmt.kind == StmtKind::Loss && !checkFinished(*value))
    return;
  nameValue(value->tensor, name, before);
  frame.push_back({stmt.kind, name, value->tensor, stmt.range});
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

/// Says what the network is for, after all that computes it.
void Importer::finishNetwork() {
  checkGlobs();
  checkTargets();
  checkData();
  auto has = [&](StmtKind kind) {
    return llvm::any_of(frame, [=](const Score &s) { return s.kind == kind; });
  };
  SMRange range = program.network->name.range;
  if (!has(StmtKind::Output) && !has(StmtKind::Loss))
    report(range, Id::net_no_output, program.network->name.text);
  else if (settings.train && settings.training)
    checkTrainable(has(StmtKind::Loss));
  for (const Score &score : frame) {
    mlir::Location loc = locations.of(score.range);
    if (score.kind == StmtKind::Output) {
      nn::OutputOp::create(builder, loc, score.name, score.value);
    } else if (score.kind == StmtKind::Loss) {
      nn::LossOp::create(builder, loc, score.name, score.value);
    } else {
      auto op = score.value.getDefiningOp<nn::FinishInterface>();
      bool isRoot = op && op.finish() == nn::Finish::RootMean;
      nn::MetricOp::create(builder, loc, score.name, score.value,
                           isRoot ? "root_mean" : "mean");
    }
  }
}

/// Rows that are written have as many numbers as what they are for.
void Importer::checkData() {
  if (!settings.data)
    return;
  llvm::StringMap<mlir::Value> ports;
  for (mlir::Operation &op : *builder.getInsertionBlock())
    if (llvm::isa<nn::InputOp, nn::TargetOp>(op))
      ports[op.getAttrOfType<mlir::StringAttr>("name").getValue()] =
          op.getResult(0);
  for (const DataRows *section :
       {&settings.data->train, &settings.data->validation,
        &settings.data->test})
    for (const auto &[name, source] : *section)
      if (auto port = ports.find(name); port != ports.end())
        checkSource(name, port->second, source);
}

void Importer::checkSource(StringRef name, mlir::Value port,
                           const DataSource &source) {
  auto type = llvm::cast<mlir::RankedTensorType>(port.getType());
  std::optional<uint64_t> elements =
      checkedProduct(type.getShape().drop_front());
  std::optional<uint64_t> width = source.width();
  if (width && width != elements)
    report(source.range, Id::net_data_width, *width, name, spelled(port),
           *elements);
  if (source.isStandardised() && type.getElementType().isInteger())
    report(source.range, Id::net_standardised_index, name, spelled(port));
}

/// Training needs something to minimise and something to change.
void Importer::checkTrainable(bool hasLoss) {
  const Name &network = program.network->name;
  SMRange range = program.train ? program.train->keyword : network.range;
  auto isFrozen = [](const auto &entry) {
    auto op = entry.second.first.template getDefiningOp<nn::ParameterOp>();
    return op.getFrozen();
  };
  if (!hasLoss)
    report(range, Id::net_no_loss, network.text);
  else if (parameters.empty())
    report(range, Id::net_no_parameters, network.text);
  else if (llvm::all_of(parameters, isFrozen))
    report(
        llvm::find_if(
            globs, [](const Glob &glob) { return glob.does == Glob::Freezes; })
            ->range,
        Id::net_all_frozen, network.text);
}

/// Predicting knows no targets, so no output may need one.
void Importer::checkTargets() {
  llvm::DenseSet<mlir::Value> fromTargets;
  for (mlir::Operation &op : *builder.getInsertionBlock()) {
    bool isTainted = llvm::isa<nn::TargetOp>(op) ||
                     llvm::any_of(op.getOperands(), [&](mlir::Value v) {
                       return fromTargets.contains(v);
                     });
    if (isTainted)
      fromTargets.insert(op.result_begin(), op.result_end());
  }
  for (const Score &score : frame)
    if (score.kind == StmtKind::Output && fromTargets.contains(score.value))
      report(score.range, Id::net_output_of_target, score.name);
}

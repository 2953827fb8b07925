//===- Building.cpp - from a word and its arguments to ops --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "dialects/nn/ops/Cast.h"
#include "dialects/nn/ops/Network.h"
#include "dialects/nn/ops/Reshape.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/SaveAndRestore.h"

#include <cmath>

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

/// A number among tensors, in the type that is computed in.
std::optional<mlir::Value> Importer::scalar(const Operand &operand) {
  std::optional<double> number = operand.constant.asNumber();
  if (!number) {
    report(operand.range, Id::net_not_a_tensor, describe(operand.constant));
    return std::nullopt;
  }
  bool fits = elementType.isF64() || std::isfinite(float(*number));
  if (!fits) {
    report(operand.range, Id::net_number_too_large,
           textOf(operand.constant.range));
    return std::nullopt;
  }
  mlir::Location loc = locations.of(operand.range, "number");
  return mlir::arith::ConstantOp::create(
             builder, loc, builder.getFloatAttr(elementType, *number))
      .getResult();
}

/// The word whose op defines the tensor; null if there is none.
const nn::Word *Importer::wordOf(const Operand &operand) const {
  mlir::Operation *op =
      operand.tensor ? operand.tensor.getDefiningOp() : nullptr;
  return op ? wordOfOp.lookup(op->getName().getStringRef()) : nullptr;
}

/// Rules about operands that no op can know.
bool Importer::checkOperands(const nn::Word &word, const Building &building,
                             const Scope &scope) {
  for (const Operand *operand : building.operands)
    if (!checkFinished(*operand))
      return false;
  if (word.property != nn::WordProperty::Logits || building.operands.empty())
    return true;
  const Operand &first = *building.operands.front();
  const nn::Word *source = wordOf(first);
  if (!source || source->property != nn::WordProperty::Probabilities)
    return true;
  InFlight error = report(first.range, Id::net_wants_logits, word.spelling,
                          source->spelling);
  SMRange origin = first.origin.isValid() ? first.origin : first.range;
  mlir::Operation *op = first.tensor.getDefiningOp();
  auto logits = llvm::dyn_cast<mlir::NameLoc>(op->getOperand(0).getLoc());
  if (logits && scope.bindings.contains(logits.getName()))
    error.note(origin, Id::net_write_logits, source->spelling,
               logits.getName().getValue(), word.spelling);
  else
    error.note(origin, Id::net_give_logits, source->spelling, word.spelling);
  return false;
}

/// A value that is finished over all rows is a metric and nothing else.
bool Importer::checkFinished(const Operand &operand) {
  auto op = operand.tensor ? operand.tensor.getDefiningOp<nn::FinishInterface>()
                           : nn::FinishInterface();
  if (!op || op.finish() == nn::Finish::Mean)
    return true;
  report(operand.range, Id::net_finished_inside, wordOf(operand)->spelling);
  return false;
}

/// A tensor for a setting that may want numbers of a range: a target says so to
/// those who read its data, and one of two classes becomes their numbers.
std::optional<mlir::Value> Importer::inRange(const nn::Setting &setting,
                                             const Operand &operand,
                                             const Building &now) {
  auto target = operand.tensor.getDefiningOp<nn::TargetOp>();
  if (!target || setting.range != nn::NumberRange::ZeroToOne)
    return operand.tensor;
  if (!target.getClasses()) {
    target.setRange(llvm::ArrayRef<double>{0, 1});
    return operand.tensor;
  }
  if (*target.getClasses() == 2)
    return numbersOf(operand.tensor, now);
  report(operand.range, Id::net_takes_two_classes, now.written,
         spelled(operand.tensor));
  return std::nullopt;
}

/// Classes as numbers, in the shape of what they are compared with where a row
/// has but one.
mlir::Value Importer::numbersOf(mlir::Value classes, const Building &now) {
  auto type = llvm::cast<mlir::RankedTensorType>(classes.getType());
  auto target = classes.getDefiningOp<nn::TargetOp>();
  mlir::Location loc = locations.of(now.range, target.getName());
  mlir::Value numbers =
      nn::CastOp::create(builder, loc, type.clone(elementType), classes);
  const Operand &compared = *now.operands.front();
  auto like =
      compared.tensor
          ? llvm::cast<mlir::RankedTensorType>(compared.tensor.getType())
          : type;
  bool isOneMore =
      type.getRank() == 1 && like.getRank() == 2 && like.getShape().back() == 1;
  if (isOneMore)
    numbers = nn::ReshapeOp::create(builder, loc, numbers,
                                    llvm::ArrayRef<int64_t>{1});
  return numbers;
}

std::optional<Operand> Importer::buildWord(const nn::Word &word,
                                           const Slots &slots,
                                           const Building &now,
                                           Instance *instance, Scope &scope) {
  if (!countUse(now.range) || !checkOperands(word, now, scope))
    return std::nullopt;
  llvm::SaveAndRestore<const Building *> inside(building, &now);

  std::string counted = StringRef(word.spelling).lower();
  std::string path = instance ? instance->path : std::string();
  StringRef shownName = path;
  if (!instance) {
    bool isSign = word.kind == nn::WordKind::Operator;
    shownName = isSign ? StringRef(word.opName).rsplit('.').second
                       : StringRef(word.spelling);
    path = scope.pathOf(counted + std::to_string(scope.counters[counted]++));
  }
  mlir::Operation *before = lastOp();
  nn::Call call(builder, locations.of(now.range, shownName), word);
  call.path = path;
  call.declareParameter =
      [&](const nn::ParameterRequest &request) -> llvm::FailureOr<mlir::Value> {
    assert(instance && "only layers own parameters");
    return declareParameter(*instance, request, now.range);
  };
  for (auto [setting, slot] : llvm::zip(word.settings, slots)) {
    llvm::SmallVector<mlir::Value> values;
    for (const Operand &operand : slot.operands) {
      std::optional<mlir::Value> value =
          operand.tensor ? inRange(setting, operand, now) : scalar(operand);
      if (!value)
        return std::nullopt;
      values.push_back(*value);
    }
    nn::Argument &argument = call.argument(setting.name);
    if (setting.kind == nn::SettingKind::Tensors)
      argument = std::move(values);
    else if (!values.empty())
      argument = values.front();
    else
      argument = slot.value;
  }
  unsigned errors = engine.errorCount();
  llvm::FailureOr<mlir::Value> value = word.build(call);
  if (llvm::failed(value)) {
    if (engine.errorCount() == errors)
      report(now.range, Id::net_not_applicable, word.spelling);
    return std::nullopt;
  }
  if (!checkBuilt(before, *value, now.range))
    return std::nullopt;
  return Operand{*value, {}, now.range, now.range};
}

/// Checks what was appended after `before`: operand types, which the shape
/// rules take for granted, and sizes.
bool Importer::checkBuilt(mlir::Operation *before, mlir::Value value,
                          SMRange range) {
  mlir::Block *block = builder.getInsertionBlock();
  auto op = before ? std::next(before->getIterator()) : block->begin();
  for (; op != block->end(); ++op)
    if (llvm::failed(mlir::verify(&*op)))
      return false;
  return checkSize(value.getType(), range);
}

/// The operand type that an op does not take; null if the message is about
/// something else. MLIR's check of operands names the type as an argument of
/// the diagnostic, and the rules of the ops speak of types as the language
/// writes them.
static mlir::Type refusedType(mlir::Diagnostic &diagnostic) {
  for (mlir::DiagnosticArgument &argument : diagnostic.getArguments())
    if (argument.getKind() ==
        mlir::DiagnosticArgument::DiagnosticArgumentKind::Type)
      return argument.getAsType();
  return {};
}

/// Reports what an op says about a mistake, at the place in the source and with
/// notes about the operands.
llvm::LogicalResult Importer::rephrase(mlir::Diagnostic &diagnostic) {
  if (!building || diagnostic.getSeverity() != mlir::DiagnosticSeverity::Error)
    return llvm::failure();
  mlir::Type refused = refusedType(diagnostic);
  InFlight error =
      !refused ? report(building->range, Id::net_rule, diagnostic.str())
      : llvm::isa<mlir::RankedTensorType>(refused)
          ? report(building->range, Id::net_takes_reals, building->written)
          : report(building->range, Id::net_takes_tensors, building->written);
  error.caret(building->caret);
  bool isSign = building->caret != building->range.Start;
  llvm::SmallSetVector<StringRef, 4> noted;
  for (const Operand *operand : building->operands) {
    if (isSign)
      error.also(operand->range);
    if (noted.insert(textOf(operand->range)))
      noteOrigin(error, *operand);
  }
  return llvm::success();
}

std::string Importer::spelled(mlir::Value value) const {
  std::string text = nn::spell(value.getType());
  mlir::Operation *op = value.getDefiningOp();
  auto classes = op ? op->getAttrOfType<mlir::IntegerAttr>("classes")
                    : mlir::IntegerAttr();
  StringRef index = "index";
  if (classes && StringRef(text).starts_with(index))
    text.insert(index.size(), "(" + std::to_string(classes.getInt()) + ")");
  return text;
}

void Importer::noteOrigin(InFlight &error, const Operand &operand) {
  constexpr size_t longest = 60;
  if (!operand.tensor)
    return;
  auto shown = [](SMRange range) {
    return diag::shown(textOf(range), longest);
  };
  std::string type = spelled(operand.tensor);
  if (operand.declared)
    error.note(operand.origin, Id::net_declared_as, shown(operand.range), type);
  else if (operand.origin.isValid() &&
           operand.origin.Start != operand.range.Start)
    error.note(operand.origin, Id::net_got_from, shown(operand.range), type,
               shown(operand.origin));
  else
    error.note(operand.range, Id::net_gives, shown(operand.range), type);
}

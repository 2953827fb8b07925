//===- Settings.cpp - what the records of a program say -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Settings.h"

#include "compiler/program/SettingsReaders.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Names of the network
//===----------------------------------------------------------------------===//

/// The function whose value an expression is: `accuracy` of `accuracy(z, y)`.
static StringRef functionOf(const Expr &expr) {
  if (const auto *pipe = llvm::dyn_cast<PipeExpr>(&expr))
    return pipe->stages.back().path.back().text;
  const auto *call = llvm::dyn_cast<CallExpr>(&expr);
  const auto *callee =
      call ? llvm::dyn_cast<NameExpr>(call->callee.get()) : nullptr;
  return callee ? callee->name : "";
}

NetworkNames frontend::namesOf(const NetworkDecl &network) {
  NetworkNames names;
  std::vector<std::string> losses, metrics;
  for (const StmtPtr &stmt : network.body.stmts)
    if (const auto *score = llvm::dyn_cast<ScoreStmt>(stmt.get())) {
      StringRef name =
          score->name ? score->name.text : functionOf(*score->value);
      bool isLoss = score->kind == StmtKind::Loss;
      (isLoss ? losses : metrics).push_back(name.str());
      if (!isLoss)
        names.metricFunctions[name.str()] = functionOf(*score->value).str();
    }
  // In the order of the compiled network, where a single term of the loss has
  // no result of its own.
  names.results.push_back("loss");
  if (losses.size() > 1)
    llvm::append_range(names.results, losses);
  names.losses = names.results;
  llvm::append_range(names.results, metrics);
  llvm::erase(names.results, ""); // it is reported where it stands
  for (const StmtPtr &stmt : network.body.stmts) {
    const auto *port = llvm::dyn_cast<PortStmt>(stmt.get());
    if (!port)
      continue;
    bool isInput = port->kind == StmtKind::Input;
    std::string name = port->name.text.str();
    (isInput ? names.inputs : names.targets).push_back(name);
    if (!isInput && port->type.kind == TypeKind::Index && !port->type.hasDims)
      names.indexTargets.push_back(name);
  }
  return names;
}

//===----------------------------------------------------------------------===//
// Values of keys
//===----------------------------------------------------------------------===//

static std::optional<ConstantValue> evaluateField(const Field &field,
                                                  Checker &checker) {
  return evaluate(*field.expr, *field.environment, checker.engine);
}

std::optional<ConstantValue> frontend::readValue(const RecordFields &fields,
                                                 StringRef path,
                                                 Checker &checker) {
  const Field *field = fields.find(path);
  if (!field)
    return std::nullopt;
  std::optional<ConstantValue> value = evaluateField(*field, checker);
  if (!value || !checker.check(path, field->key->kind, *value))
    return std::nullopt;
  return value;
}

std::optional<FormUse> frontend::readForm(const RecordFields &fields,
                                          StringRef path, Checker &checker) {
  const Field *field = fields.find(path);
  if (!field)
    return std::nullopt;
  std::optional<ConstantValue> value = evaluateField(*field, checker);
  if (!value)
    return std::nullopt;
  return checker.use(path, field->key->kind, *value);
}

std::vector<FormUse> frontend::readForms(const RecordFields &fields,
                                         StringRef path, Checker &checker) {
  std::vector<FormUse> uses;
  const Field *field = fields.find(path);
  if (!field)
    return uses;
  std::optional<ConstantValue> value = evaluateField(*field, checker);
  if (!value)
    return uses;
  bool isList = value->isList() && !value->elements.empty();
  for (const ConstantValue &element :
       isList ? llvm::ArrayRef(value->elements) : llvm::ArrayRef(*value))
    if (auto use = checker.use(path, field->key->kind, element))
      uses.push_back(std::move(*use));
  return uses;
}

void frontend::reportUnknownName(const ConstantValue &word, Id unknown,
                                 llvm::ArrayRef<StringRef> names,
                                 DiagnosticEngine &engine) {
  engine.report(word.range, unknown, word.text, diag::guess(word.text, names),
                quotedList(names));
}

//===----------------------------------------------------------------------===//
// `weights` and `build`
//===----------------------------------------------------------------------===//

static std::vector<std::string> texts(const ConstantValue &value) {
  if (value.isString())
    return {value.text};
  std::vector<std::string> texts;
  for (const ConstantValue &element : value.elements)
    texts.push_back(element.text);
  return texts;
}

void frontend::readWeights(const RecordFields &fields, Settings &settings,
                           Checker &checker) {
  for (const FormUse &use : readForms(fields, "load", checker))
    settings.load.push_back({use.text("file"), use.text("only")});
  if (auto rename = readValue(fields, "rename", checker))
    for (const ConstantValue &pair : rename->elements)
      settings.rename.emplace_back(pair.elements[0].text,
                                   pair.elements[1].text);
  if (auto freeze = readValue(fields, "freeze", checker))
    settings.freeze = texts(*freeze);
}

void frontend::readBuild(const RecordFields &fields, Settings &settings,
                         Checker &checker) {
  if (auto use = readForm(fields, "precision", checker))
    settings.precision = use->word() == "f64" ? Precision::F64 : Precision::F32;
  if (auto use = readForm(fields, "training", checker))
    settings.training = use->word() == "on";
  if (auto fuse = readValue(fields, "fuse", checker))
    settings.fuse = fuse->flag;
  if (auto threads = readValue(fields, "threads", checker))
    settings.threads = uint64_t(*threads->integer);
  if (auto batch = readValue(fields, "batch", checker)) {
    settings.batches.clear();
    for (const ConstantValue &size : batch->isList()
                                         ? llvm::ArrayRef(batch->elements)
                                         : llvm::ArrayRef(*batch))
      settings.batches.push_back(uint64_t(*size.integer));
  }
  for (StringRef path : {"device", "math"})
    readForm(fields, path, checker);
}

//===----------------------------------------------------------------------===//
// All records
//===----------------------------------------------------------------------===//

namespace {

class SettingsReader {
public:
  SettingsReader(const Program &program, const NetworkNames &network,
                 const DialectWords &words, DiagnosticEngine &engine)
      : program(program), network(network), engine(engine),
        checker(words, engine) {}

  void read(StringRef build) {
    readTrainAndData();
    RecordFields weights = fieldsOf(RecordKind::Weights, "", program.weights);
    readWeights(weights, settings, checker);
    readBuilds(build);
    setCapacity();
  }

  Settings settings;

private:
  RecordFields fieldsOf(RecordKind kind, StringRef name,
                        const RecordDecl *record) {
    return RecordFields(program, kind, name, {record, &program.main()},
                        checker);
  }

  bool isSet(RecordKind kind, StringRef name = "") const {
    return llvm::any_of(program.overrides, [&](const Override &override) {
      return override.record == kind && override.name == name;
    });
  }

  void readTrainAndData() {
    std::string used;
    if (program.train || isSet(RecordKind::Train)) {
      RecordFields fields = fieldsOf(RecordKind::Train, "", program.train);
      settings.train = readTrain(fields, network, checker);
      used = settings.train->data;
      bool isKnown = used.empty() || readUsedData(fields, used);
      if (isKnown)
        checkValidation(fields, *settings.train,
                        settings.data ? &*settings.data : nullptr, checker);
    }
    checker.needsAbilities = false;
    for (const auto &[name, record] : program.data())
      if (name != used && record.home == &program.main())
        readData(RecordFields(program, RecordKind::Data, name, record, checker),
                 name, nullptr, checker);
    checker.needsAbilities = true;
  }

  /// Reads the data that `train` names; false if it is unknown.
  bool readUsedData(const RecordFields &train, StringRef name) {
    auto record = program.data().find(std::string_view(name));
    if (record == program.data().end()) {
      llvm::SmallVector<StringRef> names;
      for (const auto &[known, decl] : program.data())
        names.push_back(known);
      reportUnknownName(
          ConstantValue::makeWord(name, train.find("data")->expr->range),
          Id::settings_unknown_data, names, engine);
      return false;
    }
    RecordFields fields(program, RecordKind::Data, name, record->second,
                        checker);
    settings.data = readData(fields, name, &network, checker);
    return true;
  }

  void readBuilds(StringRef chosen) {
    bool isChosenKnown = chosen.empty();
    for (const auto &[name, record] : program.builds) {
      isChosenKnown |= name == chosen;
      Settings ignored;
      checker.needsAbilities = name == chosen;
      readBuild(fieldsOf(RecordKind::Build, name, record),
                checker.needsAbilities ? settings : ignored, checker);
    }
    checker.needsAbilities = true;
    bool onlySet =
        !program.builds.count(std::string_view()) && isSet(RecordKind::Build);
    if (onlySet && chosen.empty())
      readBuild(fieldsOf(RecordKind::Build, "", nullptr), settings, checker);
    if (isChosenKnown)
      return;
    llvm::SmallVector<StringRef> names;
    for (const auto &[name, record] : program.builds)
      names.push_back(name);
    reportUnknownName(ConstantValue::makeWord(chosen),
                      Id::settings_unknown_build, names, engine);
  }

  void setCapacity() {
    std::vector<uint64_t> sizes = settings.batches;
    if (settings.train && settings.training)
      sizes.push_back(settings.train->batch);
    if (!sizes.empty())
      settings.capacity = *llvm::max_element(sizes);
  }

  const Program &program;
  const NetworkNames &network;
  DiagnosticEngine &engine;
  Checker checker;
};

} // namespace

std::optional<Settings> frontend::readSettings(const Program &program,
                                               const NetworkNames &network,
                                               const DialectWords &words,
                                               StringRef build,
                                               DiagnosticEngine &engine) {
  unsigned errorsBefore = engine.errorCount();
  SettingsReader reader(program, network, words, engine);
  reader.read(build);
  if (engine.errorCount() != errorsBefore)
    return std::nullopt;
  return std::move(reader.settings);
}

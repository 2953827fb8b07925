//===- SettingsData.cpp - a `data` record ---------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/SettingsReaders.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::frontend;
using diag::Id;
using llvm::StringRef;

namespace {

class DataReader {
public:
  DataReader(const RecordFields &fields, StringRef recordName,
             const NetworkNames *network, Checker &checker)
      : fields(fields), recordName(recordName), network(network),
        checker(checker), engine(checker.engine) {}

  DataSettings read() {
    readRows("train", data.train);
    readRows("validation", data.validation);
    readRows("test", data.test);
    checkStandardise("validation", data.validation);
    checkStandardise("test", data.test);
    readSplit();
    return std::move(data);
  }

private:
  void readRows(StringRef section, DataRows &rows) {
    bool isGiven = section == "train";
    for (const Field &field : fields.all()) {
      if (!StringRef(field.path).starts_with((section + ".").str()))
        continue;
      isGiven = true;
      checkPort(field);
      if (auto source = readSource(field.name(), *field.expr,
                                   *field.environment, checker))
        rows.emplace_back(field.name().str(), std::move(*source));
    }
    checkHeights(rows);
    if (!isGiven || !network)
      return;
    requireAll(section, "input", network->inputs);
    requireAll(section, "target", network->targets);
  }

  /// Where rows are written, there are as many for each value.
  void checkHeights(const DataRows &rows) {
    auto first = llvm::find_if(
        rows, [](const auto &row) { return row.second.height(); });
    for (const auto &[name, source] : rows)
      if (std::optional<uint64_t> height = source.height();
          height && *height != *first->second.height())
        engine.report(source.range, Id::settings_row_counts, name, *height,
                      first->first, *first->second.height());
  }

  /// What is learnt from the training rows has its place in all others.
  void checkStandardise(StringRef section, const DataRows &rows) {
    for (const auto &[name, source] : rows) {
      auto own = llvm::find_if(
          data.train, [&](const auto &row) { return row.first == name; });
      if (own != data.train.end() &&
          (own->second.isStandardised() || source.isStandardised()) &&
          own->second.arithmetic() != source.arithmetic())
        engine
            .report(source.range, Id::settings_other_standardise, name, section)
            .note(own->second.range, Id::settings_training_source, name);
    }
  }

  void checkPort(const Field &field) {
    if (!network || llvm::is_contained(network->inputs, field.name()) ||
        llvm::is_contained(network->targets, field.name()))
      return;
    llvm::SmallVector<StringRef> names(network->inputs.begin(),
                                       network->inputs.end());
    names.append(network->targets.begin(), network->targets.end());
    reportUnknownName(ConstantValue::makeWord(field.name(), field.keyRange),
                      Id::settings_unknown_port, names, engine);
  }

  void requireAll(StringRef section, StringRef kind,
                  llvm::ArrayRef<std::string> names) {
    for (const std::string &name : names)
      if (!fields.find((section + "." + name).str()))
        engine.report(fields.range(), Id::settings_missing_source, section,
                      recordName, kind, name);
  }

  void readSplit() {
    std::optional<FormUse> use = readForm(fields, "split", checker);
    if (!use)
      return;
    Split &split = data.split.emplace();
    split.validation = readPart(*use, "validation", data.validation);
    split.test = readPart(*use, "test", data.test);
    split.seed = use->count("seed");
    double sum = 0;
    for (const auto &part : {split.validation, split.test})
      sum += part && part->fraction ? *part->fraction : 0;
    if (sum >= 1)
      engine.report(use->range, Id::settings_split_sum, shownNumber(sum * 100));
    const ConstantValue *target = use->find("stratify");
    if (!target)
      return;
    split.stratify = target->text;
    if (network && !llvm::is_contained(network->indexTargets, target->text))
      engine.report(target->range, Id::settings_bad_stratify, target->text);
  }

  std::optional<SplitPart> readPart(const FormUse &use, StringRef section,
                                    const DataRows &record) {
    const ConstantValue *value = use.find(section);
    if (!value)
      return std::nullopt;
    if (!record.empty())
      engine.report(value->range, Id::settings_duplicate, section)
          .note(firstOf(section).keyRange, Id::settings_first_here, section);
    if (value->measure == Measure::Percent)
      return SplitPart{value->number, 0};
    return SplitPart{std::nullopt, uint64_t(*value->integer)};
  }

  const Field &firstOf(StringRef section) const {
    return *llvm::find_if(fields.all(), [&](const Field &field) {
      return StringRef(field.path).starts_with((section + ".").str());
    });
  }

  const RecordFields &fields;
  StringRef recordName;
  const NetworkNames *network;
  Checker &checker;
  DiagnosticEngine &engine;
  DataSettings data;
};

} // namespace

DataSettings frontend::readData(const RecordFields &fields, StringRef name,
                                const NetworkNames *network, Checker &checker) {
  return DataReader(fields, name, network, checker).read();
}

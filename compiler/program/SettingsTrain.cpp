//===- SettingsTrain.cpp - the `train` record -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/SettingsReaders.h"
#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace plexus;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

namespace {

class TrainReader {
public:
  TrainReader(const RecordFields &fields, const NetworkNames &network,
              Checker &checker)
      : fields(fields), network(network), checker(checker),
        engine(checker.engine) {}

  TrainSettings read() {
    // The chosen data is looked up by the caller.
    if (auto data = readValue(fields, "data", checker))
      train.data = data->text;
    readLength();
    if (auto batch = readValue(fields, "batch", checker))
      train.batch = uint64_t(*batch->integer);
    if (auto seed = readValue(fields, "seed", checker))
      train.seed = uint64_t(*seed->integer);
    readOptimizer();
    readSchedule();
    readClip();
    for (const FormUse &rule : readForms(fields, "stop", checker))
      readRule(rule);
    readCheckpoint();
    return std::move(train);
  }

private:
  void readLength() {
    const Field *epochs = fields.find("epochs"), *steps = fields.find("steps");
    if (epochs && steps)
      engine.report(steps->keyRange, Id::settings_both_keys, "steps", "epochs")
          .note(epochs->keyRange, Id::settings_first_here, "epochs");
    else if (!epochs && !steps)
      engine.report(fields.range(), Id::settings_missing_length,
                    fields.title());
    if (auto value = readValue(fields, "epochs", checker))
      train.epochs = uint64_t(*value->integer);
    if (auto value = readValue(fields, "steps", checker))
      train.steps = uint64_t(*value->integer);
  }

  /// Keeps the numbers as written, for checkPrecision.
  void keepNumber(const FormUse &use, const Parameter &parameter) {
    if (const ConstantValue *value = use.find(parameter.name))
      train.numbers.push_back({parameter.name.str(), value->number,
                               parameter.kind == ValueKind::BelowOne,
                               value->range});
  }

  void readOptimizer() {
    if (!fields.find("optimizer")) {
      engine.report(fields.range(), Id::settings_missing_key, fields.title(),
                    "optimizer");
      return;
    }
    std::optional<FormUse> use = readForm(fields, "optimizer", checker);
    if (!use || !use->form->isBuilt)
      return;
    train.optimizer.word = use->word().str();
    for (const Parameter &parameter : use->form->parameters) {
      std::string name = parameter.name.str();
      if (parameter.kind == ValueKind::Flag) {
        train.optimizer.flags[name] = use->flag(name);
        continue;
      }
      double &number = name == learningRateSetting
                           ? train.learningRate
                           : train.optimizer.numbers[name];
      number = use->number(name);
      keepNumber(*use, parameter);
    }
  }

  void readSchedule() {
    std::optional<FormUse> use = readForm(fields, "schedule", checker);
    if (!use || !use->form->isBuilt)
      return;
    ScheduleUse &schedule = train.schedule;
    schedule.name = use->word().str();
    schedule.warmup = use->length("warmup");
    if (schedule.name == "step") {
      schedule.every = use->length("every");
      schedule.factor = use->number("factor");
    }
    if (schedule.name != "cosine" && schedule.name != "linear")
      return;
    schedule.minLearningRate = use->number("min_lr");
    for (const Parameter &parameter : use->form->parameters)
      if (parameter.name == "min_lr")
        keepNumber(*use, parameter);
    if (!train.optimizer.word.empty() &&
        *schedule.minLearningRate > train.learningRate)
      engine.report(use->find("min_lr")->range, Id::settings_rate_order,
                    shownNumber(*schedule.minLearningRate),
                    shownNumber(train.learningRate));
  }

  void readClip() {
    std::optional<FormUse> use = readForm(fields, "clip", checker);
    if (!use)
      return;
    bool isNorm = use->word() == "global_norm";
    (isNorm ? train.clipNorm : train.clipValue) = use->number("limit");
    keepNumber(*use, use->form->parameters.front());
  }

  void readCheckpoint() {
    std::optional<FormUse> use = readForm(fields, "checkpoint", checker);
    if (!use)
      return;
    train.checkpoint = {*use->length("interval"), use->text("file")};
    if (StringRef(train.checkpoint.file).ends_with(".gz"))
      engine.report(use->find("file")->range,
                    Id::settings_compressed_checkpoint, train.checkpoint.file);
  }

  void readRule(const FormUse &use) {
    StopRule rule;
    rule.name = use.word().str();
    for (const StopRule &other : train.stop)
      if (other.name == rule.name)
        engine.report(use.range, Id::settings_duplicate, rule.name);
    if (rule.name == "time") {
      rule.seconds = use.number("limit");
    } else {
      rule.metric = use.text("metric");
      if (!checkResult(*use.find("metric")))
        return;
    }
    if (rule.name == "below")
      rule.value = use.number("value");
    if (rule.name == "early") {
      rule.patience = *use.length("patience");
      rule.restoreBest = use.text("restore") == "best";
      rule.isSmallerBetter = isSmallerBetter(use);
    }
    train.stop.push_back(std::move(rule));
  }

  /// Whether a smaller value of the metric is better, as far as its words say:
  /// a loss says it, and so does a metric that is one word of the dialect.
  std::optional<bool> knownDirection(StringRef metric) const {
    auto isLoss = [&](StringRef name) {
      return llvm::is_contained(network.losses, name);
    };
    StringRef name = metric;
    if (!llvm::is_contained(network.results, name))
      name.consume_front("val_");
    if (isLoss(name))
      return true;
    auto function = network.metricFunctions.find(name.str());
    if (function != network.metricFunctions.end())
      for (const ScoreWord &word : checker.words.scores)
        if (word.name == function->second)
          return word.isSmallerBetter;
    return std::nullopt;
  }

  /// The same of an `early` rule, which may say it.
  bool isSmallerBetter(const FormUse &early) {
    const ConstantValue &metric = *early.find("metric");
    const ConstantValue *mode = early.find("mode");
    std::optional<bool> known = knownDirection(metric.text);
    bool isMin = mode && mode->text == "min";
    if (!known && !mode)
      engine.report(metric.range, Id::settings_unknown_direction, metric.text);
    else if (known && mode && isMin != *known)
      engine.report(mode->range, Id::settings_wrong_direction, metric.text,
                    *known ? "smaller" : "larger", *known ? "min" : "max");
    return mode ? isMin : known.value_or(true);
  }

  bool checkResult(const ConstantValue &word) {
    StringRef name = word.text;
    name.consume_front("val_");
    auto has = [&](StringRef result) {
      return llvm::is_contained(network.results, result);
    };
    if (has(word.text) || has(name))
      return true;
    llvm::SmallVector<StringRef> names(network.results.begin(),
                                       network.results.end());
    std::vector<std::string> validation;
    for (const std::string &result : network.results)
      validation.push_back("val_" + result);
    names.append(validation.begin(), validation.end());
    reportUnknownName(word, Id::settings_unknown_result, names, engine);
    return false;
  }

  const RecordFields &fields;
  const NetworkNames &network;
  Checker &checker;
  DiagnosticEngine &engine;
  TrainSettings train;
};

} // namespace

TrainSettings frontend::readTrain(const RecordFields &fields,
                                  const NetworkNames &network,
                                  Checker &checker) {
  return TrainReader(fields, network, checker).read();
}

bool frontend::checkPrecision(const Settings &settings,
                              DiagnosticEngine &engine) {
  if (settings.precision != Precision::F32 || !settings.train ||
      !settings.training)
    return true;
  unsigned errorsBefore = engine.errorCount();
  for (const TrainNumber &number : settings.train->numbers) {
    float rounded = float(number.value);
    bool isLost = !std::isfinite(rounded) ||
                  (rounded == 0 && number.value != 0) ||
                  (number.isBelowOne && rounded == 1);
    if (isLost)
      engine.report(number.range, Id::settings_not_in_f32, number.name,
                    shownNumber(number.value),
                    std::isfinite(rounded) ? shownNumber(rounded) : "infinity");
  }
  return engine.errorCount() == errorsBefore;
}

void frontend::checkValidation(const RecordFields &fields,
                               const TrainSettings &train,
                               const DataSettings *data, Checker &checker) {
  if (data && data->hasValidation())
    return;
  for (const StopRule &rule : train.stop) {
    if (StringRef(rule.metric).starts_with("val_"))
      checker.engine.report(fields.find("stop")->expr->range,
                            Id::settings_no_validation, rule.metric);
  }
}

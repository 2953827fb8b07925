//===- ProgramJson.cpp - what a generated program knows of its source -----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/ProgramJson.h"

#include "compiler/program/Settings.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <charconv>

using namespace plexus::frontend;
using llvm::StringRef;

namespace {

class Writer {
public:
  explicit Writer(llvm::raw_ostream &os) : json(os) {}

  void write(const Settings &settings, StringRef network) {
    json.object([&] {
      if (!network.empty())
        json.attribute("network", network);
      if (settings.data)
        json.attributeObject("data", [&] { write(*settings.data); });
      if (settings.train)
        json.attributeObject("train", [&] { write(*settings.train); });
      if (!settings.load.empty() || !settings.rename.empty())
        json.attributeObject("weights", [&] {
          write(settings.load);
          write(settings.rename);
        });
    });
  }

private:
  // Numbers.
  static std::string shortest(double number) {
    char text[32];
    auto end = std::to_chars(std::begin(text), std::end(text), number);
    return std::string(text, end.ptr);
  }
  void value(double number) { json.rawValue(shortest(number)); }
  void attribute(StringRef key, double number) {
    json.attributeBegin(key);
    value(number);
    json.attributeEnd();
  }
  void attribute(StringRef key, std::optional<uint64_t> count) {
    if (count)
      json.attribute(key, *count);
    else
      json.attribute(key, nullptr);
  }
  void attribute(StringRef key, Length length) {
    json.attributeObject(key, [&] {
      json.attribute(length.inEpochs ? "epochs" : "steps", length.count);
    });
  }

  // Data.
  void write(const DataSettings &data) {
    write("train", data.train);
    write("validation", data.validation);
    write("test", data.test);
    if (!data.split)
      return;
    json.attributeObject("split", [&] {
      write("validation", data.split->validation);
      write("test", data.split->test);
      if (!data.split->stratify.empty())
        json.attribute("stratify", data.split->stratify);
      json.attribute("seed", data.split->seed);
    });
  }

  void write(StringRef section, const DataRows &rows) {
    if (rows.empty())
      return;
    json.attributeObject(section, [&] {
      for (const auto &[name, source] : rows) {
        json.attributeBegin(name);
        write(source);
        json.attributeEnd();
      }
    });
  }

  void write(StringRef section, const std::optional<SplitPart> &part) {
    if (!part)
      return;
    json.attributeObject(section, [&] {
      if (part->fraction)
        attribute("fraction", *part->fraction);
      else
        json.attribute("rows", part->rows);
    });
  }

  void write(const DataSource &source) {
    if (source.kind == DataSource::Kind::Number)
      return value(source.number);
    if (source.kind == DataSource::Kind::Numbers)
      return json.array([&] {
        for (double number : source.numbers)
          value(number);
      });
    json.object([&] { writeFields(source); });
  }

  void writeFields(const DataSource &source) {
    switch (source.kind) {
    case DataSource::Kind::Csv:
      return writeCsv(source);
    case DataSource::Kind::Npy:
    case DataSource::Kind::Idx:
      json.attribute("kind",
                     source.kind == DataSource::Kind::Npy ? "npy" : "idx");
      return json.attribute("file", source.file);
    case DataSource::Kind::Table:
      return writeTable(source);
    case DataSource::Kind::Op:
      json.attribute("kind", "op");
      json.attribute("op", StringRef(&source.op, 1));
      json.attributeBegin("left");
      write(*source.lhs);
      json.attributeEnd();
      json.attributeBegin("right");
      write(*source.rhs);
      return json.attributeEnd();
    case DataSource::Kind::Standardise:
      json.attribute("kind", "standardise");
      json.attributeBegin("source");
      write(*source.source);
      return json.attributeEnd();
    case DataSource::Kind::Number:
    case DataSource::Kind::Numbers:
      return;
    }
  }

  void writeCsv(const DataSource &source) {
    json.attribute("kind", "csv");
    json.attribute("file", source.file);
    if (source.columns)
      json.attributeArray("columns", [&] {
        json.value(source.columns->first);
        json.value(source.columns->second);
      });
    json.attribute("skip", source.skip);
    json.attribute("delimiter", StringRef(&source.delimiter, 1));
  }

  void writeTable(const DataSource &source) {
    json.attribute("kind", "table");
    json.attributeArray("rows", [&] {
      for (const std::vector<double> &row : source.rows)
        json.array([&] {
          for (double number : row)
            value(number);
        });
    });
  }

  // Training.
  void write(const TrainSettings &train) {
    attribute("epochs", train.epochs);
    attribute("steps", train.steps);
    json.attribute("batch", train.batch);
    json.attribute("seed", train.seed);
    attribute("learning_rate", train.learningRate);
    json.attributeObject("optimizer", [&] { write(train.optimizer); });
    if (train.clipValue || train.clipNorm)
      json.attributeObject("clip", [&] {
        json.attribute("name", train.clipNorm ? "global_norm" : "value");
        attribute("limit", train.clipNorm ? *train.clipNorm : *train.clipValue);
      });
    json.attributeObject("schedule", [&] { write(train.schedule); });
    if (!train.checkpoint.file.empty())
      json.attributeObject("checkpoint", [&] {
        attribute("every", train.checkpoint.interval);
        json.attribute("file", train.checkpoint.file);
      });
    if (train.stop.empty())
      return;
    json.attributeArray("stop", [&] {
      for (const StopRule &rule : train.stop)
        json.object([&] { write(rule); });
    });
  }

  void write(const OptimizerUse &optimizer) {
    json.attribute("name", optimizer.word);
    for (const auto &[name, number] : optimizer.numbers)
      attribute(name, number);
    for (const auto &[name, flag] : optimizer.flags)
      json.attribute(name, flag);
  }

  void write(const ScheduleUse &schedule) {
    json.attribute("name", schedule.name);
    if (schedule.every)
      attribute("every", *schedule.every);
    if (schedule.factor)
      attribute("factor", *schedule.factor);
    if (schedule.minLearningRate)
      attribute("min_lr", *schedule.minLearningRate);
    if (schedule.warmup)
      attribute("warmup", *schedule.warmup);
  }

  void write(const StopRule &rule) {
    json.attribute("name", rule.name);
    if (!rule.metric.empty())
      json.attribute("metric", rule.metric);
    if (rule.name == "early") {
      json.attribute("mode", rule.isSmallerBetter ? "min" : "max");
      attribute("patience", rule.patience);
      json.attribute("restore", rule.restoreBest ? "best" : "last");
    }
    if (rule.name == "below")
      attribute("value", rule.value);
    if (rule.name == "time")
      attribute("seconds", rule.seconds);
  }

  // Weights.
  void write(llvm::ArrayRef<std::pair<std::string, std::string>> renames) {
    if (renames.empty())
      return;
    json.attributeArray("rename", [&] {
      for (const auto &[from, to] : renames)
        json.array([&] {
          json.value(from);
          json.value(to);
        });
    });
  }
  void write(const std::vector<WeightsFile> &files) {
    json.attributeArray("load", [&] {
      for (const WeightsFile &file : files)
        json.object([&] {
          json.attribute("file", file.file);
          if (!file.only.empty())
            json.attribute("only", file.only);
        });
    });
  }

  llvm::json::OStream json;
};

} // namespace

std::string plexus::frontend::programJson(const Settings &settings,
                                          StringRef network) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Writer(os).write(settings, network);
  return text;
}

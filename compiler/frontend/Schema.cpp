//===- Schema.cpp - the keys and words of records -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/frontend/Schema.h"

#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::frontend;
using ast::RecordKind;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

static constexpr bool built = true, later = false;

static const Key keyRows[] = {
    // record, key, kind, default, built, doc
    {RecordKind::Data, "train.*", ValueKind::Source, "", built,
     "the rows to train on: a source for every input and target"},
    {RecordKind::Data, "validation.*", ValueKind::Source, "none", built,
     "rows that are evaluated after every epoch"},
    {RecordKind::Data, "test.*", ValueKind::Source, "none", built,
     "rows that only `evaluate --split=test` reads"},
    {RecordKind::Data, "split", ValueKind::Split, "none", built,
     "takes rows of `train` for validation and test"},

    {RecordKind::Train, "data", ValueKind::DataName, "none", built,
     "the `data` record to train on"},
    {RecordKind::Train, "epochs", ValueKind::Count, "none", built,
     "how often all rows are seen; or say `steps`"},
    {RecordKind::Train, "steps", ValueKind::Count, "none", built,
     "how many batches are seen; or say `epochs`"},
    {RecordKind::Train, "batch", ValueKind::Count, "32", built,
     "rows of a step"},
    {RecordKind::Train, "seed", ValueKind::Seed, "0", built,
     "of initial values, shuffling, dropout and noise"},
    {RecordKind::Train, "optimizer", ValueKind::Optimizer, "", built,
     "how gradients change parameters, with its learning rate"},
    {RecordKind::Train, "schedule", ValueKind::Schedule, "constant", built,
     "the learning rate as a function of the step"},
    {RecordKind::Train, "clip", ValueKind::Clip, "none", built,
     "a limit on gradients"},
    {RecordKind::Train, "stop", ValueKind::Stop, "none", built,
     "when to end early: a rule or a list of rules"},
    {RecordKind::Train, "checkpoint", ValueKind::Checkpoint, "none", later,
     "when to save the state of the training"},
    {RecordKind::Train, "regularise", ValueKind::Anything, "none", later,
     "penalties on parameters"},

    {RecordKind::Weights, "load", ValueKind::Load, "none", built,
     "files that parameters come from: one or a list"},
    {RecordKind::Weights, "rename", ValueKind::Anything, "none", later,
     "names in files that differ from those of the network"},
    {RecordKind::Weights, "freeze", ValueKind::Patterns, "none", built,
     "parameters that training leaves alone, by pattern"},

    {RecordKind::Build, "precision", ValueKind::Precision, "f32", built,
     "the type that is computed in"},
    {RecordKind::Build, "batch", ValueKind::Counts, "none", built,
     "rows of a call to compile for; the largest is the capacity"},
    {RecordKind::Build, "threads", ValueKind::Count, "1", built,
     "threads that the program uses"},
    {RecordKind::Build, "device", ValueKind::Device, "cpu", built,
     "what the network runs on"},
    {RecordKind::Build, "arch", ValueKind::File, "none", later,
     "the processor to compile for"},
    {RecordKind::Build, "math", ValueKind::Math, "exact", built,
     "whether results may differ in the last bits"},
    {RecordKind::Build, "training", ValueKind::Switch, "on", built,
     "whether the program can train"},
    {RecordKind::Build, "ram", ValueKind::Bytes, "none", later,
     "a limit on memory that changes"},
    {RecordKind::Build, "flash", ValueKind::Bytes, "none", later,
     "a limit on memory that does not change"},
};

//===----------------------------------------------------------------------===//
// Forms
//===----------------------------------------------------------------------===//

static const Parameter csvParameters[] = {
    {"file", ValueKind::File, ""},
    {"columns", ValueKind::Columns, noDefault},
    {"skip", ValueKind::Whole, "0"},
    {"delimiter", ValueKind::Delimiter, ","},
};
static const Parameter fileParameters[] = {{"file", ValueKind::File, ""}};
static const Parameter tableParameters[] = {{"rows", ValueKind::Rows, ""}};
static const Parameter randomParameters[] = {
    {"validation", ValueKind::Part, noDefault},
    {"test", ValueKind::Part, noDefault},
    {"stratify", ValueKind::TargetName, noDefault},
    {"seed", ValueKind::Seed, "0"},
};
static const Parameter constantParameters[] = {
    {"warmup", ValueKind::Length, noDefault},
};
static const Parameter stepParameters[] = {
    {"every", ValueKind::Length, ""},
    {"factor", ValueKind::Positive, ""},
    {"warmup", ValueKind::Length, noDefault},
};
static const Parameter decayParameters[] = {
    {"min_lr", ValueKind::NonNegative, "0"},
    {"warmup", ValueKind::Length, noDefault},
};
static const Parameter valueParameters[] = {{"limit", ValueKind::Positive, ""}};
static const Parameter earlyParameters[] = {
    {"metric", ValueKind::ResultName, ""},
    {"patience", ValueKind::Length, ""},
    {"restore", ValueKind::Restore, "last"},
};
static const Parameter belowParameters[] = {
    {"metric", ValueKind::ResultName, ""},
    {"value", ValueKind::Real, ""},
};
static const Parameter timeParameters[] = {{"limit", ValueKind::Time, ""}};
static const Parameter safetensorsParameters[] = {
    {"file", ValueKind::File, ""},
    {"only", ValueKind::File, noDefault},
};

static const Form formRows[] = {
    // family, word, parameters, built, doc
    {ValueKind::Source, "csv", csvParameters, built,
     "columns of a text file, `.gz` too"},
    {ValueKind::Source, "npy", fileParameters, built,
     "an array that NumPy wrote"},
    {ValueKind::Source, "idx", fileParameters, built,
     "an array in the format of MNIST"},
    {ValueKind::Source, "table", tableParameters, built,
     "rows that are written here"},
    {ValueKind::Source,
     "standardise",
     {},
     later,
     "a source with mean 0 and variance 1 on the training rows"},

    {ValueKind::Split, "random", randomParameters, built,
     "rows drawn by the seed, each class in proportion to `stratify`"},

    // Optimizers that are built are rows of the dialect.
    {ValueKind::Optimizer, "rmsprop", {}, later, ""},
    {ValueKind::Optimizer, "adagrad", {}, later, ""},

    {ValueKind::Schedule, "constant", constantParameters, built,
     "the optimizer's rate"},
    {ValueKind::Schedule, "step", stepParameters, built,
     "times `factor` after every interval"},
    {ValueKind::Schedule, "cosine", decayParameters, built,
     "half a cosine down to `min_lr` at the last step"},
    {ValueKind::Schedule, "linear", decayParameters, built,
     "a line down to `min_lr` at the last step"},
    {ValueKind::Schedule, "multi_step", {}, later, ""},
    {ValueKind::Schedule, "exponential", {}, later, ""},
    {ValueKind::Schedule, "one_cycle", {}, later, ""},
    {ValueKind::Schedule, "plateau", {}, later, ""},

    {ValueKind::Clip, "value", valueParameters, built,
     "every element within the limit"},
    {ValueKind::Clip, "global_norm", valueParameters, built,
     "all gradients together scaled to a norm within the limit"},

    {ValueKind::Stop, "early", earlyParameters, built,
     "when the metric has not improved for so long"},
    {ValueKind::Stop, "below", belowParameters, built,
     "when the metric is below the value after an epoch"},
    {ValueKind::Stop, "time", timeParameters, built, "after so long"},
    {ValueKind::Restore, "best", {}, built, "go back to the best epoch"},
    {ValueKind::Restore, "last", {}, built, "stay at the last epoch"},

    {ValueKind::Checkpoint, "every", {}, later, ""},

    {ValueKind::Load, "safetensors", safetensorsParameters, built,
     "parameters by name, those that match `only` if it is given"},

    {ValueKind::Precision, "f32", {}, built, "binary32"},
    {ValueKind::Precision, "f64", {}, built, "binary64"},
    {ValueKind::Precision, "bf16", {}, later, ""},
    {ValueKind::Precision, "f16", {}, later, ""},
    {ValueKind::Precision, "int8", {}, later, ""},
    {ValueKind::Precision, "mixed", {}, later, ""},

    {ValueKind::Switch, "on", {}, built, ""},
    {ValueKind::Switch, "off", {}, built, ""},

    {ValueKind::Device, "cpu", {}, built, "the processor"},
    {ValueKind::Device, "ptx", {}, later, ""},

    {ValueKind::Math, "exact", {}, built, "the same bits everywhere"},
    {ValueKind::Math, "fast", {}, later, ""},
};

//===----------------------------------------------------------------------===//
// Guesses
//===----------------------------------------------------------------------===//

namespace {
struct Hint {
  RecordKind record;
  StringRef wrong;
  StringRef meant;
};
} // namespace

static const Hint hints[] = {
    {RecordKind::Train, "learning_rate", "optimizer: adam(lr: …)"},
    {RecordKind::Train, "lr", "optimizer: adam(lr: …)"},
    {RecordKind::Train, "momentum", "optimizer: sgd(momentum: …)"},
    {RecordKind::Train, "weight_decay", "optimizer: adamw(weight_decay: …)"},
    {RecordKind::Train, "warmup", "schedule: cosine(warmup: …)"},
    {RecordKind::Train, "min_lr", "schedule: cosine(min_lr: …)"},
    {RecordKind::Train, "patience", "stop: early(patience: …)"},
    {RecordKind::Train, "early_stopping", "stop: early(…)"},
    {RecordKind::Train, "gradient_clip", "clip: global_norm(…)"},
    {RecordKind::Train, "batch_size", "batch"},
    {RecordKind::Train, "dataset", "data"},
    {RecordKind::Data, "val", "validation"},
    {RecordKind::Data, "random", "split: random(…)"},
    {RecordKind::Build, "dtype", "precision"},
    {RecordKind::Build, "batch_size", "batch"},
};

llvm::ArrayRef<Key> frontend::keys() { return keyRows; }
llvm::ArrayRef<Form> frontend::forms() { return formRows; }

const Key *frontend::findKey(RecordKind record, StringRef path) {
  auto [section, rest] = path.split('.');
  std::string wildcard = section.str() + ".*";
  bool isOneName = !rest.empty() && !rest.contains('.');
  for (const Key &key : keyRows)
    if (key.record == record &&
        (key.name == path || (isOneName && key.name == wildcard)))
      return &key;
  return nullptr;
}

/// `train` of `train.*`
static StringRef firstName(const Key &key) {
  return StringRef(key.name).split('.').first;
}

std::string frontend::guessKey(RecordKind record, StringRef path) {
  for (const Hint &hint : hints)
    if (hint.record == record && hint.wrong == path)
      return hint.meant.str();
  StringRef first = path.split('.').first;
  llvm::SmallVector<StringRef> names;
  for (const Key &key : keyRows)
    if (key.record == record)
      names.push_back(firstName(key));
  StringRef guess = closestMatch(first, names);
  if (!guess.empty() && guess != first)
    return guess.str();
  // A key of another record.
  for (const Key &key : keyRows)
    if (key.record != record && key.name == path)
      return (spelling(key.record) + " { " + path + ": … }").str();
  return "";
}

std::string frontend::listKeys(RecordKind record) {
  llvm::SmallVector<StringRef> names;
  for (const Key &key : keyRows)
    if (key.record == record && key.isBuilt)
      names.push_back(firstName(key));
  return quotedList(names);
}

std::string frontend::quotedList(llvm::ArrayRef<StringRef> names) {
  if (names.empty())
    return "none";
  std::string text;
  for (size_t i = 0; i != names.size(); ++i) {
    if (i != 0)
      text += i + 1 == names.size() ? " and " : ", ";
    text += ("`" + names[i] + "`").str();
  }
  return text;
}

StringRef frontend::expectation(ValueKind kind) {
  switch (kind) {
  case ValueKind::Count:
    return "a whole number from 1 to 2147483647";
  case ValueKind::Whole:
    return "a whole number from 0 to 2147483647";
  case ValueKind::Seed:
    return "a whole number that is not negative";
  case ValueKind::Real:
    return "a number";
  case ValueKind::Positive:
    return "a number above 0";
  case ValueKind::NonNegative:
    return "a number that is not negative";
  case ValueKind::BelowOne:
    return "a number from 0 to below 1";
  case ValueKind::Length:
    return "a length with a unit, such as `2 epochs` or `500 steps`";
  case ValueKind::Time:
    return "a time with a unit, such as `10 s`";
  case ValueKind::Bytes:
    return "a size with a unit, such as `32KiB`";
  case ValueKind::Part:
    return "a part of the rows, such as `15%`, or a number of rows";
  case ValueKind::File:
    return "a string that is not empty";
  case ValueKind::Delimiter:
    return "a string of one character, such as \";\"";
  case ValueKind::Patterns:
    return "a pattern such as \"encoder.*\", or a list of patterns";
  case ValueKind::Columns:
    return "a column, or a range of columns such as `0..64`";
  case ValueKind::Flag:
    return "`true` or `false`";
  case ValueKind::Counts:
    return "a whole number from 1 to 2147483647, or a list of them";
  case ValueKind::Rows:
    return "a list of rows, such as `[[0, 1], [1, 0]]`";
  case ValueKind::DataName:
    return "the name of a `data` record";
  case ValueKind::ResultName:
    return "the name of a loss or a metric, such as `val_loss`";
  case ValueKind::TargetName:
    return "the name of a target";
  case ValueKind::Anything:
    return "a value";
  case ValueKind::Source:
    return "a source such as `csv(\"data.csv\", 0..4)`";
  case ValueKind::Split:
    return "a split such as `random(validation: 15%)`";
  case ValueKind::Optimizer:
    return "an optimizer such as `adam(lr: 1e-3)`";
  case ValueKind::Schedule:
    return "a schedule such as `cosine(warmup: 2 epochs)`";
  case ValueKind::Clip:
    return "`value(…)` or `global_norm(…)`";
  case ValueKind::Stop:
    return "a rule such as `early(val_loss, patience: 8 epochs)`, or a list of "
           "rules";
  case ValueKind::Restore:
    return "`best` or `last`";
  case ValueKind::Checkpoint:
    return "`every(…)`";
  case ValueKind::Load:
    return "`safetensors(\"file\")`, or a list of them";
  case ValueKind::Precision:
    return "`f32` or `f64`";
  case ValueKind::Switch:
    return "`on` or `off`";
  case ValueKind::Device:
    return "`cpu`";
  case ValueKind::Math:
    return "`exact`";
  }
  llvm_unreachable("a kind of value without an expectation");
}

StringRef frontend::familyName(ValueKind kind) {
  switch (kind) {
  case ValueKind::Source:
    return "source";
  case ValueKind::Split:
    return "split";
  case ValueKind::Optimizer:
    return "optimizer";
  case ValueKind::Schedule:
    return "schedule";
  case ValueKind::Clip:
    return "clipping";
  case ValueKind::Stop:
    return "stop rule";
  case ValueKind::Restore:
    return "choice";
  case ValueKind::Checkpoint:
    return "checkpoint";
  case ValueKind::Load:
    return "weights file";
  case ValueKind::Precision:
    return "precision";
  case ValueKind::Switch:
    return "switch";
  case ValueKind::Device:
    return "device";
  case ValueKind::Math:
    return "mode";
  case ValueKind::Count:
  case ValueKind::Whole:
  case ValueKind::Seed:
  case ValueKind::Real:
  case ValueKind::Positive:
  case ValueKind::NonNegative:
  case ValueKind::BelowOne:
  case ValueKind::Length:
  case ValueKind::Time:
  case ValueKind::Bytes:
  case ValueKind::Part:
  case ValueKind::File:
  case ValueKind::Delimiter:
  case ValueKind::Patterns:
  case ValueKind::Columns:
  case ValueKind::Flag:
  case ValueKind::Counts:
  case ValueKind::Rows:
  case ValueKind::DataName:
  case ValueKind::ResultName:
  case ValueKind::TargetName:
  case ValueKind::Anything:
    return "";
  }
  llvm_unreachable("a kind of value that is neither");
}

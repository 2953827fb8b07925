//===- Schema.cpp - the keys and words of records -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Schema.h"

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
    {RecordKind::Train, "checkpoint", ValueKind::Checkpoint, "none", built,
     "when to save the state of the training"},
    {RecordKind::Train, "regularise", ValueKind::Anything, "none", later,
     "penalties on parameters"},

    {RecordKind::Weights, "load", ValueKind::Load, "none", built,
     "files that parameters come from: one or a list"},
    {RecordKind::Weights, "rename", ValueKind::Renames, "none", built,
     "names in files that differ from those of the network, by pattern"},
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
    {RecordKind::Build, "fuse", ValueKind::Flag, "true", built,
     "whether loops are fused and kernels formed"},
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
static const Parameter standardiseParameters[] = {
    {"source", ValueKind::Source, ""}};
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
    {"mode", ValueKind::Mode, noDefault},
};
static const Parameter belowParameters[] = {
    {"metric", ValueKind::ResultName, ""},
    {"value", ValueKind::Real, ""},
};
static const Parameter timeParameters[] = {{"limit", ValueKind::Time, ""}};
static const Parameter everyParameters[] = {
    {"interval", ValueKind::Length, ""},
    {"file", ValueKind::File, ""},
};
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
    {ValueKind::Source, "standardise", standardiseParameters, built,
     "a source, each column with mean 0 and variance 1 on the training rows"},

    {ValueKind::Split, "random", randomParameters, built,
     "rows drawn by the seed, each class in proportion to `stratify`"},

    // Optimizers that are built are rows of the dialect.
    {ValueKind::Optimizer, "rmsprop", {}, later, ""},
    {ValueKind::Optimizer, "adagrad", {}, later, ""},

    {ValueKind::Schedule, "constant", constantParameters, built,
     "the optimizer's learning rate"},
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
    {ValueKind::Mode, "min", {}, built, "smaller is better"},
    {ValueKind::Mode, "max", {}, built, "larger is better"},
    {ValueKind::Restore, "best", {}, built, "go back to the best epoch"},
    {ValueKind::Restore, "last", {}, built, "stay at the last epoch"},

    {ValueKind::Checkpoint, "every", everyParameters, built,
     "a file that the training can go on from, written again and again"},

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

diag::Guess frontend::guessKey(RecordKind record, StringRef path) {
  for (const Hint &hint : hints)
    if (hint.record == record && hint.wrong == path)
      return {"", hint.meant.str()};
  StringRef first = path.split('.').first;
  llvm::SmallVector<StringRef> names;
  for (const Key &key : keyRows)
    if (key.record == record)
      names.push_back(firstName(key));
  diag::Guess guess = diag::guess(first, names);
  if (!guess.meant.empty() && guess.meant != first)
    return guess;
  // A key of another record.
  for (const Key &key : keyRows)
    if (key.record != record && key.name == path)
      return {"", (spelling(key.record) + " { " + path + ": … }").str()};
  return {};
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

//===----------------------------------------------------------------------===//
// Kinds
//===----------------------------------------------------------------------===//

namespace {
struct KindRow {
  ValueKind kind;
  llvm::StringLiteral expectation;
  llvm::StringLiteral family; // of forms
};
} // namespace

static constexpr KindRow kindRows[] = {
    {ValueKind::Count, "a whole number from 1 to 2147483647", ""},
    {ValueKind::Whole, "a whole number from 0 to 2147483647", ""},
    {ValueKind::Seed, "a whole number from 0 to 9223372036854775807", ""},
    {ValueKind::Real, "a number", ""},
    {ValueKind::Positive, "a number above 0", ""},
    {ValueKind::NonNegative, "a number that is not negative", ""},
    {ValueKind::BelowOne, "a number from 0 to below 1", ""},
    {ValueKind::Length,
     "a whole length above 0 with a unit, such as `2 epochs` or `500 steps`",
     ""},
    {ValueKind::Time, "a time above 0 with a unit, such as `10 s`", ""},
    {ValueKind::Bytes, "a size above 0 with a unit, such as `32KiB`", ""},
    {ValueKind::Part,
     "a part of the rows above 0% and below 100%, such as `15%`, or a number "
     "of rows above 0",
     ""},
    {ValueKind::File, "a string that is not empty", ""},
    {ValueKind::Delimiter, "a string of one character, such as \";\"", ""},
    {ValueKind::Patterns,
     "a pattern such as \"encoder.*\", or a list of patterns", ""},
    {ValueKind::Renames,
     "a list of pairs of a name in files and one of the network, such as "
     "`[[\"0.*\", \"fc1.*\"]]`, with one `*` at most, in both or in none",
     ""},
    {ValueKind::Columns, "a column, or a range of columns such as `0..64`", ""},
    {ValueKind::Flag, "`true` or `false`", ""},
    {ValueKind::Counts,
     "a whole number from 1 to 2147483647, or a list of them", ""},
    {ValueKind::Rows, "a list of rows, such as `[[0, 1], [1, 0]]`", ""},
    {ValueKind::DataName, "the name of a `data` record", ""},
    {ValueKind::ResultName,
     "the name of a loss or a metric, such as `val_loss`", ""},
    {ValueKind::TargetName, "the name of a target", ""},
    {ValueKind::Anything, "a value", ""},
    {ValueKind::Source, "a source such as `csv(\"data.csv\", 0..4)`", "source"},
    {ValueKind::Split, "a split such as `random(validation: 15%)`", "split"},
    {ValueKind::Optimizer, "an optimizer such as `adam(lr: 1e-3)`",
     "optimizer"},
    {ValueKind::Schedule, "a schedule such as `cosine(warmup: 2 epochs)`",
     "schedule"},
    {ValueKind::Clip, "`value(…)` or `global_norm(…)`", "clipping"},
    {ValueKind::Stop,
     "a rule such as `early(val_loss, patience: 8 epochs)`, or a list of "
     "rules",
     "stop rule"},
    {ValueKind::Restore, "`best` or `last`", "choice"},
    {ValueKind::Mode, "`min` or `max`", "choice"},
    {ValueKind::Checkpoint, "`every(10 epochs, \"file\")`", "checkpoint"},
    {ValueKind::Load, "`safetensors(\"file\")`, or a list of them",
     "weights file"},
    {ValueKind::Precision, "`f32` or `f64`", "precision"},
    {ValueKind::Switch, "`on` or `off`", "switch"},
    {ValueKind::Device, "`cpu`", "device"},
    {ValueKind::Math, "`exact`", "mode"},
};

static constexpr bool areInOrder() {
  for (size_t i = 0; i != std::size(kindRows); ++i)
    if (kindRows[i].kind != ValueKind(i))
      return false;
  return std::size(kindRows) == size_t(ValueKind::Math) + 1;
}
static_assert(areInOrder(), "a row for each kind, in the order of the kinds");

StringRef frontend::expectation(ValueKind kind) {
  return kindRows[size_t(kind)].expectation;
}

StringRef frontend::familyName(ValueKind kind) {
  return kindRows[size_t(kind)].family;
}

//===- Settings.h - what the records of a program say ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_PROGRAM_SETTINGS_H
#define PLEXUS_COMPILER_PROGRAM_SETTINGS_H

#include "compiler/program/Schema.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/SMLoc.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plexus {
class DiagnosticEngine;
namespace ast {
struct NetworkDecl;
} // namespace ast

namespace frontend {

struct Program;

//===----------------------------------------------------------------------===//
// What records are checked against
//===----------------------------------------------------------------------===//

/// One setting of an optimizer: a flag, or a number of some range. The default
/// is text, empty if the setting is required.
struct OptimizerSetting {
  std::string name;
  ValueKind kind;
  std::string fallback;
};

/// The one number of an optimizer that may be another in each step.
inline constexpr llvm::StringLiteral learningRateSetting = "lr";

/// An optimizer that is built. Every one has a learning rate.
struct OptimizerWord {
  std::string name;
  std::vector<OptimizerSetting> settings;
};

/// A loss or a metric.
struct ScoreWord {
  std::string name;
  bool isSmallerBetter = true;
};

/// The words of the dialect that records use.
struct DialectWords {
  std::vector<OptimizerWord> optimizers;
  std::vector<ScoreWord> scores;
};

/// The names of a network that records refer to.
struct NetworkNames {
  std::vector<std::string> inputs, targets;
  /// The targets of type `index(n)`.
  std::vector<std::string> indexTargets;
  /// `loss`, its terms if there are several, and the metrics; what has no name
  /// has that of its function.
  std::vector<std::string> results;
  /// Those that are losses.
  std::vector<std::string> losses;
  /// The function whose value a metric is, for those that are no more.
  std::map<std::string, std::string> metricFunctions;
};

NetworkNames namesOf(const ast::NetworkDecl &network);

//===----------------------------------------------------------------------===//
// Settings
//===----------------------------------------------------------------------===//

/// `3 epochs` or `500 steps`
struct Length {
  uint64_t count = 0;
  bool inEpochs = false;
};

struct OptimizerUse {
  std::string word;
  /// Every setting of the word but its learning rate, defaults included.
  std::map<std::string, double> numbers;
  std::map<std::string, bool> flags;
};

struct ScheduleUse {
  std::string name = "constant";
  std::optional<double> minLearningRate; // cosine, linear
  std::optional<double> factor;          // step
  std::optional<Length> every;           // step
  std::optional<Length> warmup;
};

struct StopRule {
  std::string name;            // early, below, time
  std::string metric;          // early, below
  Length patience;             // early
  bool isSmallerBetter = true; // early
  bool restoreBest = false;    // early
  double value = 0;            // below
  double seconds = 0;          // time
};

/// A number of `train` that is written in the file and computed with in the
/// element type.
struct TrainNumber {
  std::string name;
  double value = 0;
  bool isBelowOne = false; // and must stay so when rounded
  llvm::SMRange range;
};

/// `checkpoint: every(…)`; without a file there is none.
struct CheckpointUse {
  Length interval;
  std::string file;
};

struct TrainSettings {
  std::string data; // the name of the record; empty if none
  std::optional<uint64_t> epochs, steps; // exactly one is set
  uint64_t batch = 32;
  uint64_t seed = 0;
  OptimizerUse optimizer;
  double learningRate = 0;
  ScheduleUse schedule;
  std::optional<double> clipValue, clipNorm; // at most one is set
  std::vector<StopRule> stop;
  CheckpointUse checkpoint;
  std::vector<TrainNumber> numbers;
};

/// Where the numbers of an input or target come from.
struct DataSource {
  enum class Kind { Csv, Npy, Idx, Table, Op, Standardise, Number, Numbers };

  Kind kind = Kind::Number;
  llvm::SMRange range;
  std::string file;
  /// Half-open; all columns if not set.
  std::optional<std::pair<uint64_t, uint64_t>> columns;
  uint64_t skip = 0;
  char delimiter = ',';
  std::vector<std::vector<double>> rows;      // Table: equally long, not empty
  char op = '+';                              // Op: one of + - * /
  std::shared_ptr<const DataSource> lhs, rhs; // Op: at most one is a constant
  std::shared_ptr<const DataSource> source;   // Standardise
  double number = 0;                          // Number: of every element
  std::vector<double> numbers;                // Numbers: one for each column

  /// How many numbers a row has, where that is written.
  std::optional<uint64_t> width() const;
  /// How many rows there are, where they are written.
  std::optional<uint64_t> height() const;
  /// What is done to rows, whatever rows and constants: "(rows / constant)".
  std::string arithmetic() const;
  bool isStandardised() const;
};

/// The sources of inputs and targets, in the order in which they are written.
using DataRows = std::vector<std::pair<std::string, DataSource>>;

/// A fraction of the rows, in (0, 1), or a number of them.
struct SplitPart {
  std::optional<double> fraction;
  uint64_t rows = 0;
};

struct Split {
  std::optional<SplitPart> validation, test;
  std::string stratify; // empty if not given
  uint64_t seed = 0;
};

struct DataSettings {
  DataRows train, validation, test; // the last two may be empty
  std::optional<Split> split;

  bool hasValidation() const {
    return !validation.empty() || (split && split->validation);
  }
};

/// `safetensors("f.safetensors", only: "embedding.*")`
struct WeightsFile {
  std::string file;
  std::string only; // empty: all parameters
};

enum class Precision { F32, F64 };

struct Settings {
  std::optional<DataSettings> data; // what `train` names
  std::optional<TrainSettings> train;
  std::vector<WeightsFile> load;
  /// A name in files and one of the network, patterns with one `*` at most.
  std::vector<std::pair<std::string, std::string>> rename;
  std::vector<std::string> freeze; // patterns with `*`

  // Of the chosen build.
  Precision precision = Precision::F32;
  /// Numbers of rows to compile for specially; may be empty.
  std::vector<uint64_t> batches;
  uint64_t threads = 1;
  bool training = true;
  bool fuse = true;
  /// Most rows of a call: the largest of `batches` and, if the program can
  /// train, of `train.batch`; 64 if neither is given.
  uint64_t capacity = 64;
};

/// Reads and checks all records of a program. `build` names the one to take;
/// empty: the default one. Of other builds and of `data` that is not used, keys
/// and types are checked, but not whether their words are built. Empty after a
/// diagnostic. The program must be without errors.
std::optional<Settings> readSettings(const Program &program,
                                     const NetworkNames &network,
                                     const DialectWords &words,
                                     llvm::StringRef build,
                                     DiagnosticEngine &engine);

/// Reports the numbers of `train` that the precision cannot hold: what becomes
/// infinite, 0 though it is not 0, or 1 though it is below. False if there are
/// any. Apart from readSettings, because the command line may change the
/// precision.
bool checkPrecision(const Settings &settings, DiagnosticEngine &engine);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_PROGRAM_SETTINGS_H

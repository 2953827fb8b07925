//===- Options.h - what a command line of plexc asks for --------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Free of LLVM and MLIR: the parser behind it throws.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_DRIVER_OPTIONS_H
#define PLEXUS_COMPILER_DRIVER_OPTIONS_H

#include <optional>
#include <string>
#include <vector>

namespace plexus::driver {

enum class Command { Compile, Check, Format };

/// What `--print=` lists instead of compiling.
enum class Listing {
  Summary,
  Init,
  Params,
  Memory,
  Plan,
  Graph,
  Passes,
  Target
};

struct Options {
  Command command = Command::Compile;
  /// Files as given; `-` is standard input.
  std::vector<std::string> inputs;
  /// `-o`; `-` is standard output.
  std::optional<std::string> output;
  /// Word of a stage in Stages.def.
  std::string emit = "exe";
  /// `--emit=STAGE:FUNCTION`; empty for all of the stage.
  std::string function;
  std::optional<Listing> listing;
  /// `path=value`, in order.
  std::vector<std::string> settings;
  /// Name of a build; empty for the unnamed one.
  std::string build;
  unsigned optLevel = 2;
  /// `f32` or `f64`; empty for what the file says.
  std::string precision;
  std::string march = "native";
  /// Stages and passes after which the IR is printed, or `all` for each pass.
  std::vector<std::string> printAfter;
  bool debug = false;
  bool time = false;
  bool verifyDiagnostics = false;
  bool splitInput = false;
  /// `fmt --check`: say which files would change, and change none.
  bool formatCheck = false;
};

/// A command line that was understood, one that asks for a text, or one that
/// is wrong; exactly one of the three.
struct Request {
  std::optional<Options> options;
  std::string text;
  std::string error;
};

/// `arguments` is without the program's name.
Request parseArguments(std::vector<std::string> arguments);

/// The words of the stages, in the order of the ladder.
const std::vector<std::string> &stageWords();

/// What `--help` prints: at most 80 columns and 40 lines.
std::string helpText(Command command);
std::string versionText();

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_OPTIONS_H

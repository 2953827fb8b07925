//===- CommandLine.h - commands and options of a generated program -------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_COMMANDLINE_H
#define PLEXUS_RUNTIME_PROGRAM_COMMANDLINE_H

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plexus::host {

struct Program;

/// Everything that options can say. A command reads what its table lists.
struct Options {
  std::optional<uint64_t> epochs, steps, seed, threads;
  std::optional<uint64_t> rows, batch, samples, repeats, trials, skip;
  std::string dataDir;
  std::string weights, save, log, split, checkpoint;
  std::vector<std::string> inputs;  ///< NAME=FILE
  std::vector<std::string> outputs; ///< FILE or NAME=FILE
  std::vector<std::string> only;    ///< names of outputs
  bool quiet = false, json = false, resume = false, raw = false;
};

/// One option. `{program}` in the help stands for the name of the program.
struct OptionRow {
  std::string_view name;      ///< "--epochs"
  std::string_view valueName; ///< "N"; empty for a flag
  std::string_view help;
  void (*store)(Options &options, std::string_view name,
                const std::string &value);
  bool repeats = false;
};

/// What a command cannot do without.
enum class Needs { Nothing, Output, Loss, Training, Data };

/// One command. In its examples `{program}`, `{inputs}`, `{inputs and
/// targets}`, `{output}` and `{split}` stand for what the network at hand has,
/// and those with a split are shown where there is data. `run` throws an Error
/// where it fails.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::span<const OptionRow> options;
  std::span<const std::string_view> examples;
  unsigned examplesInHelp; ///< how many of them the program's --help shows
  void (*run)(Program &program, const Options &options);
  Needs needs = Needs::Nothing; ///< not in the program's --help without it
};

/// What a command line asks for: a command with its options, or a text.
struct Request {
  const Command *command = nullptr;
  Options options;
  std::string text; ///< printed instead of running a command
};

/// How a program presents itself in its texts.
struct Identity {
  std::string name;        ///< "digits"
  std::string invocation;  ///< "./digits", as the user started it
  std::string description; ///< first line of --help
  std::string version;     ///< --version
  std::string inputs;      ///< "--input x=x.npy"
  std::string inputsAndTargets;
  std::string output; ///< a name
  std::string split;  ///< the best to look at, e.g. "test"; empty without data
  std::set<Needs> lacks;
};

/// Understands `arguments` (without the program's name); fails with status 64.
Request parseCommandLine(const Identity &identity,
                         std::span<const Command *const> commands,
                         std::vector<std::string> arguments);

/// The text of `--help`, and of `COMMAND --help`.
std::string programHelp(const Identity &identity,
                        std::span<const Command *const> commands);
std::string commandHelp(const Identity &identity, const Command &command);

/// A whole number from `least` to 2^63 - 1 in plain decimal digits; `name` says
/// where it stands.
uint64_t parseCount(std::string_view name, const std::string &text,
                    uint64_t least);

/// `text`, which must not be empty.
const std::string &requireText(std::string_view name, const std::string &text);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_COMMANDLINE_H

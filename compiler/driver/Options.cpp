//===- Options.cpp - understands a command line of plexc ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Options.h"

#include <CLI/CLI.hpp>

#include "text/ClosestMatch.h"
#include <algorithm>
#include <filesystem>

using namespace plexus::driver;
using Words = std::vector<std::string>;

const Words &plexus::driver::stageWords() {
  static const Words words = [] {
    Words words = {
#define STAGE(NAME, TEXT) #NAME,
#include "compiler/pipeline/Stages.def"
    };
    for (std::string &word : words) // asm is a keyword of C++
      word.erase(word.find_last_not_of('_') + 1);
    return words;
  }();
  return words;
}

/// In the order of enum Listing.
static const Words listingWords = {"summary", "init",  "params", "memory",
                                   "plan",    "graph", "passes", "target"};

/// Those whose text has functions, or the network, to choose from.
static Words stagesOfFunctions() {
  const Words &all = plexus::driver::stageWords();
  return Words(std::find(all.begin(), all.end(), "nn"),
               std::find(all.begin(), all.end(), "obj"));
}

/// `; did you mean ...?`, or nothing.
static std::string guess(const std::string &word, const Words &candidates) {
  std::string match(plexus::text::closestMatch(word, candidates));
  return match.empty() ? "" : "; did you mean `" + match + "`?";
}

/// `word` fit for a message: one line, and not long.
static std::string quoted(std::string word) {
  for (char &c : word)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      c = '?';
  if (word.size() > 100)
    word = word.substr(0, 100) + "...";
  return "`" + word + "`";
}

static std::string listed(const Words &words) {
  std::string text;
  for (size_t i = 0; i != words.size(); ++i) {
    if (i != 0)
      text += i + 1 == words.size() ? " or " : ", ";
    text += "`" + words[i] + "`";
  }
  return text;
}

namespace {

/// The wrong thing about a command line, as a message.
struct UsageError {
  std::string message;
};

/// One command's options, and the names to guess from.
class Parser {
public:
  explicit Parser(Options &options);
  void parse(Words arguments);

  bool wantsHelp = false, wantsVersion = false;

private:
  CLI::Option *add(std::string names, CLI::callback_t store);
  void flag(std::string name, bool &value);
  void text(std::string names, std::string &value);
  void word(std::string name, const Words &allowed, std::string &value);
  void addCompileOptions();
  void emit(const std::string &value);
  [[noreturn]] void failOnExtra(const std::string &word);
  void checkCommand();
  void checkCombinations();
  void checkEmptyValue(const std::string &argument);

  Options &options;
  CLI::App app;
  Words names;
  bool emitGiven = false;
};

} // namespace

CLI::Option *Parser::add(std::string name, CLI::callback_t store) {
  names.push_back(name.substr(name.rfind(',') + 1));
  return app.add_option(name, std::move(store))
      ->type_size(1)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

void Parser::flag(std::string name, bool &value) {
  names.push_back(name.substr(name.rfind(',') + 1));
  app.add_flag(name, value)
      ->disable_flag_override()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void Parser::text(std::string name, std::string &value) {
  add(name, [name, &value](const CLI::results_t &given) {
    if (given[0].empty())
      throw UsageError{"`" + name + "` takes a name, got nothing"};
    value = given[0];
    return true;
  });
}

static std::string checkedWord(const std::string &option, const Words &allowed,
                               const std::string &given) {
  if (std::find(allowed.begin(), allowed.end(), given) != allowed.end())
    return given;
  std::string mistake =
      "`" + option + "` takes " + listed(allowed) + ", got " + quoted(given);
  throw UsageError{mistake + guess(given, allowed)};
}

void Parser::word(std::string name, const Words &allowed, std::string &value) {
  add(name, [name, &allowed, &value](const CLI::results_t &given) {
    value = checkedWord(name, allowed, given[0]);
    return true;
  });
}

/// `STAGE` or `STAGE:FUNCTION`
void Parser::emit(const std::string &value) {
  size_t colon = value.find(':');
  options.emit = checkedWord("--emit", stageWords(), value.substr(0, colon));
  emitGiven = true;
  if (colon == std::string::npos)
    return;
  options.function = value.substr(colon + 1);
  const Words stages = stagesOfFunctions();
  if (std::find(stages.begin(), stages.end(), options.emit) == stages.end())
    throw UsageError{"`--emit=" + options.emit +
                     "` writes all there is; one function is shown of " +
                     listed(stages)};
  if (options.function.empty())
    throw UsageError{"`--emit=" + options.emit +
                     ":` takes the name of a function, got nothing"};
}

void Parser::addCompileOptions() {
  add("--emit", [this](const CLI::results_t &given) {
    emit(given[0]);
    return true;
  });
  add("--print", [this](const CLI::results_t &given) {
    std::string listing = checkedWord("--print", listingWords, given[0]);
    auto row = std::find(listingWords.begin(), listingWords.end(), listing);
    options.listing = Listing(row - listingWords.begin());
    return true;
  });
  add("--print-ir-after", [this](const CLI::results_t &given) {
    for (const std::string &word : given) {
      if (word.empty())
        throw UsageError{"`--print-ir-after` takes a stage, a pass or `all`, "
                         "got nothing"};
      options.printAfter.push_back(word);
    }
    return true;
  })->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  text("--march", options.march);
  flag("-g", options.debug);
  add("-O", [this](const CLI::results_t &given) {
    const std::string &level = given.back();
    if (level.size() != 1 || level[0] < '0' || level[0] > '3')
      throw UsageError{"the levels are `-O0` to `-O3`, got " +
                       quoted("-O" + level)};
    options.optLevel = unsigned(level[0] - '0');
    return true;
  })->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

Parser::Parser(Options &options) : options(options) {
  static const Words precisions = {"f32", "f64"};
  app.set_help_flag();
  app.add_option("files", options.inputs);
  flag("-h,--help", wantsHelp);
  flag("--version", wantsVersion);
  if (options.command != Command::Check)
    add("-o,--output", [&options](const CLI::results_t &given) {
      if (given[0].empty())
        throw UsageError{"`-o` takes a file name, got nothing"};
      options.output = given[0];
      return true;
    });
  if (options.command == Command::Format) {
    flag("--check", options.formatCheck);
    return;
  }
  add("--set", [&options](const CLI::results_t &given) {
    for (const std::string &setting : given) {
      size_t equals = setting.find('=');
      if (equals == 0 || equals == std::string::npos)
        throw UsageError{"`--set` takes `path=value`, got " + quoted(setting)};
      options.settings.push_back(setting);
    }
    return true;
  })->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  text("--build", options.build);
  word("--precision", precisions, options.precision);
  flag("--time", options.time);
  flag("--verify-diagnostics", options.verifyDiagnostics);
  flag("--split-input-file", options.splitInput);
  if (options.command == Command::Compile)
    addCompileOptions();
}

static std::string commandName(Command command) {
  switch (command) {
  case Command::Compile:
    return "plexc";
  case Command::Check:
    return "plexc check";
  case Command::Format:
    return "plexc fmt";
  }
  return {};
}

void Parser::failOnExtra(const std::string &extra) {
  std::string name = extra.substr(0, extra.find('='));
  throw UsageError{"`" + commandName(options.command) + "` has no option " +
                   quoted(name) + guess(name, names)};
}

/// CLI11's explanation, which begins with the option's name, as ours.
static std::string explained(const CLI::ParseError &error) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::string name = message.substr(0, message.find_first_of(": "));
  if (name == "--output")
    name = "-o";
  else if (name == "--march")
    name = "-march";
  else if (!name.starts_with("-"))
    name.insert(0, "--");
  if (error.get_name() != "ArgumentMismatch")
    return message;
  if (message.find("At Most") != std::string::npos)
    return "`" + name + "` is given twice";
  if (message.find("override") != std::string::npos)
    return "`" + name + "` takes no value";
  return "`" + name + "` takes a value, got nothing";
}

/// `plexc chek net.plx`: a word that stands where a command does, and is no
/// file.
void Parser::checkCommand() {
  static const Words commands = {"check", "fmt"};
  const std::string &word = options.inputs.front();
  bool isFile = word.find_first_of("./") != std::string::npos || word == "-" ||
                std::filesystem::exists(word);
  if (!isFile && std::ranges::find(commands, word) != commands.end() &&
      options.command == Command::Compile)
    throw UsageError{"the command " + quoted(word) +
                     " comes before all options: `plexc " + word + " ...`"};
  std::string meant = isFile ? "" : guess(word, commands);
  if (options.command == Command::Compile && !meant.empty())
    throw UsageError{"`plexc` has no command " + quoted(word) + meant};
}

/// Refuses what cannot mean anything together.
void Parser::checkCombinations() {
  bool format = options.command == Command::Format;
  if (options.inputs.empty())
    throw UsageError{"no input file; see `plexc --help`"};
  for (const std::string &input : options.inputs)
    if (input.empty())
      throw UsageError{"the name of an input file is empty"};
  checkCommand();
  if (!format && options.inputs.size() > 1)
    throw UsageError{"one file is compiled at a time, got " +
                     quoted(options.inputs[0]) + " and " +
                     quoted(options.inputs[1])};
  if (format && options.output && options.formatCheck)
    throw UsageError{"`--check` writes nothing, so `-o` has no meaning"};
  if (format && options.output && options.inputs.size() > 1)
    throw UsageError{"`-o` names one output, but there are several files"};
  if (options.listing && emitGiven)
    throw UsageError{"`--print` lists instead of compiling; it does not go "
                     "with `--emit`"};
  if (options.listing && options.output)
    throw UsageError{"`--print` writes to standard output; it does not go "
                     "with `-o`"};
  if (options.listing && !options.printAfter.empty())
    throw UsageError{"`--print` lists instead of compiling; it does not go "
                     "with `--print-ir-after`"};
  if (options.debug && options.listing && options.listing != Listing::Passes)
    throw UsageError{"`-g` is for machine code; of the listings it goes with "
                     "`--print=passes` only"};
  const Words &stages = stageWords();
  if (options.debug && std::find(stages.begin(), stages.end(), options.emit) <
                           std::find(stages.begin(), stages.end(), "llvm"))
    throw UsageError{"`-g` is for machine code; it does not go with `--emit=" +
                     options.emit + "`"};
  if (options.splitInput && !options.verifyDiagnostics)
    throw UsageError{"`--split-input-file` goes with `--verify-diagnostics`"};
  if (options.verifyDiagnostics && (options.output || options.listing))
    throw UsageError{"`--verify-diagnostics` writes nothing; it does not go "
                     "with `-o` or `--print`"};
}

/// `--emit=`: the value is what follows `=`, not the next argument.
void Parser::checkEmptyValue(const std::string &argument) {
  if (!argument.starts_with("-") || argument.find('=') + 1 != argument.size())
    return;
  std::string name = argument.substr(0, argument.size() - 1);
  const CLI::Option *option = app.get_option_no_throw(name);
  if (!option)
    return; // CLI11 says so, with a guess
  if (name == "--march")
    name = "-march";
  bool isFlag = option->get_items_expected_max() == 0;
  throw UsageError{"`" + name + "` takes " +
                   (isFlag ? "no value" : "a value, got nothing")};
}

void Parser::parse(Words arguments) {
  for (std::string &argument : arguments) {
    if (argument == "--")
      break;
    if (argument.starts_with("-march=")) // else it reads as -m arch=
      argument.insert(0, "-");
    checkEmptyValue(argument);
  }
  std::reverse(arguments.begin(), arguments.end()); // as CLI11 wants them
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ExtrasError &) {
    failOnExtra(app.remaining(true).front());
  } catch (const CLI::ParseError &error) {
    throw UsageError{explained(error)};
  }
  if (!wantsHelp && !wantsVersion)
    checkCombinations();
}

Request plexus::driver::parseArguments(Words arguments) {
  Request request;
  Options options;
  if (!arguments.empty() && arguments[0] == "check")
    options.command = Command::Check;
  if (!arguments.empty() && arguments[0] == "fmt")
    options.command = Command::Format;
  if (options.command != Command::Compile)
    arguments.erase(arguments.begin());
  try {
    Parser parser(options);
    parser.parse(std::move(arguments));
    if (parser.wantsHelp)
      request.text = helpText(options.command);
    else if (parser.wantsVersion)
      request.text = versionText();
    else
      request.options = std::move(options);
  } catch (const UsageError &error) {
    request.error = error.message;
  }
  return request;
}

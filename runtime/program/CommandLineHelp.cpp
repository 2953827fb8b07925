//===- CommandLineHelp.cpp - the texts of --help --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/CommandLine.h"

#include <algorithm>

namespace plexus::host {

/// Columns of a help text.
static constexpr size_t lineWidth = 80;

static std::string replaced(std::string_view text, std::string_view what,
                            std::string_view with) {
  std::string result(text);
  for (size_t at = result.find(what); at != std::string::npos;
       at = result.find(what, at + with.size()))
    result.replace(at, what.size(), with);
  return result;
}

/// "  name      help", the help wrapped at words under its own first column.
static std::string entry(std::string_view name, size_t column,
                         std::string_view help) {
  std::string text = "  " + std::string(name);
  size_t used = text.size();
  if (used + 2 > column) {
    text += "\n";
    used = 0;
  }
  text.append(column - used, ' ');
  used = column;
  while (!help.empty()) {
    size_t space = help.find(' ');
    std::string_view word = help.substr(0, space);
    bool first = used == column;
    if (!first && used + 1 + word.size() > lineWidth) {
      text += "\n" + std::string(column, ' ');
      used = column;
      first = true;
    }
    text += first ? "" : " ";
    text += word;
    used += word.size() + !first;
    help.remove_prefix(space == std::string_view::npos ? help.size()
                                                       : space + 1);
  }
  return text + "\n";
}

/// Nothing for an example that the program at hand has no split for.
static std::string example(std::string_view text, const Identity &identity) {
  if (identity.split.empty() && text.find("{split}") != text.npos)
    return "";
  std::string line = replaced(text, "{program}", identity.invocation);
  line = replaced(line, "{inputs and targets}", identity.inputsAndTargets);
  line = replaced(line, "{inputs}", identity.inputs);
  line = replaced(line, "{output}", identity.output);
  return "  " + replaced(line, "{split}", identity.split) + "\n";
}

static std::string_view whatIsMissing(Needs needs) {
  switch (needs) {
  case Needs::Nothing:
    return "";
  case Needs::Output:
    return "This network has no output.";
  case Needs::Loss:
    return "This network has no loss.";
  case Needs::Training:
    return "This program was compiled without `train`.";
  case Needs::Data:
    return "This program was compiled without `data`.";
  }
  return "";
}

static std::string withValue(const OptionRow &row) {
  std::string name(row.name);
  return row.valueName.empty() ? name : name + " " + std::string(row.valueName);
}

std::string programHelp(const Identity &identity,
                        std::span<const Command *const> commands) {
  const std::string &me = identity.invocation;
  std::string text =
      identity.description + "\n\nusage: " + me + " COMMAND [OPTIONS]\n\n";
  auto isUseful = [&](const Command *command) {
    return !identity.lacks.contains(command->needs);
  };
  for (const Command *command : commands)
    if (isUseful(command))
      text += entry(command->name, 20, command->summary);
  text += "\n`" + me + " COMMAND --help` explains a command and its options.\n";
  text += "Exit status: 0 ok, 64 usage, 65 bad data, 66 no input, 70 internal "
          "error,\n71 out of memory, 73 cannot create, 74 input or "
          "output failed,\n75 busy, 76 diverged.\n";
  text += "\nexamples:\n";
  for (const Command *command : commands)
    for (unsigned i = 0; isUseful(command) && i < command->examplesInHelp; ++i)
      text += example(command->examples[i], identity);
  return text;
}

std::string commandHelp(const Identity &identity, const Command &command) {
  const std::string &me = identity.invocation;
  std::string text = me + " " + std::string(command.name) + ": " +
                     std::string(command.summary) + "\n\noptions:\n";
  size_t column = withValue({"--help", "", "", nullptr}).size();
  for (const OptionRow &row : command.options)
    column = std::max(column, withValue(row).size());
  column += 4;
  for (const OptionRow &row : command.options)
    text += entry(withValue(row), column,
                  replaced(row.help, "{program}", identity.name));
  text += entry("--help", column, "this text");
  if (identity.lacks.contains(command.needs))
    return text + "\n" + std::string(whatIsMissing(command.needs)) + "\n";
  if (!command.examples.empty())
    text += "\nexamples:\n";
  for (std::string_view line : command.examples)
    text += example(line, identity);
  return text;
}

} // namespace plexus::host

//===- CommandLine.cpp - understands a command line -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/CommandLine.h"

#include "runtime/files/Errors.h"
#include "runtime/files/Suggestion.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>

namespace plexus::host {

uint64_t parseCount(std::string_view name, const std::string &text,
                    uint64_t least) {
  constexpr auto most = uint64_t(INT64_MAX);
  uint64_t value = 0;
  const char *end = text.data() + text.size();
  auto parsed = std::from_chars(text.data(), end, value);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end ||
      value < least || value > most)
    throw Error(Status::Usage,
                std::string(name) + " takes a whole number from " +
                    std::to_string(least) + " to " + std::to_string(most) +
                    ", got `" + text + "`");
  return value;
}

const std::string &requireText(std::string_view name, const std::string &text) {
  if (text.empty())
    throw Error(Status::Usage,
                std::string(name) + " takes a name, got nothing");
  return text;
}

static std::string flagName(const std::string &argument) {
  return argument.substr(0, argument.find('='));
}

/// Explains the first word that no command or option took.
static std::string unexpected(const std::string &word,
                              std::span<const Command *const> commands,
                              const Command *command) {
  std::vector<std::string> known;
  if (!word.starts_with("-")) {
    if (command)
      return "`" + std::string(command->name) +
             "` does not take the argument `" + word + "`";
    for (const Command *candidate : commands)
      known.emplace_back(candidate->name);
    return "unknown command `" + word + "`" + suggestion(word, known);
  }
  std::string flag = flagName(word);
  if (!command)
    return "unknown option `" + flag + "`; options follow a command";
  for (const OptionRow &option : command->options)
    known.emplace_back(option.name);
  known.emplace_back("--help");
  return "`" + std::string(command->name) + "` has no option `" + flag + "`" +
         suggestion(flag, known);
}

static void declare(CLI::App &app, const OptionRow &row, Options &options) {
  CLI::callback_t store = [&row, &options](const CLI::results_t &values) {
    for (const std::string &value : values)
      row.store(options, row.name, value);
    return true;
  };
  CLI::Option *option = app.add_option(std::string(row.name), store);
  if (row.valueName.empty()) {
    option->type_size(0)->expected(0);
    return;
  }
  option->type_size(1)->allow_extra_args(false);
  if (row.repeats)
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  else
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

/// CLI11's explanation, in the form of our other messages.
static std::string explain(const CLI::ParseError &error) {
  std::string text = error.what();
  if (!text.empty() && text.back() == '.')
    text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Request parseCommandLine(const Identity &identity,
                         std::span<const Command *const> commands,
                         std::vector<std::string> arguments) {
  Request request;
  CLI::App app;
  app.set_version_flag("--version", identity.version);
  std::vector<CLI::App *> parsers;
  for (const Command *command : commands) {
    parsers.push_back(app.add_subcommand(std::string(command->name)));
    for (const OptionRow &row : command->options)
      declare(*parsers.back(), row, request.options);
  }
  auto chosen = [&]() -> const Command * {
    for (size_t i = 0; i < commands.size(); ++i)
      if (parsers[i]->parsed())
        return commands[i];
    return nullptr;
  };
  std::reverse(arguments.begin(), arguments.end()); // as CLI11 wants them
  try {
    app.parse(std::move(arguments));
    request.command = chosen();
  } catch (const CLI::CallForHelp &) {
    const Command *command = chosen();
    request.text = command ? commandHelp(identity, *command)
                           : programHelp(identity, commands);
    return request;
  } catch (const CLI::CallForVersion &) {
    request.text = identity.version + "\n";
    return request;
  } catch (const CLI::ExtrasError &error) {
    std::vector<std::string> before = app.remaining(false);
    std::vector<std::string> all = app.remaining(true);
    if (!before.empty())
      throw Error(Status::Usage, unexpected(before[0], commands, nullptr));
    throw Error(Status::Usage, all.empty()
                                   ? explain(error)
                                   : unexpected(all[0], commands, chosen()));
  } catch (const CLI::ArgumentMismatch &error) {
    // "--rows: 1 required  missing", "--rows: At Most 1 required but received
    // 2"
    std::string text = error.what();
    bool isRepeated = text.find("received") != std::string::npos;
    throw Error(Status::Usage,
                text.substr(0, text.find(':')) +
                    (isRepeated ? " is given twice" : " needs a value"));
  } catch (const CLI::ParseError &error) {
    throw Error(Status::Usage, explain(error));
  }
  if (!request.command)
    throw Error(Status::Usage,
                "no command; see `" + identity.invocation + " --help`");
  if (request.options.inputs.empty() &&
      (request.options.raw || request.options.skip))
    throw Error(Status::Usage,
                std::string(request.options.raw ? "--raw" : "--skip") +
                    " says how --input is read, and none is given");
  return request;
}

} // namespace plexus::host

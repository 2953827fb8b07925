//===- Program.cpp - the program that a compiled network becomes ---------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/Program.h"

#include "runtime/files/Errors.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/session/Batches.h"
#include "runtime/session/Model.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <new>

#include <sys/ioctl.h>
#include <unistd.h>

namespace plexus::host {

/// The commands, in the order of --help.
static const Command *const commands[] = {
    &trainCommand,     &evaluateCommand,       &predictCommand,
    &gradientsCommand, &checkGradientsCommand, &initCommand,
    &infoCommand,      &benchCommand,
};

void Program::warn(const std::string &text) {
  err << identity.name << ": warning: " << text << "\n";
}

static std::string joinedNames(std::span<const plx_value> values) {
  std::string text;
  for (const plx_value &value : values)
    text += (text.empty() ? "" : ", ") + std::string(value.name);
  return text;
}

static std::string baseName(const std::string &path) {
  std::string name = path.substr(path.rfind('/') + 1);
  return name.empty() ? "program" : shown(name, 64);
}

/// "--input x=x.npy --input y=y.npy"
static std::string inputOptions(std::span<const plx_value> values) {
  std::string text;
  for (const plx_value &value : values)
    text += std::string(text.empty() ? "" : " ") + "--input " + value.name +
            "=" + value.name + ".npy";
  return text;
}

/// The split that says most about a network, of those that the data has; empty
/// without data.
static std::string bestSplit(const nlohmann::json &description) {
  auto data = description.find("data");
  if (data == description.end() || !data->is_object())
    return "";
  auto split = data->find("split");
  for (const char *name : {"test", "validation"})
    if (data->contains(name) ||
        (split != data->end() && split->is_object() && split->contains(name)))
      return name;
  return "train";
}

static Identity identify(const plx_model &model, const char *invocation,
                         const nlohmann::json &description) {
  std::string path = invocation ? invocation : "";
  Identity identity;
  identity.name = baseName(path);
  bool brief = !path.empty() && path.size() <= 24 && shown(path) == path;
  identity.invocation = brief ? path : identity.name;
  identity.description =
      std::string(model.name) +
      ", a neural network compiled by Plexus: " + joinedNames(inputs(model)) +
      (model.output_count ? " -> " + joinedNames(outputs(model)) : "");
  identity.version = identity.name + ": network " + model.name + ", " +
                     std::string(elementTypeName(model.element_type)) +
                     ", for " + model.target + ", Plexus interface " +
                     std::to_string(model.abi);
  identity.inputs = inputOptions(inputs(model));
  identity.inputsAndTargets = inputOptions(inputsAndTargets(model));
  identity.output = model.output_count ? model.outputs[0].name : "";
  identity.split = bestSplit(description);
  auto lacks = [&](Needs what, bool isThere) {
    if (!isThere)
      identity.lacks.insert(what);
  };
  auto train = description.find("train");
  lacks(Needs::Output, model.output_count > 0);
  lacks(Needs::Loss, model.gradients);
  lacks(Needs::Training,
        model.step && train != description.end() && train->is_object());
  lacks(Needs::Data, !identity.split.empty());
  return identity;
}

static nlohmann::json parseDescription(const plx_model &model) {
  if (!model.program || !*model.program)
    return nlohmann::json::object();
  auto description = nlohmann::json::parse(model.program, nullptr, false);
  if (!description.is_object())
    throw Error(Status::Internal, "the program's description is not JSON");
  return description;
}

static void run(Program &program, int argc, const char *const *argv) {
  if (program.model.abi != PLX_ABI_VERSION)
    throw Error(Status::Internal, "the network was compiled for interface " +
                                      std::to_string(program.model.abi) +
                                      ", the runtime has " +
                                      std::to_string(PLX_ABI_VERSION));
  program.description = parseDescription(program.model);
  program.identity = identify(program.model, argc > 0 ? argv[0] : nullptr,
                              program.description);
  std::vector<std::string> arguments(argv + (argc > 0), argv + argc);
  Request request =
      parseCommandLine(program.identity, commands, std::move(arguments));
  if (request.command)
    request.command->run(program, request.options);
  program.out << request.text << std::flush;
  if (!program.out)
    throw Error(Status::InputOutput, "cannot write to standard output");
}

int runProgram(const plx_model &model, int argc, const char *const *argv,
               std::ostream &out, std::ostream &err, const Terminal &terminal) {
  Program program{model, {}, out, err, terminal, {}};
  auto fail = [&](Status status, const std::string &place,
                  const std::string &reason) {
    out << std::flush;
    err << (place.empty() ? program.identity.name : place)
        << ": error: " << shown(reason, 2000) << "\n";
    return int(status);
  };
  try {
    program.identity.name = baseName(argc > 0 ? argv[0] : "");
    run(program, argc, argv);
    return int(Status::Ok);
  } catch (const Error &error) {
    return fail(error.status, error.place, error.reason);
  } catch (const std::bad_alloc &) {
    return fail(Status::OutOfMemory, "", "not enough memory");
  } catch (const std::exception &error) {
    return fail(Status::Internal, "",
                std::string("internal error: ") + error.what());
  }
}

static bool isUtf8Locale() {
  for (const char *name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char *value = std::getenv(name);
    if (value && *value)
      return std::string_view(value).find("UTF-8") != std::string_view::npos ||
             std::string_view(value).find("utf8") != std::string_view::npos;
  }
  return false;
}

static Terminal ownTerminal() {
  Terminal terminal;
  const char *kind = std::getenv("TERM");
  const char *noColour = std::getenv("NO_COLOR");
  terminal.live =
      isatty(STDOUT_FILENO) && kind && std::string_view(kind) != "dumb";
  terminal.unicode = isUtf8Locale();
  terminal.colour = terminal.live && !(noColour && *noColour);
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.width = size.ws_col;
  return terminal;
}

int runProgram(const plx_model &model, int argc, char **argv) {
  // If the reader goes away, writing fails; the process goes on.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  return runProgram(model, argc, argv, std::cout, std::cerr, ownTerminal());
}

} // namespace plexus::host

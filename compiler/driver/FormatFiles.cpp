//===- FormatFiles.cpp - plexc fmt ----------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/FormatFiles.h"

#include "compiler/driver/Sources.h"
#include "compiler/outputs/OutputFile.h"
#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/Format.h"
#include "compiler/syntax/Parser.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::StringRef;

static llvm::Error writeFormatted(const Options &options, StringRef input,
                                  const llvm::SourceMgr &sources,
                                  StringRef text, llvm::raw_ostream &out) {
  StringRef output = options.output ? StringRef(*options.output) : input;
  if (output == "-") {
    out << text;
    return llvm::Error::success();
  }
  StringRef original = sources.getMemoryBuffer(1)->getBuffer();
  if (!options.output && original == text)
    return llvm::Error::success();
  return writeOutput(output, text);
}

static llvm::Expected<ExitStatus> formatFile(const Options &options,
                                             StringRef input,
                                             llvm::raw_ostream &out,
                                             llvm::raw_ostream &err) {
  auto buffer = readSource(input);
  if (!buffer)
    return buffer.takeError();
  llvm::SourceMgr sources;
  unsigned id = sources.AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  DiagnosticEngine engine(sources);
  engine.setHandler([&](const Diagnostic &d) { print(d, sources, err); });
  std::unique_ptr<ast::File> file = frontend::parseFile(sources, id, engine);
  if (engine.hasErrors())
    return ExitStatus::BadSpec;
  std::string text = frontend::format(*file, sources);
  if (options.formatCheck) {
    if (text == sources.getMemoryBuffer(id)->getBuffer())
      return ExitStatus::Ok;
    out << input << "\n";
    return ExitStatus::Different;
  }
  if (llvm::Error error = writeFormatted(options, input, sources, text, out))
    return error;
  return ExitStatus::Ok;
}

ExitStatus plexus::driver::formatFiles(const Options &options,
                                       llvm::raw_ostream &out,
                                       llvm::raw_ostream &err) {
  ExitStatus result = ExitStatus::Ok;
  for (const std::string &input : options.inputs) {
    auto status = formatFile(options, input, out, err);
    ExitStatus end = status ? *status : report(status.takeError(), err);
    if (result == ExitStatus::Ok)
      result = end;
  }
  return result;
}

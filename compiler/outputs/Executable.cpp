//===- Executable.cpp - from an object file to a program ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/outputs/Executable.h"

#include "compiler/outputs/OutputFile.h"
#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/StringSaver.h"

#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

using namespace plexus;
namespace path = llvm::sys::path;
using llvm::StringRef;
using Arguments = llvm::SmallVector<StringRef, 32>;

llvm::Expected<std::string> plexus::findRuntime(StringRef executable) {
  StringRef prefix = path::parent_path(path::parent_path(executable));
  for (StringRef folder : {"lib", "lib/plexus"}) {
    llvm::SmallString<128> candidate(prefix);
    path::append(candidate, folder);
    llvm::SmallString<128> library(candidate);
    path::append(library, "libplexus_host.a");
    if (llvm::sys::fs::exists(library))
      return candidate.str().str();
  }
  return fail(ExitStatus::Unavailable,
              "no runtime libraries: libplexus_host.a is neither in `lib` nor "
              "in `lib/plexus` of " +
                  quoted(prefix));
}

/// The words that start the compiler driver: `gcc`, or `ccache gcc` from $CC.
static llvm::Expected<Arguments> compilerDriver(llvm::StringSaver &saver) {
  Arguments words;
  if (const char *variable = std::getenv("CC"); variable && *variable) {
    llvm::SmallVector<const char *> tokens;
    llvm::cl::TokenizeGNUCommandLine(variable, saver, tokens);
    words.append(tokens.begin(), tokens.end());
    if (words.empty())
      return fail(ExitStatus::Unavailable, "$CC names no program");
    auto found = llvm::sys::findProgramByName(words[0]);
    if (!found)
      return fail(ExitStatus::Unavailable,
                  "$CC is " + quoted(variable) + ", which is not found");
    words[0] = saver.save(*found);
    return words;
  }
  for (StringRef name : {"cc", "gcc", "clang", "clang-22"})
    if (auto found = llvm::sys::findProgramByName(name)) {
      words.push_back(saver.save(*found));
      return words;
    }
  return fail(ExitStatus::Unavailable,
              "no C compiler to link with: neither cc, gcc nor clang is found; "
              "install one or set $CC");
}

/// The line of the linker's explanation that says most, and how many more
/// there are.
static std::string mainLine(StringRef explanation) {
  llvm::SmallVector<StringRef> lines;
  explanation.split(lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  if (lines.empty())
    return "it gave no reason";
  StringRef best = lines.front();
  for (StringRef sign : {"undefined ", "cannot ", "error"})
    for (StringRef line : lines)
      if (line.contains(sign) && !line.contains("ld returned"))
        best = line;
  std::string text = plexus::diag::shown(best.trim());
  if (lines.size() > 1)
    text += " (and " + std::to_string(lines.size() - 1) + " more lines)";
  return text;
}

static void addFlags(Arguments &arguments, bool keepDebugInfo) {
  for (StringRef flag :
       {"-pie", "-static-libgcc", "-Wl,-z,relro,-z,now,-z,noexecstack",
        // Nothing of the build machine stays in the program.
        "-Wl,--build-id=none", "-Wl,--gc-sections"})
    arguments.push_back(flag);
  if (!keepDebugInfo)
    arguments.push_back("-Wl,--strip-debug");
}

static void addLibraries(Arguments &arguments) {
  // A C driver knows no -static-libstdc++.
  for (StringRef flag :
       {"-Wl,-Bstatic", "-lstdc++", "-Wl,-Bdynamic", "-lz", "-lm"})
    arguments.push_back(flag);
}

namespace {
/// A file in memory for the linker's words: on a full disk it had none to say
/// why.
class Log {
public:
  Log() : descriptor(::memfd_create("plexc-link", 0)) {}
  ~Log() { ::close(descriptor); }
  Log(const Log &) = delete;

  /// Of the process that opens it, and so of the linker, which inherits it.
  /// Where that cannot be, its words are lost.
  std::string name() const {
    std::string own = "/proc/self/fd/" + std::to_string(descriptor);
    return ::access(own.c_str(), W_OK) == 0 ? own : "/dev/null";
  }

private:
  int descriptor;
};
} // namespace

/// Runs the linker.
static llvm::Error runLinker(const Arguments &arguments) {
  Log memory;
  std::string log = memory.name();
  std::optional<StringRef> redirects[] = {StringRef(""), StringRef(log),
                                          StringRef(log)};
  std::string problem;
  int status = llvm::sys::ExecuteAndWait(arguments[0], arguments, std::nullopt,
                                         redirects, /*SecondsToWait=*/0,
                                         /*MemoryLimit=*/0, &problem);
  if (status == 0)
    return llvm::Error::success();
  if (status < 0)
    return fail(ExitStatus::Unavailable,
                quoted(arguments[0]) + " cannot be run: " + problem);
  auto explanation = llvm::MemoryBuffer::getFileAsStream(log);
  std::string line = mainLine(explanation ? (*explanation)->getBuffer() : "");
  bool isFull = StringRef(line).contains_insensitive("no space left");
  return fail(isFull ? ExitStatus::InputOutput : ExitStatus::Internal,
              "linking with " + quoted(arguments[0]) + " failed: " + line);
}

llvm::Error plexus::linkProgram(StringRef object, StringRef model,
                                StringRef output, StringRef runtimeFolder,
                                bool keepDebugInfo) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::Expected<Arguments> arguments = compilerDriver(saver);
  if (!arguments)
    return arguments.takeError();
  // Two temporaries in the folder of the output: it has to take files anyway.
  llvm::Expected<OutputFile> program = OutputFile::create(output);
  if (!program)
    return program.takeError();
  llvm::Expected<OutputFile> input = OutputFile::create(output);
  if (!input)
    return input.takeError();
  if (llvm::Error error = input->write(object))
    return error;
  addFlags(*arguments, keepDebugInfo);
  arguments->push_back(saver.save("-Wl,--defsym=plx_program_model=" + model));
  arguments->append({"-o", program->temporaryName(), input->temporaryName()});
  for (StringRef library : {"libplexus_host.a", "libplexus_core.a"}) {
    llvm::SmallString<128> name(runtimeFolder);
    path::append(name, library);
    arguments->push_back(saver.save(name.str()));
  }
  addLibraries(*arguments);
  if (llvm::Error error = runLinker(*arguments))
    return error;
  return program->commit();
}

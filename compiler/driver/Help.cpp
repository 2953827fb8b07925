//===- Help.cpp - the texts of --help and --version -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Options.h"

#ifndef PLEXUS_VERSION
#error "PLEXUS_VERSION comes from the project's CMakeLists.txt"
#endif

using namespace plexus::driver;

/// The words between commas, in lines of at most 80 columns that begin at
/// column 26.
static std::string listed(const std::vector<std::string> &words) {
  std::string text, line;
  for (const std::string &word : words) {
    std::string next = (line.empty() ? "" : ", ") + word;
    if (line.size() + next.size() > 53) {
      text += line + ",\n" + std::string(26, ' ');
      line.clear();
      next = word;
    }
    line += next;
  }
  return text + line;
}

static std::string compileHelp() {
  return R"(plexc compiles a .plx file, a small neural network, to a native program.

usage: plexc FILE [-o OUTPUT] [OPTIONS]
       plexc check FILE [OPTIONS]              report errors, write nothing
       plexc fmt FILE... [-o OUTPUT | --check] rewrite files in the one style
                          (plexc check --help and plexc fmt --help say more)

output:
  -o OUTPUT               where it goes; - is standard output
  --emit=STAGE            )" +
         listed(stageWords()) + R"( (default)
  --emit=STAGE:FUNCTION   one of its functions, as grad:step
  --print=TABLE           instead of compiling: summary, init, params, memory,
                          plan, graph, passes or target
  --print-ir-after=WHERE  also print it after a stage or pass, or after all

the network:
  --set PATH=VALUE        override a value of the file, as train.epochs=5
  --build=NAME            take the record `build NAME { ... }`
  --precision=TYPE        compute in f32 or f64

the machine code:
  -march=CPU              native (default), x86-64-v3, x86-64-v4, znver4, ...
  -O0 -O1 -O2 -O3         how hard LLVM works (default -O2), same results;
                          -O0 fuses no loops either
  -g                      tell debuggers and profilers the lines of the file

other:
  --time                  say how long each step took
  --verify-diagnostics    for tests: compare with `# expected-error {{...}}`
  --split-input-file      then each part between lines `# -----` is a file
  --help, --version

exit status: 0 ok, 1 not formatted, 64 usage, 65 bad file, 66 no input,
  69 unavailable, 70 internal error, 71 out of memory, 73 cannot create, 74 I/O

examples:
  plexc digits.plx && ./digits train
  plexc digits.plx --emit=grad:step | less
  plexc digits.plx --set train.epochs=5 --precision=f64 -o quick
)";
}

static constexpr const char *checkHelp =
    R"(plexc check reports the errors of a .plx file and writes nothing.

usage: plexc check FILE [OPTIONS]

options:
  --set PATH=VALUE        override a value of the file, as train.epochs=5
  --build=NAME            take the record `build NAME { ... }`
  --precision=TYPE        compute in f32 or f64
  --time                  say how long each step took
  --verify-diagnostics    for tests: compare with `# expected-error {{...}}`
  --split-input-file      then each part between lines `# -----` is a file
  --help

exit status: 0 no errors, 64 usage, 65 bad file, 66 no input

examples:
  plexc check digits.plx
  plexc check digits.plx --set train.epochs=5
)";

static constexpr const char *formatHelp =
    R"(plexc fmt rewrites .plx files in the one style; comments stay.

usage: plexc fmt FILE... [-o OUTPUT | --check]

options:
  -o OUTPUT               write the one file there instead; - is standard output
  --check                 write nothing, say which files are not in the style
  --help

exit status: 0 ok, 1 not formatted (with --check), 64 usage, 65 bad file,
  66 no input, 73 cannot create, 74 I/O

examples:
  plexc fmt *.plx
  plexc fmt --check digits.plx
)";

std::string plexus::driver::helpText(Command command) {
  switch (command) {
  case Command::Compile:
    return compileHelp();
  case Command::Check:
    return checkHelp;
  case Command::Format:
    return formatHelp;
  }
  return {};
}

std::string plexus::driver::versionText() {
  return "plexc " PLEXUS_VERSION "\n";
}

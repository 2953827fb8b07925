//===- Executable.h - from an object file to a program ----------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_OUTPUTS_EXECUTABLE_H
#define PLEXUS_COMPILER_OUTPUTS_EXECUTABLE_H

#include "compiler/support/Failure.h"

namespace plexus {

/// The folder of libplexus_host.a and libplexus_core.a: `../lib` of the folder
/// that plexc lies in (build tree) or `../lib/plexus` (installed). Errors:
/// Unavailable.
llvm::Expected<std::string> findRuntime(llvm::StringRef executable);

/// Links the bytes of the object file of a network with the runtime, which
/// finds its `model` (ModelTables.h) as `plx_program_model`, to the program
/// `output`, through the system's C compiler driver, started without a shell:
/// $CC, else the first of cc, gcc and clang that is found. The program is
/// position independent, relocated read-only, without an executable stack and
/// without RPATH, and the same bytes whatever the folders are called. Debug
/// information stays in it if `keepDebugInfo`. Errors: CannotCreate,
/// InputOutput, Unavailable (no compiler driver), Internal.
llvm::Error linkProgram(llvm::StringRef object, llvm::StringRef model,
                        llvm::StringRef output, llvm::StringRef runtimeFolder,
                        bool keepDebugInfo);

} // namespace plexus

#endif // PLEXUS_COMPILER_OUTPUTS_EXECUTABLE_H

//===- Sources.h - reading the files that are named -------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_SOURCES_H
#define PLEXUS_COMPILER_DRIVER_SOURCES_H

#include "compiler/support/Failure.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

namespace plexus::driver {

/// The file as text; `-` is standard input. Only regular files are read.
/// Errors: NoInput, BadSpec (too large), InputOutput.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readSource(llvm::StringRef path);

/// The parts of `buffer` between lines `# -----`, each with as many newlines
/// before it that its lines keep their numbers.
llvm::SmallVector<std::unique_ptr<llvm::MemoryBuffer>>
splitSource(const llvm::MemoryBuffer &buffer);

/// Refuses an output that is one of the files of `sources`. Errors: Usage.
llvm::Error checkOverwrite(llvm::StringRef output,
                           const llvm::SourceMgr &sources);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_SOURCES_H

//===- FormatFiles.h - plexc fmt --------------------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_FORMATFILES_H
#define PLEXUS_COMPILER_DRIVER_FORMATFILES_H

#include "compiler/driver/Options.h"
#include "compiler/support/ExitStatus.h"

#include "llvm/Support/raw_ostream.h"

namespace plexus::driver {

/// Writes each file in the one style: in place and only if that changes it,
/// standard input to standard output, or where `-o` says. With `--check` it
/// names the files that would change on `out`. A file with an error stays as
/// it is and the others are formatted; the status is the first that is not Ok.
ExitStatus formatFiles(const Options &options, llvm::raw_ostream &out,
                       llvm::raw_ostream &err);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_FORMATFILES_H

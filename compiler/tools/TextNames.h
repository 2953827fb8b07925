//===- TextNames.h - the names of values in a text of IR ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TOOLS_TEXTNAMES_H
#define PLEXUS_COMPILER_TOOLS_TEXTNAMES_H

#include "mlir/Pass/Pass.h"

namespace plexus {

/// A pass that gives values the names that they have in the text from which
/// the parser made them: it keeps where an op stands, but not what its value is
/// called there. Of several results, the first gives its name to all, since
/// MLIR prints a location as the name of a group. Names that a location has
/// already stay. `file` is what locations call the text.
std::unique_ptr<mlir::Pass> createTextNames(llvm::StringRef text,
                                            llvm::StringRef file);

} // namespace plexus

#endif

//===- Classes.h - logits and the classes that they are scored by ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_CLASSES_H
#define PLEXUS_DIALECTS_NN_CLASSES_H

#include "mlir/IR/Location.h"
#include "mlir/IR/Value.h"
#include <optional>

namespace plexus::nn {

/// What every loss and score of classes asks of its operands: `classes` are
/// integers, in the shape of `logits` without its last dimension, and where
/// they are declared as index(n) that dimension is n. Fails after an error at
/// `loc`, if there is one, that names the word.
llvm::LogicalResult verifyClasses(std::optional<mlir::Location> loc,
                                  llvm::StringRef word, mlir::Value logits,
                                  mlir::Value classes);

} // namespace plexus::nn

#endif

//===- Vocabulary.h - words of the language that no op defines ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_PROGRAM_VOCABULARY_H
#define PLEXUS_COMPILER_PROGRAM_VOCABULARY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace plexus::frontend {

/// The layers, functions, losses, metrics and initialisers that are not built
/// yet. Those that are built stand in the dialect alone.
llvm::ArrayRef<llvm::StringRef> unbuiltWords();

/// What a layer, loss or metric of PyTorch or Keras is called here; empty for
/// another name, and for one that only differs in its case.
llvm::StringRef ownWordFor(llvm::StringRef foreign);

/// `repeat(3, Residual(64))`, the one word that takes a layer.
inline constexpr llvm::StringLiteral repeatWord = "repeat";

/// The initialiser that chooses one.
inline constexpr llvm::StringLiteral autoWord = "auto";

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_VOCABULARY_H

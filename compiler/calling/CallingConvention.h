//===- CallingConvention.h - what the code of an entry point takes --------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The rows are in CallingConvention.def. Who makes an entry point, who calls it
// and who looks for an argument of it asks here.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_CALLING_CALLINGCONVENTION_H
#define PLEXUS_COMPILER_CALLING_CALLINGCONVENTION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace plexus::calling {

/// The arguments that every entry point has; the value is the position.
enum class Fixed : unsigned {
#define ARENA(NAME, FIELD) NAME,
#define SCALAR(NAME, FIELD, TYPE) NAME,
#include "compiler/calling/CallingConvention.def"
};

constexpr unsigned positionOf(Fixed argument) {
  return static_cast<unsigned>(argument);
}

/// The name of the argument in the IR, which is that of the field of plx_call.
llvm::StringRef nameOf(Fixed argument);

/// The arrays behind the fixed arguments, in order.
enum class Arrays : unsigned {
#define ARRAYS(NAME, FIELD, ROLE) NAME,
#include "compiler/calling/CallingConvention.def"
};

/// The role (`nn.input`) of what has an argument among these arrays.
llvm::StringRef roleOf(Arrays arrays);
llvm::ArrayRef<Arrays> allArrays();

/// The entry points of a compiled network.
enum class Entry : unsigned {
#define ENTRY_POINT(NAME, TAKES_TARGETS, GIVES_OUTPUTS) NAME,
#include "compiler/calling/CallingConvention.def"
};

/// The name of the function, which is that of the field of plx_model.
llvm::StringRef nameOf(Entry entry);
/// Whether the entry point has arguments for these arrays.
bool takes(Entry entry, Arrays arrays);
llvm::ArrayRef<Entry> allEntries();

} // namespace plexus::calling

#endif

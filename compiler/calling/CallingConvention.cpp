//===- CallingConvention.cpp - what the code of an entry point takes ------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/CallingConvention.h"

using namespace plexus::calling;
using llvm::StringRef;

StringRef plexus::calling::nameOf(Fixed argument) {
  switch (argument) {
#define ARENA(NAME, FIELD)                                                     \
  case Fixed::NAME:                                                            \
    return #FIELD;
#define SCALAR(NAME, FIELD, TYPE) ARENA(NAME, FIELD)
#include "compiler/calling/CallingConvention.def"
  }
  llvm_unreachable("an argument without a row");
}

StringRef plexus::calling::roleOf(Arrays arrays) {
  switch (arrays) {
#define ARRAYS(NAME, FIELD, ROLE)                                              \
  case Arrays::NAME:                                                           \
    return ROLE;
#include "compiler/calling/CallingConvention.def"
  }
  llvm_unreachable("arrays without a row");
}

llvm::ArrayRef<Arrays> plexus::calling::allArrays() {
  static constexpr Arrays all[] = {
#define ARRAYS(NAME, FIELD, ROLE) Arrays::NAME,
#include "compiler/calling/CallingConvention.def"
  };
  return all;
}

StringRef plexus::calling::nameOf(Entry entry) {
  switch (entry) {
#define ENTRY_POINT(NAME, TAKES_TARGETS, GIVES_OUTPUTS)                        \
  case Entry::NAME:                                                            \
    return #NAME;
#include "compiler/calling/CallingConvention.def"
  }
  llvm_unreachable("an entry point without a row");
}

bool plexus::calling::takes(Entry entry, Arrays arrays) {
  bool targets = false, outputs = false;
  switch (entry) {
#define ENTRY_POINT(NAME, TAKES_TARGETS, GIVES_OUTPUTS)                        \
  case Entry::NAME:                                                            \
    targets = TAKES_TARGETS;                                                   \
    outputs = GIVES_OUTPUTS;                                                   \
    break;
#include "compiler/calling/CallingConvention.def"
  }
  switch (arrays) {
  case Arrays::Inputs:
    return true;
  case Arrays::Targets:
    return targets;
  case Arrays::Outputs:
    return outputs;
  }
  llvm_unreachable("arrays that no entry point was asked about");
}

llvm::ArrayRef<Entry> plexus::calling::allEntries() {
  static constexpr Entry all[] = {
#define ENTRY_POINT(NAME, TAKES_TARGETS, GIVES_OUTPUTS) Entry::NAME,
#include "compiler/calling/CallingConvention.def"
  };
  return all;
}

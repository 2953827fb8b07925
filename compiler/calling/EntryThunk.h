//===- EntryThunk.h - from a plx_call to the code of an entry point -------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_CALLING_ENTRYTHUNK_H
#define PLEXUS_COMPILER_CALLING_ENTRYTHUNK_H

#include "compiler/calling/CallingConvention.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace plexus::calling {

/// How many tensors each of the arrays of a plx_call has.
struct ArrayCounts {
  uint64_t inputs, targets, outputs;
  uint64_t of(Arrays arrays) const;
};

/// Emits the call of the code of an entry point.
using EmitCall = llvm::function_ref<void(
    llvm::IRBuilderBase &, llvm::Function *, llvm::ArrayRef<llvm::Value *>)>;

/// Adds the function `plx_NAME` of type plx_entry, which takes the fields of
/// its plx_call out and calls the entry point, and ends in a trap for more than
/// `capacity` rows; null where the module has no such entry point.
llvm::Function *createEntryThunk(llvm::Module &module, Entry entry,
                                 const ArrayCounts &counts, uint64_t capacity,
                                 EmitCall emitCall);

} // namespace plexus::calling

#endif

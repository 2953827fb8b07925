//===- Record.cpp - constants with the layout of structs of C -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/Record.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;
using namespace plexus::calling;

Constant *RecordFields::build(const Module &module, uint64_t size) {
  sort(fields,
       [](const Field &a, const Field &b) { return a.offset < b.offset; });
  SmallVector<Constant *, 32> values;
  uint64_t end = 0;
  for (const Field &field : fields) {
    // A field that is forgotten, set twice or laid out otherwise would shift
    // what programs read. No input can lead here, so it is no diagnostic.
    if (field.offset != end)
      report_fatal_error("a record differs from its struct in C");
    end += module.getDataLayout().getTypeAllocSize(field.value->getType());
    values.push_back(field.value);
  }
  if (end != size)
    report_fatal_error("a record differs from its struct in C");
  return ConstantStruct::getAnon(values);
}

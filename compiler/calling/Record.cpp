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
  for (const Field &field : fields)
    values.push_back(field.value);
  auto *type = cast<StructType>(ConstantStruct::getAnon(values)->getType());
  const StructLayout *layout = module.getDataLayout().getStructLayout(type);
  // A field that is forgotten, set twice or laid out otherwise would shift what
  // programs read; no input can lead here, so it is no diagnostic.
  if (layout->getSizeInBytes() != size)
    report_fatal_error("a record has not the size of its struct in C");
  for (auto [i, field] : enumerate(fields))
    if (layout->getElementOffset(i) != field.offset)
      report_fatal_error("a record has not the layout of its struct in C");
  return ConstantStruct::getAnon(values);
}

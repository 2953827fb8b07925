//===- Locations.cpp - source ranges as MLIR locations --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/Locations.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SourceMgr.h"

using namespace plexus::frontend;
using llvm::SMRange;
using llvm::StringRef;

const Locations::Lines *Locations::linesAround(const char *place) {
  auto last = buffers.find(lastBuffer);
  if (last != buffers.end() && place >= last->second.begin &&
      place <= last->second.end)
    return &last->second;
  unsigned id =
      sources.FindBufferContainingLoc(llvm::SMLoc::getFromPointer(place));
  if (!id)
    return nullptr;
  lastBuffer = id;
  Lines &lines = buffers[id];
  if (lines.begin)
    return &lines;
  const llvm::MemoryBuffer *buffer = sources.getMemoryBuffer(id);
  lines.file = mlir::StringAttr::get(&context, buffer->getBufferIdentifier());
  lines.begin = buffer->getBufferStart();
  lines.end = buffer->getBufferEnd();
  lines.starts.push_back(lines.begin);
  for (const char *c = lines.begin; c != lines.end; ++c)
    if (*c == '\n')
      lines.starts.push_back(c + 1);
  return &lines;
}

mlir::Location Locations::of(SMRange range) {
  const char *begin = range.Start.getPointer(), *end = range.End.getPointer();
  const Lines *lines = begin ? linesAround(begin) : nullptr;
  if (!lines)
    return mlir::UnknownLoc::get(&context);
  auto position = [&](const char *place) {
    auto next = llvm::upper_bound(lines->starts, place);
    return std::pair(unsigned(next - lines->starts.begin()),
                     unsigned(place - *std::prev(next)) + 1);
  };
  auto [line, column] = position(begin);
  auto [endLine, endColumn] = position(end ? end : begin);
  return mlir::FileLineColRange::get(lines->file, line, column, endLine,
                                     endColumn);
}

mlir::Location Locations::of(SMRange range, StringRef name) {
  return mlir::NameLoc::get(mlir::StringAttr::get(&context, name), of(range));
}

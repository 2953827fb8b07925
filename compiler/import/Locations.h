//===- Locations.h - source ranges as MLIR locations ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_IMPORT_LOCATIONS_H
#define PLEXUS_COMPILER_IMPORT_LOCATIONS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/SMLoc.h"

#include <vector>

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace plexus::frontend {

/// Turns ranges of the buffers of a SourceMgr into locations, each in time
/// logarithmic in the number of lines: however long a line is.
class Locations {
public:
  Locations(mlir::MLIRContext &context, const llvm::SourceMgr &sources)
      : context(context), sources(sources) {}

  /// `file:line:column to line:column`; unknown for an invalid range.
  mlir::Location of(llvm::SMRange range);
  /// The same with the name that printed IR gives to the value.
  mlir::Location of(llvm::SMRange range, llvm::StringRef name);

private:
  struct Lines {
    mlir::StringAttr file;
    const char *begin = nullptr;
    const char *end = nullptr;
    std::vector<const char *> starts;
  };
  const Lines *linesAround(const char *place);

  mlir::MLIRContext &context;
  const llvm::SourceMgr &sources;
  llvm::DenseMap<unsigned, Lines> buffers;
  unsigned lastBuffer = 0;
};

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_IMPORT_LOCATIONS_H

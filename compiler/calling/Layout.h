//===- Layout.h - where tensors lie in the memory of the caller -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_CALLING_LAYOUT_H
#define PLEXUS_COMPILER_CALLING_LAYOUT_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "runtime/core/plexus.h"
#include "shape/Numel.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/MathExtras.h"

namespace plexus::calling {

/// The bytes of a tensor or buffer whose rows, if it has them, are `capacity`;
/// none if they are too many to count.
inline std::optional<uint64_t> bytesOf(mlir::ShapedType type,
                                       int64_t capacity) {
  llvm::ArrayRef<int64_t> shape = type.getShape();
  bool rows = !shape.empty() && mlir::ShapedType::isDynamic(shape.front());
  std::optional<uint64_t> bytes = checkedBytes(
      rows ? shape.drop_front() : shape, type.getElementTypeBitWidth() / 8);
  if (bytes && rows)
    bytes = checkedProduct(*bytes, capacity);
  return bytes && *bytes <= uint64_t(INT64_MAX) ? bytes : std::nullopt;
}

/// The largest number of rows, which `plx.capacity` of the module says. Fails
/// after a diagnostic where it says none.
llvm::FailureOr<int64_t> capacityOf(mlir::ModuleOp module);

/// Named tensors one after the other, each at a multiple of PLX_ALIGNMENT, a
/// cache line.
class Arena {
public:
  /// Gives `name` a place of so many bytes behind all others.
  void place(mlir::StringAttr name, uint64_t bytes) {
    uint64_t offset = llvm::alignTo(size, PLX_ALIGNMENT);
    if (offsets.try_emplace(name, offset).second)
      size = offset + bytes;
  }
  bool has(mlir::StringAttr name) const { return offsets.contains(name); }
  uint64_t offsetOf(mlir::StringAttr name) const { return offsets.at(name); }
  uint64_t bytes() const { return size; }
  /// The offsets by name.
  mlir::DictionaryAttr asAttribute(mlir::Builder &b) const;

private:
  llvm::MapVector<mlir::StringAttr, uint64_t> offsets;
  uint64_t size = 0;
};

/// Where the parameters and the states of a network lie. Gradients lie as their
/// parameters do.
class Layout {
public:
  /// From what the arguments of the entry points are (`nn.parameter`,
  /// `nn.state`), in the order in which they stand. Fails after a diagnostic
  /// where a tensor is too large.
  static llvm::FailureOr<Layout> of(mlir::ModuleOp entryPoints);

  /// Writes it down as attributes of the module: `plx.parameters` and
  /// `plx.states` are the offsets by name, `plx.parameter_bytes` and
  /// `plx.state_bytes` the sizes.
  void record(mlir::ModuleOp module) const;

  Arena parameters, states;
};

/// How long the columns of a matrix are that lies column after column, by the
/// name of the parameter or state.
using ColumnLengths = llvm::MapVector<mlir::StringAttr, int64_t>;
/// Writes them down as the attribute `plx.columns` of the module.
void recordColumns(mlir::ModuleOp module, const ColumnLengths &lengths);
/// What was written down of `name`; 0 if it lies row after row.
uint64_t columnLengthIn(mlir::ModuleOp module, llvm::StringRef name);

/// The offset that `plx.parameters` or `plx.states` gives `name`.
uint64_t offsetIn(mlir::ModuleOp module, llvm::StringRef table,
                  llvm::StringRef name);
/// A number of bytes that is written down at the module: `plx.parameter_bytes`,
/// `plx.state_bytes`, `plx.workspace_bytes`.
uint64_t bytesIn(mlir::ModuleOp module, llvm::StringRef name);

} // namespace plexus::calling

#endif

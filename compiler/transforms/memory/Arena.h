//===- Arena.h - where tensors lie in the memory of the caller ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_MEMORY_ARENA_H
#define PLEXUS_COMPILER_TRANSFORMS_MEMORY_ARENA_H

#include "compiler/support/CheckedNumel.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/MathExtras.h"

namespace plexus {

/// Every tensor of an arena starts at a multiple of this, a cache line.
constexpr uint64_t arenaAlignment = 64;

/// The bytes of a tensor or buffer whose rows, if it has them, are `capacity`;
/// none if they are too many to count.
inline std::optional<uint64_t> bytesOf(mlir::ShapedType type,
                                       int64_t capacity) {
  llvm::ArrayRef<int64_t> shape = type.getShape();
  bool rows = !shape.empty() && mlir::ShapedType::isDynamic(shape.front());
  return checkedBytes(rows ? shape.drop_front() : shape, rows ? capacity : 1,
                      type.getElementTypeBitWidth() / 8);
}

/// Tensors one after the other, in the order in which they are placed.
class Arena {
public:
  /// The offset of a tensor of so many bytes.
  uint64_t place(uint64_t bytes) {
    uint64_t offset = llvm::alignTo(size, arenaAlignment);
    size = offset + bytes;
    return offset;
  }
  uint64_t bytes() const { return size; }

private:
  uint64_t size = 0;
};

} // namespace plexus

#endif

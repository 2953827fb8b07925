//===- Classes.cpp - logits and the classes that they are scored by -------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Classes.h"
#include "dialects/nn/ops/Network.h"

using namespace mlir;

namespace plexus::nn {

/// n where the tensor is declared as index(n).
static std::optional<int64_t> declaredClasses(Value classes) {
  if (auto target = classes.getDefiningOp<TargetOp>())
    return target.getClasses();
  if (auto input = classes.getDefiningOp<InputOp>())
    return input.getClasses();
  return std::nullopt;
}

LogicalResult verifyClasses(std::optional<Location> loc, StringRef word,
                            Value logits, Value classes) {
  auto z = cast<RankedTensorType>(logits.getType());
  auto y = dyn_cast<RankedTensorType>(classes.getType());
  if (!y || !y.getElementType().isInteger())
    return emitOptionalError(loc, "`", word,
                             "` needs classes of type index(n) as its second "
                             "tensor, got ",
                             spell(classes.getType()));
  if (rowShape(z).empty() || z.getShape().drop_back() != y.getShape())
    return emitOptionalError(loc, "`", word, "` with logits ", spell(z),
                             " does not fit classes ", spell(y));
  std::optional<int64_t> count = declaredClasses(classes);
  if (count && *count != z.getShape().back())
    return emitOptionalError(loc, "`", word, "` has ", z.getShape().back(),
                             " logits for index(", *count, ")");
  return success();
}

} // namespace plexus::nn

//===- Einsum.cpp - Einstein summation of two tensors ---------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Einsum.h"
#include "dialects/nn/Sums.h"
#include "dialects/nn/ops/Transpose.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace plexus::nn;

namespace {
/// "no,oi->ni" taken apart.
struct Spec {
  StringRef a, b, y;
  explicit Spec(StringRef text) {
    auto [operands, result] = text.split("->");
    std::tie(a, b) = operands.split(',');
    y = result;
  }
};
} // namespace

/// The size of each letter; fails where the letters do not fit the operands or
/// each other.
static FailureOr<llvm::SmallMapVector<char, int64_t, 8>>
letterSizes(std::optional<Location> loc, StringRef spec, ValueRange operands) {
  Spec letters(spec);
  for (StringRef names : {letters.a, letters.b, letters.y})
    for (size_t i = 0; i < names.size(); ++i)
      if (!llvm::isAlpha(names[i]) ||
          names.drop_front(i + 1).contains(names[i]))
        return emitOptionalError(loc, "einsum \"", spec, // einsum_c2
                                 "\" does not name each dimension of a tensor "
                                 "by a letter of its own");
  llvm::SmallMapVector<char, int64_t, 8> sizes;
  for (auto [names, operand] :
       llvm::zip(std::array{letters.a, letters.b}, operands)) {
    auto type = cast<RankedTensorType>(operand.getType());
    if (static_cast<int64_t>(names.size()) != type.getRank()) // einsum_c1
      return emitOptionalError(loc, "einsum \"", spec, "\" does not fit ",
                               type);
    for (auto [letter, size] : llvm::zip(names, type.getShape()))
      if (auto [entry, isNew] = sizes.insert({letter, size});
          !isNew && entry->second != size) // einsum_c1
        return emitOptionalError(loc, "letter `", std::string(1, letter),
                                 "` of einsum \"", spec, "\" is both ",
                                 entry->second, " and ", size);
  }
  for (char letter : letters.y)
    if (!sizes.contains(letter)) // einsum_c2
      return emitOptionalError(loc, "letter `", std::string(1, letter),
                               "` of the result of einsum \"", spec,
                               "\" is in no operand");
  for (auto [letter, size] : sizes)
    if (letters.a.contains(letter) + letters.b.contains(letter) +
            letters.y.contains(letter) <
        2) // einsum_c3
      return emitOptionalError(loc, "letter `", std::string(1, letter),
                               "` of einsum \"", spec, "\" occurs only once");
  return sizes;
}

LogicalResult EinsumOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor op,
                                         SmallVectorImpl<Type> &types) {
  auto sizes = letterSizes(loc, op.getSpec(), op.getOperands());
  if (failed(sizes))
    return failure();
  SmallVector<int64_t> shape;
  for (char letter : Spec(op.getSpec()).y)
    shape.push_back(sizes->lookup(letter));
  types.push_back(RankedTensorType::get(
      shape, cast<RankedTensorType>(op.getA().getType()).getElementType()));
  return success();
}

/// The operand with `letter`, the innermost of the loops, as its last
/// dimension, so that the loop runs over neighbours in memory.
static Value lastInMemory(OpBuilder &b, Location loc, Value operand,
                          std::string &letters, char letter) {
  size_t at = letters.find(letter);
  if (at == std::string::npos || at + 1 == letters.size())
    return operand;
  SmallVector<int64_t> axes;
  for (size_t i = 0; i < letters.size(); ++i)
    if (i != at)
      axes.push_back(i);
  axes.push_back(at);
  letters.erase(at, 1);
  letters += letter;
  return TransposeOp::create(b, loc, operand, axes);
}

SmallVector<Value> EinsumOp::forward(OpBuilder &builder) {
  Location loc = getLoc();
  Spec spec(getSpec());
  std::string a = spec.a.str(), b = spec.b.str(), y = spec.y.str();
  // Loops: the letters of the result but the last, then those summed over, then
  // the last. Each element is still one chain in the order of the summed
  // letters; neighbours are independent, so the innermost loop is a vector.
  std::string loops = y.substr(0, y.empty() ? 0 : y.size() - 1);
  for (char letter : a + b)
    if (y.find(letter) == std::string::npos &&
        loops.find(letter) == std::string::npos)
      loops += letter;
  Value left = getA(), right = getB();
  if (!y.empty()) {
    loops += y.back();
    left = lastInMemory(builder, loc, left, a, y.back());
    right = lastInMemory(builder, loc, right, b, y.back());
  }
  auto map = [&](StringRef letters) {
    SmallVector<AffineExpr> dims;
    for (char letter : letters)
      dims.push_back(builder.getAffineDimExpr(loops.find(letter)));
    return AffineMap::get(loops.size(), 0, dims, builder.getContext());
  };
  SmallVector<utils::IteratorType> iterators;
  for (char letter : loops)
    iterators.push_back(y.find(letter) == std::string::npos
                            ? utils::IteratorType::reduction
                            : utils::IteratorType::parallel);
  SumLoops sums = {cast<RankedTensorType>(getY().getType()),
                   {left, right},
                   {map(a), map(b)},
                   map(y),
                   iterators};
  return {sumOverLoops(
      builder, loc, sums, [](OpBuilder &b, Location loc, ValueRange o) {
        IRScalar x(b, loc, o[0]), w(b, loc, o[1]), sum(b, loc, o[2]);
        return fma(x, w, sum).value();
      })};
}

void EinsumOp::backward(Gradients &g) {
  // y = einsum(a,b->y): da = einsum(y,b->a), db = einsum(a,y->b). Exact because
  // every letter of an operand is in the other or in y (einsum_c3).
  Spec s(getSpec());
  IRTensor dy = g.expression(g.of(getY()));
  IRTensor a = g.expression(getA()), b = g.expression(getB());
  if (g.needs(getA()))
    g.add(getA(), einsum((s.y + "," + s.b + "->" + s.a).str(), dy, b));
  if (g.needs(getB()))
    g.add(getB(), einsum((s.a + "," + s.y + "->" + s.b).str(), a, dy));
}

#include "dialects/nn/ops/Einsum.ops.inc"

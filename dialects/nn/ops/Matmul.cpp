//===- Matmul.cpp - the operator `@` --------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Matmul.h"
#include "dialects/nn/ops/Einsum.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> MatmulOp::build(Call &call) {
  return call.create(getOperationName(), {call.tensor("a"), call.tensor("b")});
}

/// The einsum that a product of these types is; empty if there is none.
static std::string matmulSpec(RankedTensorType a, RankedTensorType b) {
  bool rowsA = hasRows(a), rowsB = hasRows(b);
  int64_t rankA = a.getRank() - rowsA, rankB = b.getRank() - rowsB;
  if (rankB != 2 || rankA < 1 || rankA > 2 ||
      a.getShape().back() != b.getDimSize(rowsB)) // matmul_c1
    return "";
  std::string left = rankA == 2 ? "m" : "";
  return std::string(rowsA ? "r" : "") + left + "k," + (rowsB ? "r" : "") +
         "kn->" + (rowsA || rowsB ? "r" : "") + left + "n";
}

LogicalResult MatmulOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor op,
                                         SmallVectorImpl<Type> &types) {
  auto a = cast<RankedTensorType>(op.getA().getType());
  auto b = cast<RankedTensorType>(op.getB().getType());
  std::string spec = matmulSpec(a, b);
  if (spec.empty())
    return emitOptionalError(loc, "`@` multiplies [.., k] with [k, n], not ",
                             spell(a), " with ", spell(b));
  SmallVector<int64_t> shape;
  if (hasRows(a) || hasRows(b))
    shape.push_back(ShapedType::kDynamic);
  llvm::append_range(shape, a.getShape().drop_front(hasRows(a)).drop_back());
  shape.push_back(b.getShape().back());
  types.push_back(RankedTensorType::get(shape, a.getElementType()));
  return success();
}

static std::string spec(MatmulOp op) {
  return matmulSpec(cast<RankedTensorType>(op.getA().getType()),
                    cast<RankedTensorType>(op.getB().getType()));
}

SmallVector<Value> MatmulOp::forward(OpBuilder &b) {
  return {EinsumOp::create(b, getLoc(), spec(*this), getA(), getB())};
}

void MatmulOp::backward(Gradients &g) {
  std::string text = spec(*this);
  auto [operands, y] = StringRef(text).split("->");
  auto [a, b] = operands.split(',');
  IRTensor dy = g.expression(g.of(getY()));
  if (g.needs(getA()))
    g.add(getA(),
          einsum((y + "," + b + "->" + a).str(), dy, g.expression(getB())));
  if (g.needs(getB()))
    g.add(getB(),
          einsum((a + "," + y + "->" + b).str(), g.expression(getA()), dy));
}

#include "dialects/nn/ops/Matmul.ops.inc"

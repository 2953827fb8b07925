//===- Sums.cpp - the order of long sums ----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Each chain of a sum ends in an element of a tensor with one dimension more,
// the first or that behind the rows, which is halved until it is gone.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Sums.h"
#include "dialects/nn/NN.h"
#include "dialects/nn/Structured.h"
#include "dialects/nn/ops/CombineParts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace plexus::nn;

static constexpr auto parallel = utils::IteratorType::parallel;
static constexpr auto reduction = utils::IteratorType::reduction;

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

/// The dimension of chains in a tensor of this type.
static unsigned chainAxis(Type type) { return hasRows(type) ? 1 : 0; }

/// The loops with each sum spread over `count` chains; `chain` says which one a
/// point of the loops belongs to.
static SumLoops spread(SumLoops loops, int64_t count, AffineExpr chain) {
  unsigned axis = chainAxis(loops.type);
  SmallVector<int64_t> shape(loops.type.getShape());
  shape.insert(shape.begin() + axis, count);
  loops.type = RankedTensorType::get(shape, loops.type.getElementType());
  loops.sums = loops.sums.insertResult(chain, axis);
  return loops;
}

static Value addUp(OpBuilder &b, Location loc, const SumLoops &loops, Add add) {
  SmallVector<AffineMap> maps = loops.maps;
  maps.push_back(loops.sums);
  Value start = filledTensor(b, loc, loops.type, loops.inputs, 0.0);
  return linalg::GenericOp::create(
             b, loc, TypeRange{loops.type}, loops.inputs, ValueRange{start},
             maps, loops.iterators,
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               linalg::YieldOp::create(b, loc, add(b, loc, arguments));
             })
      .getResult(0);
}

/// Every `step`th of the chains from `first` on, half of them.
static Value halfOf(OpBuilder &b, Location loc, Value chains, int64_t first,
                    int64_t step) {
  auto type = cast<RankedTensorType>(chains.getType());
  unsigned axis = chainAxis(type);
  SmallVector<OpFoldResult> offsets(type.getRank(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), b.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, chains);
  offsets[axis] = b.getIndexAttr(first);
  strides[axis] = b.getIndexAttr(step);
  sizes[axis] = b.getIndexAttr(type.getDimSize(axis) / 2);
  return tensor::ExtractSliceOp::create(b, loc, chains, offsets, sizes,
                                        strides);
}

/// What `combine` makes of the chains of two halves, one by one; the dimension
/// of chains goes with the last of them. `combine` is also given which chain it
/// is.
static Value
combineHalves(OpBuilder &b, Location loc, Value first, Value second,
              llvm::function_ref<Value(OpBuilder &, Location, Value first,
                                       Value second, Value chain)>
                  combine) {
  auto type = cast<RankedTensorType>(first.getType());
  unsigned axis = chainAxis(type);
  bool isLast = type.getDimSize(axis) == 1;
  if (isLast)
    type = RankedTensorType::get(without(type.getShape(), axis),
                                 type.getElementType());
  AffineMap all = b.getMultiDimIdentityMap(type.getRank());
  AffineMap from =
      isLast ? all.insertResult(b.getAffineConstantExpr(0), axis) : all;
  SmallVector<utils::IteratorType> iterators(type.getRank(), parallel);
  Value empty = emptyTensor(b, loc, type, first);
  return linalg::GenericOp::create(
             b, loc, TypeRange{type}, ValueRange{first, second},
             ValueRange{empty}, SmallVector<AffineMap>{from, from, all},
             iterators,
             [&](OpBuilder &b, Location loc, ValueRange o) {
               Value chain;
               if (isLast)
                 chain = arith::ConstantIndexOp::create(b, loc, 0);
               else
                 chain = linalg::IndexOp::create(b, loc, axis);
               linalg::YieldOp::create(b, loc,
                                       combine(b, loc, o[0], o[1], chain));
             })
      .getResult(0);
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// The loop over rows, if they are added up.
static std::optional<unsigned> loopOverRows(const SumLoops &loops) {
  for (auto [input, map] : llvm::zip(loops.inputs, loops.maps))
    if (hasRows(input.getType())) {
      unsigned rows = cast<AffineDimExpr>(map.getResult(0)).getPosition();
      if (loops.iterators[rows] == reduction)
        return rows;
    }
  return std::nullopt;
}

static int64_t attributeOf(ModuleOp module, StringRef name, int64_t otherwise) {
  auto value =
      module ? module->getAttrOfType<IntegerAttr>(name) : IntegerAttr();
  return value ? value.getInt() : otherwise;
}

/// How many parts of `size` there are of n things.
static Value partsOf(OpBuilder &b, Location loc, Value n, int64_t size) {
  Value last = arith::ConstantIndexOp::create(b, loc, size - 1);
  return arith::DivUIOp::create(b, loc, arith::AddIOp::create(b, loc, n, last),
                                arith::ConstantIndexOp::create(b, loc, size));
}

Value plexus::nn::addParts(OpBuilder &b, Location loc, Value parts,
                           Value count) {
  int64_t room = cast<RankedTensorType>(parts.getType()).getDimSize(0);
  for (; room > 1; room /= 2) {
    auto add = [&](OpBuilder &b, Location loc, Value even, Value odd,
                   Value pair) -> Value {
      Value one = arith::ConstantIndexOp::create(b, loc, 1);
      Value partner = arith::AddIOp::create(
          b, loc, arith::AddIOp::create(b, loc, pair, pair), one);
      Value isThere = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                            partner, count);
      Value sum = arith::AddFOp::create(b, loc, even, odd);
      return arith::SelectOp::create(b, loc, isThere, sum, even);
    };
    parts = combineHalves(b, loc, halfOf(b, loc, parts, 0, 2),
                          halfOf(b, loc, parts, 1, 2), add);
    count = partsOf(b, loc, count, 2);
  }
  return parts;
}

Value plexus::nn::sumOverLoops(OpBuilder &b, Location loc,
                               const SumLoops &loops, Add add) {
  auto module =
      b.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  int64_t rows = attributeOf(module, rowsOfPartAttr, rowsOfPart);
  int64_t capacity = attributeOf(module, capacityAttr, rows);
  std::optional<unsigned> loop = loopOverRows(loops);
  if (!loop || capacity <= rows)
    return addUp(b, loc, loops, add);
  auto most = int64_t(llvm::PowerOf2Ceil(llvm::divideCeil(capacity, rows)));
  Value parts =
      addUp(b, loc,
            spread(loops, most, b.getAffineDimExpr(*loop).floorDiv(rows)), add);
  auto *withRows = llvm::find_if(
      loops.inputs, [](Value input) { return hasRows(input.getType()); });
  Value count = tensor::DimOp::create(b, loc, *withRows, 0);
  return CombinePartsOp::create(b, loc, loops.type, parts,
                                partsOf(b, loc, count, rows));
}

//===----------------------------------------------------------------------===//
// Lanes
//===----------------------------------------------------------------------===//

/// The lane of a point of the loops over x: its place in row-major order among
/// the elements along `axes`, modulo the number of lanes.
static AffineExpr laneOf(OpBuilder &b, RankedTensorType x,
                         ArrayRef<int64_t> axes) {
  AffineExpr place = b.getAffineConstantExpr(0);
  for (int64_t axis : axes)
    place = place * x.getDimSize(axis) + b.getAffineDimExpr(axis);
  return place % sumLanes;
}

Value plexus::nn::sumElements(OpBuilder &b, Location loc, Value x,
                              ArrayRef<int64_t> axes) {
  auto type = cast<RankedTensorType>(x.getType());
  SumLoops loops;
  loops.type = RankedTensorType::get(without(type.getShape(), axes),
                                     type.getElementType());
  loops.inputs = {x};
  loops.maps = {b.getMultiDimIdentityMap(type.getRank())};
  loops.iterators.assign(type.getRank(), parallel);
  SmallVector<AffineExpr> kept;
  for (int64_t i = 0; i < type.getRank(); ++i)
    if (llvm::is_contained(axes, i))
      loops.iterators[i] = reduction;
    else
      kept.push_back(b.getAffineDimExpr(i));
  loops.sums = AffineMap::get(type.getRank(), 0, kept, b.getContext());
  auto add = [](OpBuilder &b, Location loc, ValueRange o) -> Value {
    return arith::AddFOp::create(b, loc, o[1], o[0]);
  };
  int64_t elements = 1;
  for (int64_t axis : axes)
    elements *= type.isDynamicDim(axis) ? 0 : type.getDimSize(axis);
  if (elements <= longestChain)
    return sumOverLoops(b, loc, loops, add);
  Value lanes =
      addUp(b, loc, spread(loops, sumLanes, laneOf(b, type, axes)), add);
  auto addHalves = [](OpBuilder &b, Location loc, Value first, Value second,
                      Value) -> Value {
    return arith::AddFOp::create(b, loc, first, second);
  };
  for (int64_t half = sumLanes / 2; half >= 1; half /= 2)
    lanes = combineHalves(b, loc, halfOf(b, loc, lanes, 0, 1),
                          halfOf(b, loc, lanes, half, 1), addHalves);
  return lanes;
}

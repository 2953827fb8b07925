//===- Slices.cpp - parts of tensors --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "dialects/nn/NN.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::StringRef;

std::optional<int64_t> Importer::importIndexNumber(const Expr &expr,
                                                   Scope &scope) {
  std::optional<ConstantValue> value = evaluate(expr, scope.constants, engine);
  if (!value)
    return std::nullopt;
  if (std::optional<int64_t> exact = value->asInteger())
    return exact;
  wrongKind("an index", "", "a whole number", *value, scope);
  return std::nullopt;
}

/// What `:`, `1..3` or `2` takes of the dimension `axis` of the base.
std::optional<Importer::Taken> Importer::importTaken(const Expr &index,
                                                     const Operand &base,
                                                     size_t axis, int64_t size,
                                                     Scope &scope) {
  auto outside = [&] {
    InFlight error = report(index.range, Id::net_index_outside,
                            textOf(index.range), axis, size, size - 1);
    noteOrigin(error, base);
    return std::nullopt;
  };
  if (llvm::isa<FullSliceExpr>(&index))
    return Taken{0, size, false};
  if (const auto *range = llvm::dyn_cast<RangeExpr>(&index)) {
    std::optional<int64_t> begin = importIndexNumber(*range->begin, scope);
    std::optional<int64_t> end = importIndexNumber(*range->end, scope);
    if (!begin || !end)
      return std::nullopt;
    if (*begin >= *end) {
      report(index.range, Id::net_empty_range, *begin, *end);
      return std::nullopt;
    }
    if (*begin < 0 || *end > size)
      return outside();
    return Taken{*begin, *end - *begin, false};
  }
  std::optional<int64_t> at = importIndexNumber(index, scope);
  if (!at)
    return std::nullopt;
  if (*at < 0 || *at >= size)
    return outside();
  return Taken{*at, 1, true};
}

std::optional<Operand> Importer::importIndex(const IndexExpr &expr,
                                             Scope &scope) {
  std::optional<Operand> base = importTensor(*expr.base, scope);
  if (!base || !countUse(expr.range))
    return std::nullopt;
  auto type = llvm::cast<mlir::RankedTensorType>(base->tensor.getType());
  llvm::ArrayRef<int64_t> shape = nn::rowShape(type);
  if (expr.indices.size() > shape.size()) {
    InFlight error =
        report(expr.indices[shape.size()]->range, Id::net_too_many_indices,
               expr.indices.size(), nn::spell(type));
    noteOrigin(error, *base);
    return std::nullopt;
  }
  llvm::SmallVector<int64_t> starts, sizes, drop;
  for (auto [axis, size] : llvm::enumerate(shape)) {
    std::optional<Taken> taken = Taken{0, size, false};
    if (axis < expr.indices.size())
      taken = importTaken(*expr.indices[axis], *base, axis, size, scope);
    if (!taken)
      return std::nullopt;
    if (taken->drops)
      drop.push_back(int64_t(starts.size()));
    starts.push_back(taken->start);
    sizes.push_back(taken->size);
  }

  Building now{"[ ]", expr.range, expr.range.Start, {&*base}};
  llvm::SaveAndRestore<const Building *> inside(building, &now);
  mlir::Operation *before = lastOp();
  llvm::FailureOr<mlir::Value> slice = nn::createInferred(
      builder, locations.of(expr.range, "slice"), "nn.slice", base->tensor,
      {builder.getNamedAttr("starts", builder.getDenseI64ArrayAttr(starts)),
       builder.getNamedAttr("sizes", builder.getDenseI64ArrayAttr(sizes)),
       builder.getNamedAttr("drop", builder.getDenseI64ArrayAttr(drop))});
  if (llvm::failed(slice) || !checkBuilt(before, *slice, expr.range))
    return std::nullopt;
  return Operand{*slice, {}, expr.range, expr.range};
}

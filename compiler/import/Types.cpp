//===- Types.cpp - written shapes against inferred ones -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "shape/Numel.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;

/// Refuses a tensor of which one row has too many elements.
bool Importer::checkSize(mlir::Type type, SMRange range) {
  auto tensor = llvm::dyn_cast<mlir::RankedTensorType>(type);
  if (!tensor)
    return true;
  llvm::ArrayRef<int64_t> shape = tensor.getShape();
  if (nn::hasRows(type))
    shape = shape.drop_front();
  if (shape.size() > maxRank) {
    report(range, Id::net_rank, shape.size(), maxRank);
    return false;
  }
  std::optional<uint64_t> elements = checkedNumel(shape);
  if (elements && *elements <= maxElements)
    return true;
  report(range, Id::net_too_large, nn::spell(type), maxElements);
  return false;
}

std::optional<int64_t> Importer::importDimension(const Expr &expr,
                                                 Scope &scope) {
  std::optional<ConstantValue> value = evaluate(expr, scope.constants, engine);
  if (!value)
    return std::nullopt;
  if (value->isWord()) {
    auto bound = scope.bindings.find(value->text);
    if (bound == scope.bindings.end())
      undefinedName(value->text, expr.range, scope);
    else if (bound->second.tensor || bound->second.instance)
      report(expr.range, Id::net_dimension, textOf(expr.range), maxDimension);
    return std::nullopt;
  }
  std::optional<int64_t> size = value->asInteger();
  if (!size || *size < 1 || *size > maxDimension) {
    report(expr.range, Id::net_dimension, textOf(expr.range), maxDimension);
    return std::nullopt;
  }
  return size;
}

/// The dimensions of a type in which all of them are known.
std::optional<SmallVector<int64_t>> Importer::importShape(const Type &type,
                                                          Scope &scope) {
  if (type.dims.size() > maxRank) {
    report(type.range, Id::net_rank, type.dims.size(), maxRank);
    return std::nullopt;
  }
  SmallVector<int64_t> shape;
  bool good = true;
  for (const ExprPtr &dim : type.dims) {
    std::optional<int64_t> size = importDimension(*dim, scope);
    good &= size.has_value();
    shape.push_back(size.value_or(1));
  }
  if (!good)
    return std::nullopt;
  return shape;
}

/// Checks a tensor against the type that is written for it; messages call it
/// `what`. In the parameters
/// of a block a name that means nothing yet becomes the size that it finds.
bool Importer::checkType(const Type &type, const Operand &operand, Scope &scope,
                         StringRef what, bool bindsDimensions) {
  if (type.kind != TypeKind::F32 && type.kind != TypeKind::Index) {
    report(type.range, Id::net_type_not_tensor, what, textOf(type.range));
    return false;
  }
  auto tensor = llvm::cast<mlir::RankedTensorType>(operand.tensor.getType());
  llvm::ArrayRef<int64_t> actual = tensor.getShape();
  if (nn::hasRows(tensor))
    actual = actual.drop_front();
  bool isIndex = tensor.getElementType().isInteger();
  auto mismatch = [&] {
    InFlight error = report(operand.range, Id::net_type_mismatch, what,
                            textOf(type.range), spelled(operand.tensor));
    noteOrigin(error, operand);
    error.note(type.range, Id::net_written_here, what);
    return false;
  };
  if (isIndex != (type.kind == TypeKind::Index) ||
      actual.size() != type.dims.size())
    return mismatch();
  if (type.classes && !importDimension(*type.classes, scope))
    return false;
  for (auto [size, dim] : llvm::zip(actual, type.dims)) {
    const auto *free = llvm::dyn_cast<NameExpr>(dim.get());
    if (free && bindsDimensions && !scope.constants.lookup(free->name) &&
        !scope.bindings.contains(free->name)) {
      scope.constants.bind(free->name,
                           ConstantValue::makeInteger(size, free->range));
      scope.declared[free->name] = free->range;
      continue;
    }
    std::optional<int64_t> written = importDimension(*dim, scope);
    if (!written)
      return false;
    if (*written != size)
      return mismatch();
  }
  return true;
}

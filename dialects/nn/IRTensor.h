//===- IRTensor.h - a formula read as tensors -----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The scalar type (math/Scalar.h) whose operations build `nn` ops on whole
// tensors: a slope read this way is what `--emit=grad` shows.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_IRTENSOR_H
#define PLEXUS_DIALECTS_NN_IRTENSOR_H

#include "math/Scalar.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"

namespace plexus::nn {

class IRTensor : public math::Scalar<IRTensor> {
public:
  IRTensor(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value)
      : b(&b), loc(loc), tensor(value) {}
  mlir::Value value() const { return tensor; }
  operator mlir::Value() const { return tensor; }
  mlir::OpBuilder &builder() const { return *b; }
  mlir::Location location() const { return loc; }
  math::Format format() const;
  /// A number, which fits any shape.
  IRTensor literal(double c) const;

  friend IRTensor operator+(IRTensor x, IRTensor y);
  friend IRTensor operator-(IRTensor x, IRTensor y);
  friend IRTensor operator*(IRTensor x, IRTensor y);
  friend IRTensor operator/(IRTensor x, IRTensor y);
  friend IRTensor operator-(IRTensor x);
  // 0 or 1 in each element.
  friend IRTensor operator<(IRTensor x, IRTensor y);
  friend IRTensor operator<=(IRTensor x, IRTensor y);
  friend IRTensor operator>(IRTensor x, IRTensor y);
  friend IRTensor operator>=(IRTensor x, IRTensor y);
  friend IRTensor operator==(IRTensor x, IRTensor y);
  friend IRTensor operator!=(IRTensor x, IRTensor y);
  friend IRTensor select(IRTensor condition, IRTensor x, IRTensor y);
  friend IRTensor sqrt(IRTensor x);
  friend IRTensor abs(IRTensor x);
  friend IRTensor exp(IRTensor x);
  friend IRTensor expm1(IRTensor x);
  friend IRTensor log(IRTensor x);
  friend IRTensor tanh(IRTensor x);
  friend IRTensor erf(IRTensor x);
  friend IRTensor sigmoid(IRTensor x);
  friend IRTensor softplus(IRTensor x);
  /// A condition is 0 or 1 already.
  friend IRTensor indicator(IRTensor condition, const IRTensor &like) {
    return condition;
  }

private:
  mlir::OpBuilder *b;
  mlir::Location loc;
  mlir::Value tensor;
};

/// Sum over the dimensions `axes` of the type, which disappear.
IRTensor sum(IRTensor x, llvm::ArrayRef<int64_t> axes);
/// x repeated along the new dimensions `axes` of the result, which has the
/// shape of `like`.
IRTensor broadcast(IRTensor x, mlir::Value like, llvm::ArrayRef<int64_t> axes);
/// Einstein summation: `einsum("no,ni->oi", dy, x)`.
IRTensor einsum(llvm::StringRef spec, IRTensor x, IRTensor y);
/// The number of elements of x along `axes`, the rows that are really there
/// among them.
IRTensor count(IRTensor x, llvm::ArrayRef<int64_t> axes);

} // namespace plexus::nn

#endif

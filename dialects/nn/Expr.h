//===- Expr.h - a formula read as tensors ---------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The scalar type (math/Scalar.h) whose operations build `nn` ops on whole
// tensors: a slope read this way is what `--emit=grad` shows.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_EXPR_H
#define PLEXUS_DIALECTS_NN_EXPR_H

#include "math/Scalar.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"

namespace plexus::nn {

class Expr : public math::Scalar<Expr> {
public:
  Expr(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value)
      : b(&b), loc(loc), tensor(value) {}
  mlir::Value value() const { return tensor; }
  operator mlir::Value() const { return tensor; }
  mlir::OpBuilder &builder() const { return *b; }
  mlir::Location location() const { return loc; }
  bool isDouble() const;
  /// A number, which fits any shape.
  Expr literal(double c) const;

  friend Expr operator+(Expr x, Expr y);
  friend Expr operator-(Expr x, Expr y);
  friend Expr operator*(Expr x, Expr y);
  friend Expr operator/(Expr x, Expr y);
  friend Expr operator-(Expr x);
  // 0 or 1 in each element.
  friend Expr operator<(Expr x, Expr y);
  friend Expr operator<=(Expr x, Expr y);
  friend Expr operator>(Expr x, Expr y);
  friend Expr operator>=(Expr x, Expr y);
  friend Expr operator==(Expr x, Expr y);
  friend Expr operator!=(Expr x, Expr y);
  friend Expr select(Expr condition, Expr x, Expr y);
  friend Expr sqrt(Expr x);
  friend Expr abs(Expr x);
  friend Expr exp(Expr x);
  friend Expr expm1(Expr x);
  friend Expr log(Expr x);
  friend Expr tanh(Expr x);
  friend Expr erf(Expr x);
  friend Expr sigmoid(Expr x);
  friend Expr softplus(Expr x);
  /// A condition is 0 or 1 already.
  friend Expr indicator(Expr condition, const Expr &like) { return condition; }

private:
  mlir::OpBuilder *b;
  mlir::Location loc;
  mlir::Value tensor;
};

/// Sum over the dimensions `axes` of the type, which disappear.
Expr sum(Expr x, llvm::ArrayRef<int64_t> axes);
/// x repeated along the new dimensions `axes` of the result, which has the
/// shape of `like`.
Expr broadcast(Expr x, mlir::Value like, llvm::ArrayRef<int64_t> axes);
/// Einstein summation: `einsum("no,ni->oi", dy, x)`.
Expr einsum(llvm::StringRef spec, Expr x, Expr y);
/// The number of elements of x along `axes`, the rows that are really there
/// among them.
Expr count(Expr x, llvm::ArrayRef<int64_t> axes);

} // namespace plexus::nn

#endif

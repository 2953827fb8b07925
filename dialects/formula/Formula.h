//===- Formula.h - what the formulas of the tables are written in ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The functions of math/, a few shapes that formulas share, and the derivative
// of a formula by dual numbers. Everything is a template over the scalar type
// of math/Scalar.h; conventions at kinks (the slope of abs at 0 and so on) are
// fixed here and in the rows, nowhere else.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_FORMULA_FORMULA_H
#define PLEXUS_DIALECTS_FORMULA_FORMULA_H

#include "dialects/formula/Dual.h"
#include "math/Erf.h"
#include "math/Exp.h"
#include "math/Log.h"
#include "math/Scalar.h"
#include "math/Tanh.h"

/// Opens the vocabulary of formulas in the body of a row's function.
#define PLEXUS_FORMULA_NAMES                                                   \
  using namespace ::plexus::math;                                              \
  using namespace ::plexus::formula;

namespace plexus::formula {

/// 1 where the condition holds, else 0, in the format of `like`.
template <class S> S indicator(auto condition, const S &like) {
  return select(condition, like.literal(1.0), like.literal(0.0));
}

/// -1, 0 or 1.
template <class S> S sign(const S &x) {
  return select(x > 0.0, x.literal(1.0),
                select(x < 0.0, x.literal(-1.0), x.literal(0.0)));
}

/// x times a gate in [0, 1]; 0 where the gate is shut, also for infinite x.
template <class S> S gated(const S &x, const S &gate) {
  return select(gate == 0.0, 0.0, x * gate);
}

/// Distribution function of the standard normal, 1/2 (1 + erf(x / sqrt 2)).
template <class S> S normalCdf(const S &x) {
  return 0.5 * (1.0 + erf(x * 0.70710678118654757));
}

/// Density of the standard normal, exp(-x^2 / 2) / sqrt(2 pi).
template <class S> S normalPdf(const S &x) {
  return 0.3989422804014327 * exp(-0.5 * (x * x));
}

/// x / 6 + 1/2, held in [0, 1].
template <class S> S hardSigmoid(const S &x) {
  S line = x / 6.0 + 0.5;
  return select(line < 0.0, 0.0, select(line > 1.0, line.literal(1.0), line));
}

/// df/dx by dual numbers.
template <class F, class S> S derivative(F &&f, const S &x) {
  return f(Dual<S>(x, x.literal(1.0))).tangent;
}

} // namespace plexus::formula

#endif

//===- ReadingTest.cpp - a formula gives the same bits in every reading ---===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// `Traced` is the least scalar type that math/Scalar.h allows: its format is
// known at run time only, its Bool is no bool, and it has nothing beyond the
// list. Formulas that use more do not compile here; formulas that compute
// differently for it would compute differently as IR.
//
//===----------------------------------------------------------------------===//
#include "math/Philox.h"
#include "test/unit/math/Functions.h"

#include <gtest/gtest.h>

namespace plexus::test {

using Float = math::Real<float>;
using Double = math::Real<double>;

struct Bool {
  bool value;
};

class Traced : public math::Scalar<Traced> {
public:
  Traced(bool wide, double value) : wide(wide), number(value) {}
  math::Format format() const {
    return wide ? math::Format::F64 : math::Format::F32;
  }
  Traced literal(double c) const {
    return {wide, wide ? c : static_cast<double>(static_cast<float>(c))};
  }
  double value() const { return number; }

/// An operation of Real in the format of the first operand.
#define OPERATION(PARAMETERS, EXPRESSION)                                      \
  friend Traced PARAMETERS {                                                   \
    auto compute = [&](auto as) -> double { return (EXPRESSION).value(); };    \
    return {x.wide, x.wide                                                     \
                        ? compute([](Traced t) { return Double(t.number); })   \
                        : compute([](Traced t) {                               \
                            return Float(static_cast<float>(t.number));        \
                          })};                                                 \
  }
  OPERATION(operator+(Traced x, Traced y), as(x) + as(y))
  OPERATION(operator-(Traced x, Traced y), as(x) - as(y))
  OPERATION(operator*(Traced x, Traced y), as(x) * as(y))
  OPERATION(operator/(Traced x, Traced y), as(x) / as(y))
  OPERATION(operator-(Traced x), -as(x))
  OPERATION(sqrt(Traced x), sqrt(as(x)))
  OPERATION(abs(Traced x), abs(as(x)))
  OPERATION(roundEven(Traced x), roundEven(as(x)))
  OPERATION(exponentOf(Traced x), exponentOf(as(x)))
  OPERATION(mantissaOf(Traced x), mantissaOf(as(x)))
  OPERATION(copySign(Traced x, Traced y), copySign(as(x), as(y)))
  OPERATION(scaleByPowerOfTwo(Traced x, Traced n),
            scaleByPowerOfTwo(as(x), as(n)))
  OPERATION(fma(Traced x, Traced y, Traced z), fma(as(x), as(y), as(z)))
#undef OPERATION

  friend Bool operator<(Traced x, Traced y) { return {x.number < y.number}; }
  friend Bool operator<=(Traced x, Traced y) { return {x.number <= y.number}; }
  friend Bool operator>(Traced x, Traced y) { return {x.number > y.number}; }
  friend Bool operator>=(Traced x, Traced y) { return {x.number >= y.number}; }
  friend Bool operator==(Traced x, Traced y) { return {x.number == y.number}; }
  friend Bool operator!=(Traced x, Traced y) { return {x.number != y.number}; }
  friend Traced select(Bool condition, Traced x, Traced y) {
    return condition.value ? x : y;
  }

private:
  bool wide;
  double number;
};

template <typename T> static void expectSameBits(T x) {
  math::Real<T> number(x);
  Traced traced(sizeof(T) == 8, x);
  auto compare = [&](const char *name, math::Real<T> want, Traced got) {
    if (std::isnan(want.value()))
      EXPECT_TRUE(std::isnan(got.value())) << name << "(" << x << ")";
    else
      EXPECT_EQ(std::bit_cast<uint64_t>(double(want.value())),
                std::bit_cast<uint64_t>(got.value()))
          << name << "(" << x << ")";
  };
  compare("exp", math::exp(number), math::exp(traced));
  compare("expm1", math::expm1(number), math::expm1(traced));
  compare("log", math::log(number), math::log(traced));
  compare("log1p", math::log1p(number), math::log1p(traced));
  compare("tanh", math::tanh(number), math::tanh(traced));
  compare("erf", math::erf(number), math::erf(traced));
  compare("cospi", math::cospi(number), math::cospi(traced));
  compare("sigmoid", math::sigmoid(number), math::sigmoid(traced));
  compare("softplus", math::softplus(number), math::softplus(traced));
  compare("normal", math::normalFromBits(abs(number), number),
          math::normalFromBits(abs(traced), traced));
}

} // namespace plexus::test

using namespace plexus::test;

TEST(Reading, RunTimeFormatGivesTheSameBits) {
  uint64_t state = 3;
  for (int i = 0; i < 3000; ++i) {
    uint64_t bits = splitMix(state);
    expectSameBits(std::bit_cast<double>(bits));
    expectSameBits(std::bit_cast<float>(static_cast<uint32_t>(bits)));
    expectSameBits(double(int64_t(bits)) * 0x1p-58);
    expectSameBits(float(int64_t(bits)) * 0x1p-58f);
  }
}

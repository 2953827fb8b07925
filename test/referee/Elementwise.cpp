//===- Elementwise.cpp - formulas on elements, as the manual writes them --===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Elementwise.h"

#include "test/referee/Meaning.h"
#include "test/referee/Scalars.h"

namespace plexus::referee {

namespace {

template <class S> S abs(const S &x) {
  S zero(0.0);
  return x < zero ? -x : x > zero ? x : withSlope(x * x, 0);
}

/// x times a gate in [0, 1]; 0 where the gate is shut, also for infinite x.
template <class S> S gated(const S &x, const S &gate) {
  return gate == S(0.0) ? S(0.0) : x * gate;
}

template <class S> S hardSigmoid(const S &x) {
  S line = x / S(6.0) + S(0.5);
  return line < S(0.0) ? S(0.0) : line > S(1.0) ? S(1.0) : line;
}

template <class S> S huber(const S &p, const S &t, double delta) {
  S d = p - t, size = abs(d);
  return size <= S(delta) ? S(0.5) * d * d : S(delta) * (size - S(0.5 * delta));
}

#define VALUE(EXPRESSION)                                                      \
  [](const S *o, const double *n) -> S {                                       \
    [[maybe_unused]] const S &x = o[0], zero(0.0), one(1.0);                   \
    (void)n;                                                                   \
    return EXPRESSION;                                                         \
  }
// Two operands are read as o[0] and o[1].
#define WHERE(CONDITION) VALUE((CONDITION) ? one : zero)

template <class S> const std::vector<Formula<S>> &table() {
  static const std::vector<Formula<S>> rows = {
      {"add", 2, VALUE(x + o[1])},
      {"sub", 2, VALUE(x - o[1])},
      {"mul", 2, VALUE(x * o[1])},
      {"div", 2, VALUE(x / o[1])},
      {"neg", 1, VALUE(-x)},
      {"max", 2, VALUE(x < o[1] ? o[1] : x)},
      {"min", 2, VALUE(x > o[1] ? o[1] : x)},
      {"lt", 2, WHERE(x < o[1])},
      {"le", 2, WHERE(x <= o[1])},
      {"gt", 2, WHERE(x > o[1])},
      {"ge", 2, WHERE(x >= o[1])},
      {"eq", 2, WHERE(x == o[1])},
      {"ne", 2, WHERE(x != o[1])},
      {"select", 3, VALUE(x != zero ? o[1] : o[2])},

      {"exp", 1, VALUE(exp(x))},
      {"log", 1, VALUE(log(x))},
      {"sqrt", 1, VALUE(sqrt(x))},
      {"erf", 1, VALUE(erf(x))},
      {"expm1", 1, VALUE(expm1(x))},
      {"abs", 1, VALUE(abs(x))},
      {"clamp",
       1,
       VALUE(x < S(n[0])   ? S(n[0])
             : x > S(n[1]) ? S(n[1])
                           : x),
       {{"min"}, {"max"}}},

      {"relu", 1,
       VALUE(x > zero   ? x
             : x < zero ? zero
                        : withSlope(x, 0))},
      {"leaky_relu",
       1,
       VALUE(x > zero   ? x
             : x < zero ? S(n[0]) * x
                        : withSlope(x, n[0])),
       {{"slope", 0.01}}},
      {"elu", 1, VALUE(x < zero ? S(n[0]) * expm1(x) : x), {{"alpha", 1}}},
      {"selu", 1,
       VALUE(S(1.0507009873554805) *
             (x < zero ? S(1.6732632423543772) * expm1(x) : x))},
      {"gelu", 1,
       VALUE(gated(x, S(0.5) * (one + erf(x * S(0.70710678118654757)))))},
      {"silu", 1, VALUE(gated(x, sigmoid(x)))},
      {"tanh", 1, VALUE(tanh(x))},
      {"sigmoid", 1, VALUE(sigmoid(x))},
      {"softplus", 1, VALUE(softplus(x))},
      {"hard_sigmoid", 1, VALUE(hardSigmoid(x))},
      {"hard_swish", 1, VALUE(gated(x, hardSigmoid(x)))},

      {"mse", 2, VALUE((x - o[1]) * (x - o[1])), {}, true},
      {"mae", 2, VALUE(abs(x - o[1])), {}, true},
      {"huber", 2, VALUE(huber(x, o[1], n[0])), {{"delta", 1}}, true},
      {"binary_cross_entropy",
       2,
       VALUE(x < zero ? softplus(x) - x * o[1] : softplus(-x) + (x - x * o[1])),
       {},
       true},
      {"rmse", 2, VALUE((x - o[1]) * (x - o[1])), {}, true},
      {"binary_accuracy",
       2,
       VALUE((x > zero) == (o[1] > S(0.5)) ? one : zero),
       {},
       true},
  };
  return rows;
}
#undef VALUE
#undef WHERE

} // namespace

template <class S> const Formula<S> *findFormula(std::string_view op) {
  for (const Formula<S> &row : table<S>())
    if (row.op == op)
      return &row;
  return nullptr;
}

template <class S>
Tensor<S> apply(const Formula<S> &formula,
                std::span<const Tensor<S> *const> operands,
                std::span<const double> numbers) {
  const Tensor<S> *like = operands.front();
  for (const Tensor<S> *operand : operands)
    if (operand->rank())
      like = operand;
  Tensor<S> result(like->shape, like->rows);
  for (int64_t i = 0; i < result.size(); ++i) {
    S element[3];
    for (size_t k = 0; k < operands.size(); ++k)
      element[k] = operands[k]->elements[operands[k]->rank() ? size_t(i) : 0];
    result.elements[size_t(i)] = formula.element(element, numbers.data());
  }
  return formula.rowMean ? rowMean(result) : result;
}

#define ROW(S)                                                                 \
  template const Formula<S> *findFormula<S>(std::string_view);                 \
  template Tensor<S> apply<S>(const Formula<S> &,                              \
                              std::span<const Tensor<S> *const>,               \
                              std::span<const double>);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

} // namespace plexus::referee

//===- Updates.cpp - how training changes a parameter ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Updates.h"

#include "test/referee/Scalars.h"

#include <algorithm>

namespace plexus::referee {

namespace {
const char *const velocity[] = {"velocity"};
const char *const moments[] = {"m", "v"};

/// One element of a parameter with its gradient and states.
template <class S> struct Element {
  S &w;
  S g;
  S *states[2];
};

/// The gradient with that of the penalty, which is not there without a decay.
template <class S> S penalised(const Element<S> &e, double decay) {
  return decay == 0 ? e.g : e.g + S(decay) * e.w;
}

template <class S>
void sgd(const Rates<S> &rates, const double *n, Element<S> e) {
  e.w = e.w - rates.learningRate * penalised(e, n[0]);
}

template <class S>
void sgdMomentum(const Rates<S> &rates, const double *n, Element<S> e) {
  S &v = *e.states[0], momentum(n[0]);
  S d = penalised(e, n[2]);
  v = momentum * v + d;
  e.w = e.w - rates.learningRate * (n[1] != 0 ? d + momentum * v : v);
}

/// m and v from d, and the step that Adam takes for them.
template <class S>
void adamStep(const Rates<S> &rates, const double *n, Element<S> e,
              const S &d) {
  S &m = *e.states[0], &v = *e.states[1];
  m = S(n[0]) * m + S(1 - n[0]) * d;
  v = S(n[1]) * v + S(1 - n[1]) * (d * d);
  e.w = e.w - rates.learningRate * (m / rates.correction1) /
                  (sqrt(v / rates.correction2) + S(n[2]));
}

template <class S>
void adam(const Rates<S> &rates, const double *n, Element<S> e) {
  adamStep(rates, n, e, penalised(e, n[3]));
}

template <class S>
void adamw(const Rates<S> &rates, const double *n, Element<S> e) {
  if (n[3] != 0)
    e.w = e.w - rates.learningRate * (S(n[3]) * e.w);
  adamStep(rates, n, e, e.g);
}

template <class S> struct Optimizer {
  std::string_view op; ///< without `nn.`
  std::span<const char *const> states;
  std::vector<FormulaNumber> numbers;
  void (*step)(const Rates<S> &, const double *numbers, Element<S>);
};

template <class S> const Optimizer<S> *find(std::string_view op) {
  static const Optimizer<S> rows[] = {
      {"sgd", {}, {{"weight_decay", 0}}, &sgd<S>},
      {"sgd_momentum",
       velocity,
       {{"momentum", 0}, {"nesterov", 0}, {"weight_decay", 0}},
       &sgdMomentum<S>},
      {"adam",
       moments,
       {{"beta1", 0.9}, {"beta2", 0.999}, {"eps", 1e-8}, {"weight_decay", 0}},
       &adam<S>},
      {"adamw",
       moments,
       {{"beta1", 0.9},
        {"beta2", 0.999},
        {"eps", 1e-8},
        {"weight_decay", 0.01}},
       &adamw<S>},
  };
  for (const Optimizer<S> &row : rows)
    if (row.op == op)
      return &row;
  return nullptr;
}
} // namespace

std::optional<std::span<const char *const>> statesOf(std::string_view op) {
  if (const Optimizer<Double> *row = find<Double>(op))
    return row->states;
  return std::nullopt;
}

template <class S>
bool update(std::string_view op, const NumberOf &number, const Rates<S> &rates,
            Tensor<S> &w, const Tensor<S> &g,
            std::span<Tensor<S> *const> states) {
  const Optimizer<S> *row = find<S>(op);
  if (!row || row->states.size() != states.size())
    return false;
  std::vector<double> numbers;
  for (const FormulaNumber &each : row->numbers)
    numbers.push_back(number(each.name, each.fallback));
  for (size_t i = 0; i < w.elements.size(); ++i) {
    Element<S> element{w.elements[i], g.elements[i], {}};
    for (size_t k = 0; k < states.size(); ++k)
      element.states[k] = &states[k]->elements[i];
    row->step(rates, numbers.data(), element);
  }
  return true;
}

double biasCorrection(double beta, uint64_t step) {
  double power = 1;
  for (double square = beta; step; step >>= 1, square *= square)
    if (step & 1)
      power *= square;
  return 1 - power;
}

void clipValue(std::span<Tensor<Double> *const> gradients, double limit) {
  for (Tensor<Double> *gradient : gradients)
    for (Double &g : gradient->elements)
      g.value = std::clamp(g.value, -limit, limit);
}

void clipNorm(std::span<Tensor<Double> *const> gradients, double limit) {
  double squares = 0;
  for (Tensor<Double> *gradient : gradients)
    for (Double &g : gradient->elements)
      squares += g.value * g.value;
  double norm = std::sqrt(squares);
  if (!(norm > limit))
    return;
  double scale = std::isinf(norm) ? std::nan("") : limit / norm;
  for (Tensor<Double> *gradient : gradients)
    for (Double &g : gradient->elements)
      g.value *= scale;
}

#define ROW(S)                                                                 \
  template bool update<S>(std::string_view, const NumberOf &,                  \
                          const Rates<S> &, Tensor<S> &, const Tensor<S> &,    \
                          std::span<Tensor<S> *const>);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

} // namespace plexus::referee

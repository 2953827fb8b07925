//===- LossAlong.cpp - the loss of a network elsewhere -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/LossAlong.h"

#include <algorithm>
#include <cmath>

namespace plexus::host {

double LossSetting::loss() const {
  return loadElement(session.gradients(batch, seed, 1), type(), 0);
}

double fractionOf(double value, double fraction) {
  return std::max(fraction * std::abs(value), 0x1p-100);
}

std::vector<double> randomSteps(const plx_parameter &parameter,
                                uint32_t index) {
  std::vector<double> steps(parameter.elements);
  for (uint64_t i = 0; i < steps.size(); ++i)
    steps[i] =
        double(plx_random_bits(0, parameter.stream, i, index)) * 0x1p-31 - 1;
  return steps;
}

LossAlong::LossAlong(const LossSetting &setting, const Direction &direction)
    : setting(setting), direction(direction),
      array(setting.session.model, direction.parameter,
            setting.session.parameters().data()),
      here(direction.steps.size()) {
  for (size_t i = 0; i < here.size(); ++i)
    here[i] = load(i);
}

LossAlong::~LossAlong() {
  for (size_t i = 0; i < here.size(); ++i)
    store(i, here[i]);
}

LinePoint LossAlong::at(double offset) {
  double moved = move(offset);
  return meansAt(moved);
}

/// Each is the difference of two batches, as a row alone would draw another
/// mask of dropout.
std::vector<double> LossAlong::rowSlopes(double offset) {
  move(offset);
  std::vector<double> slopes(setting.batch.rows());
  double before = 0;
  for (uint64_t rows = 1; rows <= slopes.size(); ++rows) {
    setting.batch.setRows(rows);
    double sum = meansAt(offset).slope * double(rows);
    slopes[rows - 1] = sum - before;
    before = sum;
  }
  return slopes;
}

double LossAlong::load(size_t i) const {
  return array.load(direction.first + i);
}

void LossAlong::store(size_t i, double value) {
  array.store(direction.first + i, value);
}

/// Returns the offset that rounding left of it.
double LossAlong::move(double offset) {
  double along = 0, square = 0;
  for (size_t i = 0; i < here.size(); ++i) {
    store(i, here[i] + offset * direction.steps[i]);
    along += (load(i) - here[i]) * direction.steps[i];
    square += direction.steps[i] * direction.steps[i];
  }
  return along / square;
}

/// The means over the rows, of the parameters as they are.
LinePoint LossAlong::meansAt(double offset) {
  double loss = setting.loss();
  Stored gradient(setting.session.model, direction.parameter,
                  setting.session.gradientArena());
  double slope = 0;
  for (size_t i = 0; i < here.size(); ++i)
    slope += direction.steps[i] * gradient.load(direction.first + i);
  return {offset, loss, slope};
}

Displaced::Displaced(const LossSetting &setting, double fraction,
                     uint32_t place)
    : arena(setting.session.parameters()),
      here(arena.data(), arena.data() + arena.size()) {
  for (const plx_parameter &parameter : parameters(setting.session.model)) {
    Stored array(setting.session.model, parameter, arena.data());
    std::vector<double> steps = randomSteps(parameter, place);
    for (uint64_t i = 0; i < steps.size(); ++i) {
      double value = array.load(i);
      array.store(i, value + fractionOf(value, fraction) * steps[i]);
    }
  }
}

Displaced::~Displaced() { std::ranges::copy(here, arena.data()); }

} // namespace plexus::host

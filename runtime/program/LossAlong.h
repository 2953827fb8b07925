//===- LossAlong.h - the loss of a network elsewhere ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_LOSSALONG_H
#define PLEXUS_RUNTIME_PROGRAM_LOSSALONG_H

#include "runtime/program/SlopeCheck.h"
#include "runtime/session/Session.h"
#include "runtime/session/Stored.h"

#include <vector>

namespace plexus::host {

/// What is the same at all points: the same seed draws the same dropout.
struct LossSetting {
  Session &session;
  Batch &batch;
  uint64_t seed;

  uint32_t type() const { return session.model.element_type; }

  /// The distance from 1 to the next number.
  double precision() const { return type() == PLX_F64 ? 0x1p-52 : 0x1p-23; }

  /// By how much of itself a number has to move to be another.
  double leastFraction() const { return 2 * precision(); }

  /// Computes the gradients, and returns the loss.
  double loss() const;
};

/// The elements of a parameter from `first` on, moved by an offset times
/// `steps`.
struct Direction {
  const plx_parameter &parameter;
  uint64_t first;
  std::vector<double> steps;
};

/// A fraction of a value, or next to nothing where it is zero.
double fractionOf(double value, double fraction);

/// A number in (-1, 1) for each element, the same in every run.
std::vector<double> randomSteps(const plx_parameter &parameter, uint32_t index);

/// The loss and its gradient as functions of the offset. The destructor puts
/// the elements back.
class LossAlong {
public:
  LossAlong(const LossSetting &setting, const Direction &direction);
  ~LossAlong();
  LossAlong(const LossAlong &) = delete;
  LossAlong &operator=(const LossAlong &) = delete;

  /// The first element at offset 0.
  double value() const { return here[0]; }

  LinePoint at(double offset);

  /// The slopes of the rows' own losses.
  std::vector<double> rowSlopes(double offset);

private:
  double load(size_t i) const;
  void store(size_t i, double value);
  double move(double offset);
  LinePoint meansAt(double offset);

  const LossSetting &setting;
  const Direction &direction;
  Stored array;
  std::vector<double> here;
};

/// All parameters, moved at random by up to a fraction of their values: another
/// place for every number. The destructor puts them back.
class Displaced {
public:
  Displaced(const LossSetting &setting, double fraction, uint32_t place);
  ~Displaced();
  Displaced(const Displaced &) = delete;
  Displaced &operator=(const Displaced &) = delete;

private:
  Arena &arena;
  std::vector<std::byte> here;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_LOSSALONG_H

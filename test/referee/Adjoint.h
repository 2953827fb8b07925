//===- Adjoint.h - a number that remembers how it came about --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_ADJOINT_H
#define PLEXUS_TEST_REFEREE_ADJOINT_H

#include "test/referee/Smooth.h"

#include <cstdint>
#include <vector>

namespace plexus::referee {

/// What was computed from the leaves, in order, with the slope of every step.
/// Read backwards it gives the derivative of one number by all leaves
/// (Linnainmaa, 1970). It knows additions and multiplications of slopes alone:
/// no rule of any layer or loss.
class Tape {
public:
  static constexpr uint32_t constant = UINT32_MAX;

  uint32_t leaf() { return add(constant, constant, 0, 0); }
  uint32_t add(uint32_t a, uint32_t b, double slopeA, double slopeB) {
    return add({a, b, slopeA, slopeB, std::fabs(slopeA), std::fabs(slopeB)});
  }
  /// A step of one operand whose slope is computed from numbers of this size.
  uint32_t add(uint32_t a, double slope, double size) {
    return add({a, constant, slope, 0, std::fmax(std::fabs(slope), size), 0});
  }
  /// d place / d each place of the tape.
  std::vector<double> gradients(uint32_t place) const {
    return sweep(place, &Step::slopeA, &Step::slopeB);
  }
  /// The same sums of the sizes of the slopes, which are never below them.
  std::vector<double> sizes(uint32_t place) const {
    return sweep(place, &Step::sizeA, &Step::sizeB);
  }

private:
  struct Step {
    uint32_t a, b;
    double slopeA, slopeB, sizeA, sizeB;
  };

  uint32_t add(const Step &step) {
    steps.push_back(step);
    return uint32_t(steps.size() - 1);
  }

  std::vector<double> sweep(uint32_t place, double Step::*byA,
                            double Step::*byB) const {
    std::vector<double> slopes(steps.size());
    if (place == constant)
      return slopes;
    slopes[place] = 1;
    for (size_t i = size_t(place) + 1; i-- > 0;) {
      const Step &step = steps[i];
      if (step.a != constant && slopes[i] != 0)
        slopes[step.a] += slopes[i] * step.*byA;
      if (step.b != constant && slopes[i] != 0)
        slopes[step.b] += slopes[i] * step.*byB;
    }
    return slopes;
  }

  std::vector<Step> steps;
};

/// A number on the tape that is `current`, or a constant.
struct Adjoint {
  double value = 0;
  uint32_t place = Tape::constant;
  Adjoint() = default;
  explicit Adjoint(double value) : value(value) {}

  /// The tape of this thread; set while Adjoints are computed with.
  inline static thread_local Tape *current = nullptr;

  static Adjoint leaf(double value) {
    Adjoint x(value);
    x.place = current->leaf();
    return x;
  }
};

inline Adjoint chain(const Adjoint &a, const Adjoint &b, double y,
                     double slopeA, double slopeB) {
  Adjoint result(y);
  if (a.place != Tape::constant || b.place != Tape::constant)
    result.place = Adjoint::current->add(a.place, b.place, slopeA, slopeB);
  return result;
}
inline Adjoint chain(const Adjoint &x, double y, double slope) {
  return chain(x, Adjoint(), y, slope, 0);
}
inline Adjoint chainToLimit(const Adjoint &x, double y, double slope) {
  Adjoint result(y);
  if (x.place != Tape::constant)
    result.place = Adjoint::current->add(x.place, slope, std::fabs(y));
  return result;
}

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_ADJOINT_H

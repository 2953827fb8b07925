//===- Initialisers.cpp - from fans to a distribution ---------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Initialisers.h"

#include <cmath>

using namespace llvm;

namespace plexus::nn {

/// Mean 0 with standard deviation s.
static Distribution normal(double s) { return {"normal", 0.0, s}; }
/// The uniform distribution with standard deviation s has the bound sqrt(3) s.
static Distribution uniform(double s) {
  double bound = std::sqrt(3.0) * s;
  return {"uniform", -bound, bound};
}

/// The standard deviation of the xavier rows.
static double xavier(const InitialiserUse &use, double in, double out) {
  return use.fanIn ? 1.0 / std::sqrt(in) : std::sqrt(2.0 / (in + out));
}

/// Every element the same.
static Distribution always(double value) { return {"constant", value, 0.0}; }

static const Initialiser table[] = {
#define INITIALISER(NAME, NUMBERS, MODE, DISTRIBUTION)                         \
  {#NAME, NUMBERS, MODE,                                                       \
   []([[maybe_unused]] const InitialiserUse &use, [[maybe_unused]] double in,  \
      [[maybe_unused]] double out,                                             \
      [[maybe_unused]] double gain) -> Distribution { return DISTRIBUTION; }},
#include "dialects/nn/Initialisers.def"
};

ArrayRef<Initialiser> initialisers() { return table; }

const Initialiser *findInitialiser(StringRef name) {
  for (const Initialiser &row : table)
    if (row.name == name)
      return &row;
  return nullptr;
}

/// sqrt(2 / (1 + slope^2)), the gain of a rectifier with a negative slope.
static double rectifierGain(const Applied *activation) {
  double slope = activation ? activation->negativeSlope : 0.0;
  return std::sqrt(2.0 / (1.0 + slope * slope));
}

Choice chooseDistribution(const ParameterRequest &request) {
  InitialiserUse use = request.init;
  std::string reason;
  if (use.name == "auto") {
    const Word *next = request.activation ? request.activation->word : nullptr;
    if (next && next->property == WordProperty::ReluLike) {
      use.name = "kaiming_normal";
      reason = ", before `" + next->spelling.str() + "`";
    } else {
      use.name = "xavier_normal";
      use.fanIn = true;
      reason = next ? " (mode: fan_in), before `" + next->spelling.str() + "`"
                    : " (mode: fan_in), before no activation";
    }
  }
  const Initialiser *row = findInitialiser(use.name);
  return {row->distribution(use, static_cast<double>(request.fanIn),
                            static_cast<double>(request.fanOut),
                            rectifierGain(request.activation)),
          use.name + reason};
}

} // namespace plexus::nn

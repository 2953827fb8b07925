//===- Initialisers.cpp - one row an initialiser --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Sources: Glorot and Bengio, Understanding the difficulty of training deep
// feedforward neural networks, 2010 (xavier); He et al., Delving Deep into
// Rectifiers, 2015 (kaiming); LeCun et al., Efficient BackProp, 1998 (lecun).
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

static double xavier(const InitialiserUse &use, double in, double out) {
  return use.fanIn ? 1.0 / std::sqrt(in) : std::sqrt(2.0 / (in + out));
}

using Use = const InitialiserUse &;

static const Initialiser table[] = {
    // name, numbers, mode?, distribution of (use, fan in, fan out, gain)
    {"xavier_uniform", 0, true,
     [](Use u, double in, double out, double) { return uniform(xavier(u, in, out)); }},
    {"xavier_normal", 0, true,
     [](Use u, double in, double out, double) { return normal(xavier(u, in, out)); }},
    {"kaiming_uniform", 0, true,
     [](Use, double in, double, double gain) { return uniform(gain / std::sqrt(in)); }},
    {"kaiming_normal", 0, true,
     [](Use, double in, double, double gain) { return normal(gain / std::sqrt(in)); }},
    {"lecun_normal", 0, false,
     [](Use, double in, double, double) { return normal(1.0 / std::sqrt(in)); }},
    {"uniform", 2, false,
     [](Use u, double, double, double) { return Distribution{"uniform", u.numbers[0], u.numbers[1]}; }},
    {"normal", 2, false,
     [](Use u, double, double, double) { return Distribution{"normal", u.numbers[0], u.numbers[1]}; }},
    {"zeros", 0, false,
     [](Use, double, double, double) { return Distribution{"constant", 0.0, 0.0}; }},
    {"ones", 0, false,
     [](Use, double, double, double) { return Distribution{"constant", 1.0, 0.0}; }},
    {"constant", 1, false,
     [](Use u, double, double, double) { return Distribution{"constant", u.numbers[0], 0.0}; }},
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

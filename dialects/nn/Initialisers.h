//===- Initialisers.h - from fans to a distribution -----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_INITIALISERS_H
#define PLEXUS_DIALECTS_NN_INITIALISERS_H

#include "dialects/nn/Word.h"

namespace plexus::nn {

/// The distribution of the elements of a parameter: "constant" (a), "uniform"
/// in (a, b), "normal" with mean a and standard deviation b.
struct Distribution {
  llvm::StringRef name;
  double a, b;
};

/// A row of the table of initialisers.
struct Initialiser {
  llvm::StringRef name;
  /// How many numbers it takes: `uniform(-1, 1)` takes 2.
  unsigned numberCount;
  bool takesMode;
  Distribution (*distribution)(const InitialiserUse &use, double fanIn,
                               double fanOut, double gain);
};

/// All rows, `auto` not among them: it chooses one.
llvm::ArrayRef<Initialiser> initialisers();
const Initialiser *findInitialiser(llvm::StringRef name);

/// What was chosen for a parameter and why, e.g. "kaiming_normal, before
/// `relu`".
struct Choice {
  Distribution distribution;
  std::string reason;
};

/// Resolves `auto` (Kaiming before a relu-like activation, else Xavier with
/// fan_in) and computes the distribution from the fans.
Choice chooseDistribution(const ParameterRequest &request);

} // namespace plexus::nn

#endif

//===- DoubleJudge.h - binary64 within a tolerance ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_DOUBLEJUDGE_H
#define PLEXUS_TEST_NETWORKS_DOUBLEJUDGE_H

#include "dialects/nn/ops/Network.h"
#include "test/networks/Trial.h"

namespace plexus::networks {

/// How far binary64 can be from the exact value by rounding alone, for each
/// tensor: the bound of binary32 scaled down.
using Bounds = std::map<std::string, double>;

/// Compares with the referee over binary64.
class DoubleJudge {
public:
  DoubleJudge(nn::NetworkOp network, const Trial &trial)
      : network(network), trial(trial) {}

  /// Computes what is expected of the whole batch, and looks whether the
  /// network says anything.
  Verdict prepare();
  Verdict judge(Compiled &compiled, const Mode &mode);

private:
  Verdict compareAll(Compiled &compiled, const Mode &mode);
  Verdict judgeSteps(Compiled &compiled, const Mode &mode);
  bool isIllConditioned(const Values &given, const Call &call,
                        const Values &found,
                        const referee::Slopes &expected) const;
  Bounds gradientBounds(const referee::Slopes &slopes) const;

  nn::NetworkOp network;
  const Trial &trial;
  Values predicted;
  Bounds bounds;
  /// Somewhere two numbers are so close that rounding decides which is larger.
  bool undecided = false;
};

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_DOUBLEJUDGE_H

//===- SingleJudge.h - binary32 to the bit --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_SINGLEJUDGE_H
#define PLEXUS_TEST_NETWORKS_SINGLEJUDGE_H

#include "dialects/nn/ops/Network.h"
#include "test/networks/Trial.h"
#include "test/referee/StrictFloat.h"

namespace plexus::networks {

/// What is expected of every mode, computed once.
class SingleJudge {
public:
  SingleJudge(nn::NetworkOp network, const Trial &trial)
      : network(network), trial(trial) {}

  /// Computes what is expected, once; the statistics of layers when `gradStage`
  /// has that entry point for the first time.
  llvm::Error prepare(mlir::ModuleOp gradStage);
  Verdict judge(Compiled &compiled, const Mode &mode);

private:
  using Expected = referee::Dictionary<referee::StrictFloat>;
  llvm::Error prepareSteps(mlir::ModuleOp gradStage);

  nn::NetworkOp network;
  const Trial &trial;
  bool isPrepared = false;
  Expected predicted, statistics;
  std::vector<Expected> gradients, steps;
};

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_SINGLEJUDGE_H

//===- SingleJudge.h - binary32 to the bit --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_SINGLEJUDGE_H
#define PLEXUS_TEST_NETWORKS_SINGLEJUDGE_H

#include "dialects/nn/NN.h"
#include "test/networks/Trial.h"
#include "test/referee/StrictFloat.h"

namespace plexus::networks {

/// What is expected of every mode, computed once.
class SingleJudge {
public:
  SingleJudge(nn::NetworkOp network, const Trial &trial)
      : network(network), trial(trial) {}

  llvm::Error prepare(mlir::ModuleOp gradStage);
  Verdict judge(Compiled &compiled, const Mode &mode);

private:
  nn::NetworkOp network;
  const Trial &trial;
  referee::Dictionary<referee::StrictFloat> predicted;
  std::vector<referee::Dictionary<referee::StrictFloat>> gradients, steps;
};

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_SINGLEJUDGE_H

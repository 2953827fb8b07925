//===- FakeProgram.cpp - the hand-written network as a program ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "FakeNetwork.h"
#include "runtime/program/Program.h"

int main(int argc, char **argv) {
  const plx_model &model = plexus::fake::lineModel(
      PLX_F32,
      plexus::fake::description(
          R"("epochs": 60, "batch": 4, "seed": 42, "learning_rate": 0.05,
             "schedule": {"name": "cosine", "min_lr": 1e-4,
                          "warmup": {"epochs": 2}},
             "stop": [{"name": "early", "metric": "val_loss", "mode": "min",
                       "patience": {"epochs": 8}, "restore": "best"}])",
          /*validation=*/true));
  return plexus::host::runProgram(model, argc, argv);
}

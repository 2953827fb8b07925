//===- Drawn.cpp - what an initialiser makes of a parameter ---------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "test/unit/core/Drawn.h"

#include "dialects/nn/Initialisers.h"
#include "runtime/core/plexus.h"

#include <gtest/gtest.h>

namespace plexus::test {

static plx_distribution numberOf(llvm::StringRef name) {
  if (name == "uniform")
    return PLX_UNIFORM;
  if (name == "normal")
    return PLX_NORMAL;
  EXPECT_EQ(name, "constant");
  return PLX_CONSTANT;
}

std::vector<double> drawn(const Weight &weight, uint64_t count, uint64_t seed,
                          uint32_t stream) {
  nn::Distribution chosen = nn::chooseDistribution({"weight",
                                                    {weight.out, weight.in},
                                                    weight.in,
                                                    weight.out,
                                                    weight.init,
                                                    weight.activation,
                                                    mlir::Type()})
                                .distribution;
  plx_parameter parameter = {};
  parameter.name = "weight";
  parameter.distribution = numberOf(chosen.name);
  parameter.a = chosen.a;
  parameter.b = chosen.b;
  parameter.elements = count;
  parameter.stream = stream;
  plx_model model = {};
  model.abi = PLX_ABI_VERSION;
  model.element_type = PLX_F64;
  model.parameters = &parameter;
  model.parameter_count = 1;
  model.parameter_bytes = count * sizeof(double);
  std::vector<double> arena(count);
  plx_initialize(&model, arena.data(), seed);
  return arena;
}

} // namespace plexus::test

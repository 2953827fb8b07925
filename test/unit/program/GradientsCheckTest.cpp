//===- GradientsCheckTest.cpp - what the check of gradients notices -------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/GradientsCheck.h"
#include "FakeLayers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace plexus;
using namespace plexus::fake;
using host::Verdict;

namespace {
constexpr plx_type types[] = {PLX_F32, PLX_F64};
constexpr Activation activations[] = {Activation::Tanh, Activation::Relu,
                                      Activation::LeakyRelu,
                                      Activation::Square};

/// Checks all elements of all parameters on eight rows of small numbers.
std::vector<host::GradientCheck> check(const plx_model &model, uint64_t seed,
                                       double scale = 1,
                                       uint64_t samples = 20) {
  host::Session session(model);
  session.initialize(seed);
  host::Batch batch(model, model.capacity, true);
  batch.setRows(model.capacity);
  uint32_t stream = 100;
  for (size_t value = 0; value < 2; ++value, ++stream) {
    uint64_t count = model.capacity * (value == 0 ? layerInputs : layerOutputs);
    for (uint64_t i = 0; i < count; ++i)
      host::storeElement(batch.value(value).row(0), model.element_type, i,
                         (plx_random_bits(seed, stream, i, 0) * 0x1p-31 - 1) *
                             (value == 0 ? scale : 1));
  }
  return host::checkGradients(session, batch, seed, samples);
}

size_t failures(const std::vector<host::GradientCheck> &checks) {
  return size_t(std::ranges::count_if(
      checks, [](auto &c) { return c.wrong.has_value(); }));
}

const Corruption corruptions[] = {
    {"the wrong sign",
     [](auto g, uint64_t) {
       for (double &v : g)
         v = -v;
     }},
    {"twice too large",
     [](auto g, uint64_t) {
       for (double &v : g)
         v *= 2;
     }},
    {"5 % too large",
     [](auto g, uint64_t) {
       for (double &v : g)
         v *= 1.05;
     }},
    {"the least and the largest swapped",
     [](auto g, uint64_t) {
       std::iter_swap(std::ranges::min_element(g), std::ranges::max_element(g));
     }},
    {"rows one too far",
     [](auto g, uint64_t columns) {
       std::ranges::rotate(g, g.begin() + std::ptrdiff_t(columns));
     }},
    {"the row of the largest is zero",
     [](auto g, uint64_t columns) {
       auto largest = std::ranges::max_element(
           g, {}, [](double v) { return std::abs(v); });
       auto row = uint64_t(largest - g.begin()) / columns;
       std::ranges::fill(g.subspan(row * columns, columns), 0.0);
     }},
    {"all zero", [](auto g, uint64_t) { std::ranges::fill(g, 0.0); }},
    {"one constant too many",
     [](auto g, uint64_t) {
       double most = 0;
       for (double v : g)
         most = std::max(most, std::abs(v));
       for (double &v : g)
         v += most / 4;
     }},
    {"without the term of the first row", [](auto, uint64_t) {}, 1},
};
} // namespace

TEST(GradientsCheck, RightOnesPassAtFortyStarts) {
  for (plx_type type : types)
    for (Activation activation : activations)
      for (double scale : {1.0, 1e-3})
        for (uint64_t seed = 1; seed <= 40; ++seed)
          EXPECT_EQ(failures(check(layersModel(type, activation), seed, scale)),
                    0u)
              << type << " " << int(activation) << " seed " << seed;
}

TEST(GradientsCheck, WrongOnesFail) {
  size_t caught = 0;
  for (plx_type type : types)
    for (Activation activation : activations)
      for (const Corruption &corruption : corruptions)
        for (uint32_t which = 0; which < 4; ++which) {
          auto checks =
              check(layersModel(type, activation, &corruption, which), 7);
          EXPECT_TRUE(checks[which].wrong)
              << corruption.name << ": " << checks[which].parameter->name
              << ", type " << type << ", activation " << int(activation);
          EXPECT_LE(failures(checks), 1u);
          caught += failures(checks);
        }
  EXPECT_EQ(caught, 288u);
}

/// One swap among elements that are not looked at one by one.
TEST(GradientsCheck, DirectionsSeeBetweenTheSamples) {
  for (plx_type type : types) {
    auto checks =
        check(layersModel(type, Activation::Tanh, &corruptions[3], 0), 7, 1, 1);
    ASSERT_TRUE(checks[0].wrong);
    EXPECT_FALSE(checks[0].wrongElement);
  }
}

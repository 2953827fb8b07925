//===- GradientsTest.cpp - `gradients` and `check-gradients` --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include "runtime/files/Safetensors.h"

#include <cmath>

using namespace plexus;
using namespace plexus::fake;

namespace {
const plx_model &model(plx_type type, const Variant &variant = {}) {
  return lineModel(type, description(std::string(sgd) + R"(, "epochs": 1)"),
                   variant);
}

class Gradients : public InFolder {};
} // namespace

TEST_F(Gradients, AreWrittenWithTheLoss) {
  const float weights[] = {2, -3}, bias[] = {1};
  auto bytes = [](const float *values, size_t count) {
    return std::span(reinterpret_cast<const uint8_t *>(values), count * 4);
  };
  host::TensorView tensors[] = {{"fc.weight", "F32", {1, 2}, bytes(weights, 2)},
                                {"fc.bias", "F32", {1}, bytes(bias, 1)}};
  host::writeSafetensors("w.safetensors", tensors);
  write("x.csv", "1,0\n0,2\n");
  write("t.csv", "2\n-5\n"); // y = 3 and -5: one row is off by one
  Ran ran = run(model(PLX_F64),
                {"gradients", "--weights=w.safetensors", "--input", "x=x.csv",
                 "--input", "t=t.csv", "--output=g.safetensors"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "loss 0.5\n");
  auto file = host::SafetensorsFile::read("g.safetensors");
  ASSERT_EQ(file.tensors().size(), 3u);
  ASSERT_NE(file.find("loss"), nullptr);
  EXPECT_TRUE(file.find("loss")->shape.empty());
  double loss, slope[2], biasSlope;
  file.copy(*file.find("loss"), PLX_F64, &loss);
  file.copy(*file.find("fc.weight"), PLX_F64, slope);
  file.copy(*file.find("fc.bias"), PLX_F64, &biasSlope);
  EXPECT_EQ(loss, 0.5);
  EXPECT_EQ(slope[0], 1); // 2 (y - t) x / n
  EXPECT_EQ(slope[1], 0);
  EXPECT_EQ(biasSlope, 1); // 2 (y - t) / n
}

TEST_F(Gradients, MoreRowsThanCapacityAreRefused) {
  write("x.csv", "1,0\n0,2\n1,1\n1,2\n1,3\n");
  write("t.csv", "1\n2\n3\n4\n5\n");
  write("short.csv", "1\n2\n");
  Ran ran = run(model(PLX_F64), {"gradients", "--input", "x=x.csv", "--input",
                                 "t=t.csv", "--output=g.safetensors"});
  EXPECT_EQ(ran.status, 65);
  EXPECT_EQ(ran.err, "line: error: the files have 5 rows, and this program was "
                     "compiled for at most 4 in a call; compile with --set "
                     "build.batch=5\n");
  EXPECT_FALSE(exists("g.safetensors"));
  Ran missing = run(model(PLX_F64), {"gradients", "--input", "x=x.csv"});
  EXPECT_EQ(missing.status, 64);
  EXPECT_EQ(missing.err,
            "line: error: target `t` is missing; give --input t=FILE\n");
  Ran uneven = run(model(PLX_F64), {"gradients", "--input", "x=x.csv",
                                    "--input", "t=short.csv"});
  EXPECT_EQ(uneven.status, 65);
  EXPECT_EQ(uneven.err, "short.csv: error: has 2 rows, but x.csv has 5\n");
}

TEST_F(Gradients, InfiniteOnesAreAnError) {
  write("x.csv", "1e200,0\n");
  write("t.csv", "0\n");
  Ran ran = run(model(PLX_F64), {"gradients", "--input", "x=x.csv", "--input",
                                 "t=t.csv", "--output=g.safetensors"});
  EXPECT_EQ(ran.status, 76);
  EXPECT_EQ(ran.err, "line: error: loss is not finite for these rows\n");
  EXPECT_FALSE(exists("g.safetensors"));
}

TEST_F(Gradients, RightOnesPassTheCheck) {
  for (plx_type type : {PLX_F32, PLX_F64}) {
    Ran ran = run(model(type), {"check-gradients"});
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_NE(ran.out.find("fc.weight         2"), std::string::npos)
        << ran.out;
    EXPECT_EQ(ran.out.find("FAIL"), std::string::npos) << ran.out;
  }
}

TEST_F(Gradients, AWrongOneFailsTheCheck) {
  for (plx_type type : {PLX_F32, PLX_F64}) {
    Ran ran = run(model(type, {.wrongGradient = true}), {"check-gradients"});
    EXPECT_EQ(ran.status, 70);
    EXPECT_NE(ran.out.find("FAIL at element 0"), std::string::npos) << ran.out;
    EXPECT_EQ(ran.err.find("line: error: the gradient of `fc.bias` differs "),
              0u)
        << ran.err;
  }
}

/// The loss max(0, w0 + w1 + b), and `Percent` of its right slope where it has
/// a kink.
template <int Percent> static void kinked(const plx_call *call) {
  auto *p = static_cast<const double *>(call->parameters);
  auto *g = static_cast<double *>(call->gradients);
  constexpr size_t biasAt = PLX_ALIGNMENT / sizeof(double);
  double z = p[0] + p[1] + p[biasAt];
  auto *results = static_cast<double *>(call->results);
  results[0] = results[1] = results[2] = std::max(z, 0.0);
  g[0] = g[1] = g[biasAt] = z > 0 ? 1 : z < 0 ? 0 : Percent / 100.0;
}

static void writeWeights(const std::string &path, double first = 0,
                         double second = 0) {
  const double weights[] = {first, second}, bias = 0;
  auto bytes = [](const double *values, size_t count) {
    return std::span(reinterpret_cast<const uint8_t *>(values), count * 8);
  };
  host::TensorView tensors[] = {{"fc.weight", "F64", {1, 2}, bytes(weights, 2)},
                                {"fc.bias", "F64", {1}, bytes(&bias, 1)}};
  host::writeSafetensors(path, tensors);
}

TEST_F(Gradients, OnAKinkEverySlopeBetweenTheSidesIsRight) {
  writeWeights("zero.safetensors");
  struct {
    plx_entry gradients;
    int status;
  } cases[] = {{kinked<0>, 0},   {kinked<25>, 0},  {kinked<50>, 0},
               {kinked<100>, 0}, {kinked<-1>, 70}, {kinked<101>, 70},
               {kinked<200>, 70}};
  for (const auto &c : cases) {
    plx_model kink = model(PLX_F64);
    kink.gradients = c.gradients;
    Ran ran = run(kink, {"check-gradients", "--weights=zero.safetensors"});
    EXPECT_EQ(ran.status, c.status) << ran.out << ran.err;
  }
}

/// The mean of x0 max(0, w0 x0); all its slopes are zero at w0 = 0, but Wrong.
template <int Wrong> static void kinkedRows(const plx_call *call) {
  double w = static_cast<const double *>(call->parameters)[0], sum = 0;
  auto *g = static_cast<double *>(call->gradients);
  g[0] = Wrong;
  g[1] = g[PLX_ALIGNMENT / sizeof(double)] = 0;
  for (uint64_t row = 0; row < call->rows; ++row) {
    double x = static_cast<const double *>(call->inputs[0])[2 * row];
    sum += x * std::max(0.0, w * x);
    g[0] += w * x > 0 ? x * x / double(call->rows) : 0;
  }
  static_cast<double *>(call->results)[0] = sum / double(call->rows);
}

TEST_F(Gradients, EveryRowMayStandOnAKink) {
  writeWeights("zero.safetensors");
  write("x.csv", "1,0\n-2,0\n");
  write("t.csv", "0\n0\n");
  // The slopes of the mean are 0.5 to the right and 2 to the left.
  const std::pair<plx_entry, int> cases[] = {{kinkedRows<0>, 0},
                                             {kinkedRows<3>, 70}};
  for (auto [entry, status] : cases) {
    plx_model kink = model(PLX_F64);
    kink.gradients = entry;
    Ran ran = run(kink, {"check-gradients", "--weights=zero.safetensors",
                         "--input=x=x.csv", "--input=t=t.csv"});
    EXPECT_EQ(ran.status, status) << ran.out << ran.err;
  }
}

/// The loss l(b - l(w0)) of l(z) = max(z, z / 2) at zero, where the slope of l
/// is 1/2: that in w0 is -1/4, though it is -1/2 on both sides.
static void kinkBehindKink(const plx_call *call) {
  auto *p = static_cast<const double *>(call->parameters);
  auto *g = static_cast<double *>(call->gradients);
  constexpr size_t biasAt = PLX_ALIGNMENT / sizeof(double);
  auto value = [](double z) { return std::max(z, z / 2); };
  auto slope = [](double z) { return z > 0 ? 1 : 0.5; };
  double z = p[biasAt] - value(p[0]);
  static_cast<double *>(call->results)[0] = value(z);
  g[0] = -slope(z) * slope(p[0]);
  g[1] = 0;
  g[biasAt] = slope(z);
}

TEST_F(Gradients, OnKinksBehindKinksItCannotBeTold) {
  writeWeights("zero.safetensors");
  plx_model kink = model(PLX_F64);
  kink.gradients = kinkBehindKink;
  Ran ran = run(kink, {"check-gradients", "--weights=zero.safetensors"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("1 of 2 cannot be told from rounding or kinks\n"),
            std::string::npos)
      << ran.out;
}

/// The loss log(1 + exp(-z)) of z = w0 + w1 + b, which is zero from 40 on.
static void sure(const plx_call *call) {
  auto *p = static_cast<const double *>(call->parameters);
  auto *g = static_cast<double *>(call->gradients);
  constexpr size_t biasAt = PLX_ALIGNMENT / sizeof(double);
  double e = std::exp(-(p[0] + p[1] + p[biasAt]));
  static_cast<double *>(call->results)[0] = std::log(1 + e);
  g[0] = g[1] = g[biasAt] = -e / (1 + e);
}

TEST_F(Gradients, WhatALossLostInLargerNumbersCannotBeTold) {
  writeWeights("sure.safetensors", 60, 40);
  plx_model model = ::model(PLX_F64);
  model.gradients = sure;
  Ran ran = run(model, {"check-gradients", "--weights=sure.safetensors"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("2 of 2 cannot be told"), std::string::npos)
      << ran.out;
}

TEST_F(Gradients, ALossThatIsNotFiniteCannotBeChecked) {
  write("x.csv", "1e200,0\n");
  write("t.csv", "0\n");
  Ran ran = run(model(PLX_F64), {"check-gradients", "--input", "x=x.csv",
                                 "--input", "t=t.csv"});
  EXPECT_EQ(ran.status, 76);
  EXPECT_EQ(ran.err, "line: error: loss is not finite for these rows\n");
}

TEST_F(Gradients, OutputsDestroyNothing) {
  write("x.csv", "1,0\n");
  write("t.csv", "2\n");
  Ran ran = run(model(PLX_F64), {"gradients", "--input", "x=x.csv", "--input",
                                 "t=t.csv", "--output", "./x.csv"});
  EXPECT_EQ(ran.status, 64);
  EXPECT_EQ(ran.err, "line: error: --output and --input x name the same file, "
                     "`./x.csv`\n");
  EXPECT_EQ(contents("x.csv"), "1,0\n");
}

TEST_F(Gradients, NetworksWithoutALossHaveNone) {
  plx_model mute = model(PLX_F64);
  mute.gradients = nullptr;
  Ran ran = run(mute, {"check-gradients"});
  EXPECT_EQ(ran.status, 65);
  EXPECT_EQ(ran.err, "line: error: this program cannot compute gradients: it "
                     "was compiled without a `loss`\n");
}

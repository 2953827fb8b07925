//===- FakeNetwork.cpp - a network written by hand ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "FakeNetwork.h"

#include <cmath>
#include <list>

namespace plexus::fake {

namespace {
/// Parameters in the arena: fc.weight [1, 2] at 0, fc.bias [1] at 64 bytes.
template <typename T> struct Line {
  static constexpr size_t biasAt = PLX_ALIGNMENT / sizeof(T);

  static T output(const plx_call &call, uint64_t row) {
    auto *p = static_cast<const T *>(call.parameters);
    auto *x = static_cast<const T *>(call.inputs[0]) + 2 * row;
    return std::fma(x[1], p[1], x[0] * p[0]) + p[biasAt];
  }

  static void predict(const plx_call *call) {
    for (uint64_t row = 0; row < call->rows; ++row)
      static_cast<T *>(call->outputs[0])[row] = output(*call, row);
  }

  static void evaluate(const plx_call *call) {
    T loss = 0, near = 0;
    for (uint64_t row = 0; row < call->rows; ++row) {
      T d = output(*call, row) - static_cast<const T *>(call->targets[0])[row];
      loss += d * d;
      near += std::abs(d) < T(0.5);
    }
    auto *results = static_cast<T *>(call->results);
    results[0] = results[1] = loss / T(call->rows);
    results[2] = near / T(call->rows);
  }

  /// dL/dw = mean of 2 (y - t) x, dL/db = mean of 2 (y - t).
  static void slopes(const plx_call *call, T (&slope)[3]) {
    for (uint64_t row = 0; row < call->rows; ++row) {
      auto *x = static_cast<const T *>(call->inputs[0]) + 2 * row;
      T d = output(*call, row) - static_cast<const T *>(call->targets[0])[row];
      T e = 2 * d / T(call->rows);
      slope[0] += e * x[0];
      slope[1] += e * x[1];
      slope[2] += e;
    }
  }

  template <int BiasFactor> static void gradients(const plx_call *call) {
    evaluate(call);
    T slope[3] = {};
    slopes(call, slope);
    auto *g = static_cast<T *>(call->gradients);
    g[0] = slope[0];
    g[1] = slope[1];
    g[biasAt] = T(BiasFactor) * slope[2];
  }

  static void step(const plx_call *call) {
    evaluate(call);
    T slope[3] = {};
    slopes(call, slope);
    auto *p = static_cast<T *>(call->parameters);
    auto rate = T(call->learning_rate);
    p[0] -= rate * slope[0];
    p[1] -= rate * slope[1];
    p[biasAt] -= rate * slope[2];
    *static_cast<T *>(call->state) += 1;
  }

  /// Of the one layer; gradients are as good as any.
  template <bool Dead> static void statistics(const plx_call *call) {
    auto *numbers = static_cast<T *>(call->results);
    T sum = 0, squares = 0, nonFinite = 0;
    for (uint64_t row = 0; row < call->rows; ++row) {
      T y = output(*call, row);
      sum += y;
      squares += y * y;
      nonFinite += !std::isfinite(y);
    }
    T n = T(call->rows), mean = sum / n;
    numbers[PLX_ACTIVATION_MEAN] = mean;
    numbers[PLX_ACTIVATION_STD] = std::sqrt(squares / n - mean * mean);
    numbers[PLX_ACTIVATION_NONFINITE] = nonFinite / n;
    numbers[PLX_GRADIENT_MEAN] = numbers[PLX_GRADIENT_STD] = 1;
    numbers[PLX_GRADIENT_NONFINITE] = numbers[PLX_SATURATED] = 0;
    numbers[PLX_DEAD] = Dead ? T(1) : T(0.99);
  }

  static void explode(const plx_call *call) {
    evaluate(call);
    auto *p = static_cast<T *>(call->parameters);
    p[0] = (p[0] + 1) * T(1e30) * T(1e30);
  }
};

constexpr uint64_t weightShape[] = {1, 2};
constexpr uint64_t biasShape[] = {1};
constexpr uint64_t inputShape[] = {2};

const plx_parameter parameterTable[] = {
    {"fc.weight", weightShape, 2, PLX_NORMAL, 0, 1, 0, 2, 0x1234, 0, 0, 0, 0},
    {"fc.bias", biasShape, 1, PLX_CONSTANT, 0, 0, PLX_ALIGNMENT, 1, 0x5678, 0,
     0, 0, 0},
};
const plx_state stateTable[] = {{"fc.count", 0, 1, 0}};
const plx_layer layerTable[] = {{"fc", "relu", PLX_RELU_LIKE, 1}};
const plx_result resultTable[] = {
    {"loss", PLX_MEAN, 1}, {"rmse", PLX_ROOT_MEAN, 0}, {"close", PLX_MEAN, 0}};

/// A model and the tables that depend on its element type.
struct Owned {
  plx_model model = {};
  plx_value input, target, output;
  std::string program;
};

template <typename T>
void setEntries(plx_model &model, const Variant &variant) {
  model.predict = Line<T>::predict;
  model.evaluate = Line<T>::evaluate;
  if (variant.trains)
    model.step = variant.explodes ? Line<T>::explode : Line<T>::step;
  model.gradients = variant.wrongGradient ? Line<T>::template gradients<2>
                                          : Line<T>::template gradients<1>;
  model.statistics = variant.startsDead ? Line<T>::template statistics<true>
                                        : Line<T>::template statistics<false>;
}
} // namespace

const plx_model &lineModel(plx_type type, const std::string &program,
                           const Variant &variant, uint64_t capacity) {
  static std::list<Owned> all;
  Owned &owned = all.emplace_back();
  owned.program = program;
  owned.input = {"x", inputShape, 1, uint32_t(type), 2, 0, 0, 0};
  owned.target = {"t", biasShape, 1, uint32_t(type), 1, 0, 0, 0};
  owned.output = {"y", biasShape, 1, uint32_t(type), 1, 0, 0, 0};
  plx_model &model = owned.model;
  model.abi = PLX_ABI_VERSION;
  model.element_type = type;
  model.name = "Line";
  model.target = "x86_64-test";
  model.capacity = capacity;
  model.parameter_bytes = 2 * PLX_ALIGNMENT;
  model.state_bytes = PLX_ALIGNMENT;
  model.predict_flops = 4;
  model.step_flops = 14;
  model.parameters = parameterTable;
  model.states = stateTable;
  model.inputs = &owned.input;
  model.targets = &owned.target;
  model.outputs = &owned.output;
  model.results = resultTable;
  model.layers = layerTable;
  model.layer_count = 1;
  model.parameter_count = 2;
  model.state_count = 1;
  model.input_count = model.target_count = model.output_count = 1;
  model.result_count = 3;
  model.program = owned.program.c_str();
  if (type == PLX_F64)
    setEntries<double>(model, variant);
  else
    setEntries<float>(model, variant);
  return model;
}

static const char *const trainRows =
    R"({"x": {"kind": "table", "rows": [[0, 0], [1, 0], [0, 1], [1, 1],
                                        [2, 1], [1, 2], [-1, 0.5]]},
        "t": {"kind": "table", "rows": [[1], [3], [-2], [0],
                                        [2], [-3], [-2.5]]}})";
static const char *const validationRows =
    R"({"x": {"kind": "table", "rows": [[0.5, 0.5], [3, -1]]},
        "t": {"kind": "table", "rows": [[0.5], [10]]}})";

std::string lineData(bool validation) {
  std::string data = std::string("{\"train\": ") + trainRows;
  if (validation)
    data += std::string(", \"validation\": ") + validationRows;
  return data + "}";
}

std::string description(const std::string &train, bool validation) {
  return "{\"data\": " + lineData(validation) + ", \"train\": {" + train + "}}";
}

} // namespace plexus::fake

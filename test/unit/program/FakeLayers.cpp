//===- FakeLayers.cpp - networks of two layers, written by hand -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "FakeLayers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace plexus::fake {

namespace {
/// What the entry points, which have no context of their own, are to do.
struct Orders {
  Activation activation;
  const Corruption *corruption;
  uint32_t which;
} orders;

constexpr uint64_t aShape[] = {layerUnits, layerInputs};
constexpr uint64_t aBiasShape[] = {layerUnits};
constexpr uint64_t bShape[] = {layerOutputs, layerUnits};
constexpr uint64_t bBiasShape[] = {layerOutputs};
constexpr uint64_t inputShape[] = {layerInputs};
/// Room for any of the parameters in either type.
constexpr uint64_t apart = 4 * PLX_ALIGNMENT;

constexpr plx_parameter parameterTable[] = {
    {"a.weight", aShape, 2, PLX_NORMAL, 0, 0.5, 0 * apart,
     layerUnits * layerInputs, 1, 0, 0, 0, 0},
    {"a.bias", aBiasShape, 1, PLX_NORMAL, 0, 0.25, 1 * apart, layerUnits, 2, 0,
     0, 0, 0},
    {"b.weight", bShape, 2, PLX_NORMAL, 0, 0.5, 2 * apart,
     layerOutputs * layerUnits, 3, 0, 0, 0, 0},
    {"b.bias", bBiasShape, 1, PLX_CONSTANT, 0, 0, 3 * apart, layerOutputs, 4, 0,
     0, 0, 0},
};

template <typename T> T activated(T z) {
  switch (orders.activation) {
  case Activation::Tanh:
    return std::tanh(z);
  case Activation::Relu:
    return z > 0 ? z : 0;
  case Activation::LeakyRelu:
    return z > 0 ? z : z / 8;
  case Activation::Square:
    return z * z;
  }
  return z;
}

template <typename T> T slopeAt(T z) {
  switch (orders.activation) {
  case Activation::Tanh:
    return 1 - std::tanh(z) * std::tanh(z);
  case Activation::Relu:
    return z > 0 ? 1 : 0;
  case Activation::LeakyRelu:
    return z > 0 ? T(1) : T(0.125);
  case Activation::Square:
    return 2 * z;
  }
  return 1;
}

template <typename T> T *parameterIn(void *arena, uint32_t which) {
  return reinterpret_cast<T *>(static_cast<std::byte *>(arena) +
                               parameterTable[which].offset);
}

template <typename T> void corrupt(void *gradients) {
  if (!orders.corruption)
    return;
  const plx_parameter &parameter = parameterTable[orders.which];
  T *gradient = parameterIn<T>(gradients, orders.which);
  std::vector<double> values(gradient, gradient + parameter.elements);
  orders.corruption->apply(values,
                           parameter.rank == 2 ? parameter.shape[1] : 1);
  std::ranges::transform(values, gradient, [](double v) { return T(v); });
}

template <typename T> void gradients(const plx_call *call) {
  T *a = parameterIn<T>(call->parameters, 0),
    *aBias = parameterIn<T>(call->parameters, 1),
    *b = parameterIn<T>(call->parameters, 2),
    *bBias = parameterIn<T>(call->parameters, 3), *d[4];
  for (uint32_t i = 0; i < 4; ++i) {
    d[i] = parameterIn<T>(call->gradients, i);
    std::fill_n(d[i], parameterTable[i].elements, T(0));
  }
  T loss = 0, share = 1 / T(call->rows * layerOutputs);
  for (uint64_t row = 0; row < call->rows; ++row) {
    auto *x = static_cast<const T *>(call->inputs[0]) + row * layerInputs;
    auto *t = static_cast<const T *>(call->targets[0]) + row * layerOutputs;
    T z[layerUnits], dh[layerUnits] = {};
    for (uint64_t i = 0; i < layerUnits; ++i) {
      z[i] = aBias[i];
      for (uint64_t j = 0; j < layerInputs; ++j)
        z[i] += a[i * layerInputs + j] * x[j];
    }
    for (uint64_t k = 0; k < layerOutputs; ++k) {
      T y = bBias[k];
      for (uint64_t i = 0; i < layerUnits; ++i)
        y += b[k * layerUnits + i] * activated(z[i]);
      loss += (y - t[k]) * (y - t[k]) * share;
      T dy = 2 * (y - t[k]) * share;
      d[3][k] += dy;
      for (uint64_t i = 0; i < layerUnits; ++i) {
        d[2][k * layerUnits + i] += dy * activated(z[i]);
        dh[i] += dy * b[k * layerUnits + i];
      }
    }
    for (uint64_t i = 0; i < layerUnits; ++i) {
      T dz = dh[i] * slopeAt(z[i]);
      d[1][i] += dz;
      for (uint64_t j = 0; j < layerInputs; ++j)
        d[0][i * layerInputs + j] += dz * x[j];
    }
    if (orders.corruption && row < orders.corruption->skippedRows)
      std::fill_n(d[orders.which], parameterTable[orders.which].elements, T(0));
  }
  *static_cast<T *>(call->results) = loss;
  corrupt<T>(call->gradients);
}

constexpr plx_result resultTable[] = {{"loss", PLX_MEAN, 1}};

plx_value valueOf(const char *name, const uint64_t *shape, plx_type type) {
  return {name, shape, 1, uint32_t(type), *shape, 0, 0, 0};
}
} // namespace

const plx_model &layersModel(plx_type type, Activation activation,
                             const Corruption *corruption, uint32_t which) {
  static plx_value input, target;
  static plx_model model;
  orders = {activation, corruption, which};
  input = valueOf("x", inputShape, type);
  target = valueOf("t", bBiasShape, type);
  model = {};
  model.abi = PLX_ABI_VERSION;
  model.element_type = type;
  model.name = "Layers";
  model.target = "x86_64-test";
  model.capacity = 8;
  model.parameter_bytes = 4 * apart;
  model.parameters = parameterTable;
  model.parameter_count = 4;
  model.inputs = &input;
  model.targets = &target;
  model.input_count = model.target_count = 1;
  model.results = resultTable;
  model.result_count = 1;
  model.gradients = type == PLX_F64 ? gradients<double> : gradients<float>;
  return model;
}

} // namespace plexus::fake

//===- Training.cpp - the course of a training ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Training.h"

#include "dialects/nn/ops/Network.h"
#include "test/referee/Random.h"

#include <algorithm>
#include <numeric>

namespace plexus::referee {

std::vector<uint32_t> epochOrder(uint32_t rows, uint64_t seed, uint32_t epoch) {
  std::vector<uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0);
  for (uint32_t i = rows; i-- > 1;) {
    uint64_t word = philox(seed, streamOf("shuffle"), i, epoch)[0];
    std::swap(order[i], order[(word * (uint64_t(i) + 1)) >> 32]);
  }
  return order;
}

double learningRate(const frontend::TrainSettings &train, uint64_t step,
                    uint64_t steps, uint64_t stepsPerEpoch) {
  const frontend::ScheduleUse &schedule = train.schedule;
  auto inSteps = [&](const std::optional<frontend::Length> &length) {
    if (!length)
      return uint64_t(0);
    return length->inEpochs ? length->count * stepsPerEpoch : length->count;
  };
  double base = train.learningRate;
  uint64_t warmup = inSteps(schedule.warmup);
  if (step <= warmup)
    return base * double(step) / double(warmup);
  if (schedule.name == "step")
    return base * std::pow(schedule.factor.value_or(1),
                           double((step - 1) / inSteps(schedule.every)));
  double first = double(std::max<uint64_t>(warmup, 1));
  double way = (double(step) - first) / (double(steps) - first);
  double low = schedule.minLearningRate.value_or(0);
  if (schedule.name == "cosine")
    return low + (base - low) * (1 + std::cos(std::numbers::pi * way)) / 2;
  if (schedule.name == "linear")
    return base + (low - base) * way;
  return base;
}

template <class T>
static Tensor<T> selectRows(const Tensor<T> &x,
                            std::span<const uint32_t> rows) {
  Shape shape = x.shape;
  shape[0] = int64_t(rows.size());
  Tensor<T> y(shape, true);
  size_t width = size_t(x.size() / x.shape[0]);
  for (size_t i = 0; i < rows.size(); ++i)
    std::copy_n(x.elements.begin() + ptrdiff_t(rows[i] * width), width,
                y.elements.begin() + ptrdiff_t(i * width));
  return y;
}

Values selectRows(const Values &values, std::span<const uint32_t> rows) {
  Values selected = values;
  for (auto &[name, datum] : selected) {
    if (auto *x = std::get_if<Tensor<Double>>(&datum); x && x->rows)
      datum = selectRows(*x, rows);
    else if (auto *y = std::get_if<Indices>(&datum))
      datum = selectRows(*y, rows);
  }
  return selected;
}

llvm::Expected<Values> train(nn::NetworkOp network,
                             const frontend::TrainSettings &train,
                             const Values &given, uint64_t steps) {
  uint64_t rows = 0;
  for (const auto &[name, datum] : given)
    if (auto *x = std::get_if<Tensor<Double>>(&datum); x && x->rows)
      rows = uint64_t(x->shape[0]);
  uint64_t batch = std::min(train.batch, rows);
  uint64_t stepsPerEpoch = (rows + batch - 1) / batch;
  Values values = given;
  Call call{true, train.seed, 0, 0};
  for (uint64_t step = 1; step <= steps; ++step) {
    std::vector<uint32_t> order = epochOrder(
        uint32_t(rows), train.seed, uint32_t((step - 1) / stepsPerEpoch));
    auto part = std::span(order).subspan((step - 1) % stepsPerEpoch * batch);
    part = part.first(std::min<size_t>(part.size(), batch));
    call.step = int64_t(step);
    call.learningRate = learningRate(train, step, steps, stepsPerEpoch);
    auto found = differentiate(network, selectRows(values, part), call);
    if (!found)
      return found.takeError();
    values = updated(network, values, *found, call);
  }
  return values;
}

} // namespace plexus::referee

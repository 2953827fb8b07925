//===- Bench.cpp - the command `bench` ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iomanip>
#include <ostream>

namespace plexus::host {

namespace {
struct Timing {
  std::string what;
  uint64_t rows = 0;
  double least = 0, median = 0; ///< microseconds a call
};
} // namespace

static constexpr uint64_t defaultRepeats = 50;

/// Uniform random numbers, and classes that exist.
static void fill(Array &array, const plx_value &value, uint32_t stream) {
  uint64_t elements = array.rows() * array.rowElements();
  for (uint64_t i = 0; i < elements; ++i) {
    uint32_t bits = plx_random_bits(0, stream, i, 0);
    double number = value.classes ? double(bits % value.classes)
                                  : (double(bits) + 0.5) * 0x1p-32;
    storeElement(array.row(0), value.type, i, number);
  }
}

static Batch randomBatch(const plx_model &model, uint64_t rows) {
  Batch batch(model, rows, true);
  std::vector<plx_value> values = inputsAndTargets(model);
  for (size_t i = 0; i < values.size(); ++i)
    fill(batch.value(i), values[i], uint32_t(i));
  batch.setRows(rows);
  return batch;
}

/// Each of `repeats` measurements makes as many calls as fill a millisecond.
static Timing measure(std::string what, uint64_t rows, uint64_t repeats,
                      const std::function<void()> &call) {
  using Clock = std::chrono::steady_clock;
  auto microseconds = [&](uint64_t calls) {
    auto start = Clock::now();
    for (uint64_t i = 0; i < calls; ++i)
      call();
    std::chrono::duration<double, std::micro> time = Clock::now() - start;
    return time.count() / double(calls);
  };
  microseconds(1); // warms caches up
  auto calls =
      uint64_t(std::clamp(1000 / std::max(microseconds(1), 1e-3), 1.0, 1e6));
  std::vector<double> times;
  for (uint64_t i = 0; i < repeats; ++i)
    times.push_back(microseconds(calls));
  std::ranges::sort(times);
  return {std::move(what), rows, times.front(), times[times.size() / 2]};
}

static std::vector<Timing> measureAll(Program &program, uint64_t repeats) {
  const plx_model &model = program.model;
  Session session(model);
  session.initialize(0);
  std::vector<Timing> timings;
  std::vector<Array> outputArrays;
  for (const plx_value &value : outputs(model))
    outputArrays.emplace_back(plx_type(value.type), model.capacity,
                              value.elements);
  Batch one = randomBatch(model, 1), full = randomBatch(model, model.capacity);
  auto predict = [&](const Batch &batch) {
    timings.push_back(measure("prediction", batch.rows(), repeats,
                              [&] { session.predict(batch, outputArrays); }));
  };
  if (model.output_count)
    predict(one);
  if (model.output_count && model.capacity > 1)
    predict(full);
  // A learning rate of zero leaves the parameters as they are.
  if (model.step)
    timings.push_back(measure("step", full.rows(), repeats,
                              [&] { session.step(full, 0, 1, 0); }));
  if (timings.empty())
    throw Error(Status::BadData, "this network has neither an `output` nor "
                                 "`train`, so there is nothing to measure");
  return timings;
}

static void runBench(Program &program, const Options &options) {
  std::vector<Timing> timings =
      measureAll(program, options.repeats.value_or(defaultRepeats));
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const Timing &timing : timings)
      list.push_back({{"what", timing.what},
                      {"rows", timing.rows},
                      {"min_us", timing.least},
                      {"median_us", timing.median}});
    program.out << list.dump(2) << "\n";
    return;
  }
  std::ostream &out = program.out;
  out << "microseconds a call     rows       min    median   rows/s\n";
  for (const Timing &timing : timings)
    out << std::left << std::setw(20) << timing.what << std::right
        << std::setw(8) << timing.rows << std::fixed << std::setprecision(2)
        << std::setw(10) << timing.least << std::setw(10) << timing.median
        << std::setprecision(0) << std::setw(12)
        << double(timing.rows) / timing.median * 1e6 << "\n";
  out << std::defaultfloat;
}

static constexpr OptionRow benchOptions[] = {
    {"--repeats", "N",
     "measurements to take the minimum and median of (default: 50)",
     storeCount<&Options::repeats>},
    jsonOption,
};
static constexpr std::string_view benchExamples[] = {
    "{program} bench",
};
const Command benchCommand = {
    "bench",
    "measure microseconds of a training step and a prediction",
    benchOptions,
    benchExamples,
    0,
    runBench};

} // namespace plexus::host

//===- Trainer.cpp - the training loop ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/Trainer.h"

#include "runtime/host/Errors.h"
#include "runtime/host/Evaluate.h"
#include "runtime/host/Results.h"
#include "runtime/host/Shuffle.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

namespace plexus::host {

namespace {
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One run of `train`: everything that lives as long as the loop.
class Loop {
public:
  explicit Loop(const Training &training);
  TrainOutcome run();

private:
  EpochReport trainEpoch();
  void trainStep(std::span<const uint32_t> rows, EpochReport &report,
                 ResultMeans &means);
  void checkLosses(std::span<const double> values, const char *prefix,
                   const char *when) const;
  void checkParameters() const;
  bool isOver(const EpochReport &report);
  void keepIfBest(const EpochReport &report);
  double watched(const WatchedMetric &metric, const EpochReport &report) const;
  WatchedMetric resolve(const std::string &rule, const std::string &name) const;

  const Training &training;
  Session &session;
  const TrainSettings &settings;
  const plx_model &model;
  Horizon horizon;
  Batch batch;
  Batch validationBatch;
  Clock::time_point start = Clock::now();
  uint64_t epoch = 0, step = 0;
  bool timeIsUp = false;

  std::optional<WatchedMetric> early, below;
  std::optional<Patience> patience;
  Arena bestParameters; ///< empty unless the best epoch is to be restored
  TrainOutcome outcome;
};

uint64_t batchRows(const TrainSettings &settings, uint64_t rows) {
  return std::min(settings.batch, rows);
}

const char *notFinite(double value) {
  return std::isnan(value) ? "nan" : "infinite";
}
} // namespace

Horizon horizonOf(const TrainSettings &settings, uint64_t rows) {
  Horizon horizon;
  uint64_t batch = batchRows(settings, rows);
  horizon.stepsPerEpoch = (rows + batch - 1) / batch;
  Duration all = settings.steps
                     ? Duration{*settings.steps, Duration::Unit::Steps}
                     : Duration{*settings.epochs, Duration::Unit::Epochs};
  horizon.totalSteps = all.steps(horizon.stepsPerEpoch);
  return horizon;
}

Loop::Loop(const Training &training)
    : training(training), session(training.session),
      settings(training.settings), model(session.model),
      horizon(horizonOf(settings, training.train.count)),
      batch(model, batchRows(settings, training.train.count), true),
      validationBatch(
          model,
          std::max<uint64_t>(
              std::min(model.capacity, training.validation.count), 1),
          true) {
  if (settings.stop.below)
    below = resolve("below", settings.stop.below->metric);
  if (!settings.stop.early)
    return;
  early = resolve("early", settings.stop.early->metric);
  patience.emplace(early->minimised,
                   settings.stop.early->patience.steps(horizon.stepsPerEpoch));
  if (settings.stop.early->restoreBest)
    bestParameters = Arena(model.parameter_bytes, "the best parameters");
}

WatchedMetric Loop::resolve(const std::string &rule,
                            const std::string &name) const {
  auto metric = findMetric(results(model), name);
  std::string what = "`" + rule + "` watches `" + name + "`, but ";
  if (!metric)
    throw Error(Status::BadData, what + "the network has no such result");
  if (metric->validation && training.validation.count == 0)
    throw Error(Status::BadData, what + "the data has no validation split");
  return *metric;
}

void Loop::checkLosses(std::span<const double> values, const char *prefix,
                       const char *when) const {
  for (size_t i = 0; i < values.size(); ++i) {
    if (!model.results[i].is_loss || std::isfinite(values[i]))
      continue;
    const plx_parameter *guilty =
        firstNonFinite(model, session.parameters().data());
    throw Error(
        Status::Diverged,
        std::string(prefix) + model.results[i].name + " is " +
            notFinite(values[i]) + " " + when + " step " +
            std::to_string(step) + " of epoch " + std::to_string(epoch) +
            (guilty ? ", and so is `" + std::string(guilty->name) + "`" : "") +
            "; no weights were saved, try a lower learning rate");
  }
}

void Loop::checkParameters() const {
  if (const plx_parameter *guilty =
          firstNonFinite(model, session.parameters().data()))
    throw Error(Status::Diverged,
                "parameter `" + std::string(guilty->name) +
                    "` is not finite after step " + std::to_string(step) +
                    " of epoch " + std::to_string(epoch) +
                    "; no weights were saved, try a lower learning rate");
}

void Loop::trainStep(std::span<const uint32_t> rows, EpochReport &report,
                     ResultMeans &means) {
  ++step;
  report.step = step;
  report.learningRate = learningRate(settings.schedule, step, horizon);
  batch.gather(training.train, rows);
  const void *values =
      session.step(batch, settings.seed, step, report.learningRate);
  ResultMeans own(model);
  own.add(values, 1);
  checkLosses(own.finished(), "", "at");
  means.add(values, batch.rows());
  double loss = model.result_count ? own.finished()[0] : 0;
  training.observer.afterStep({epoch, step, report.learningRate, loss,
                               means.rows(), secondsSince(start)});
}

/// One pass over the rows, or less where the training ends inside.
EpochReport Loop::trainEpoch() {
  EpochReport report;
  report.epoch = ++epoch;
  ResultMeans means(model);
  Clock::time_point begin = Clock::now();
  std::vector<uint32_t> order = epochOrder(uint32_t(training.train.count),
                                           settings.seed, uint32_t(epoch - 1));
  for (size_t first = 0; first < order.size(); first += batch.capacity()) {
    auto rows = std::span(order).subspan(first);
    trainStep(rows.first(std::min<size_t>(rows.size(), batch.capacity())),
              report, means);
    timeIsUp =
        settings.stop.seconds && secondsSince(start) >= *settings.stop.seconds;
    if (timeIsUp || training.interrupted || step == horizon.totalSteps)
      break;
  }
  checkParameters();
  report.train = means.finished();
  report.rows = means.rows();
  if (training.validation.count) {
    report.validation =
        evaluateRows(session, validationBatch, training.validation);
    checkLosses(report.validation, "val_", "after");
  }
  report.epochSeconds = secondsSince(begin);
  report.seconds = secondsSince(start);
  return report;
}

double Loop::watched(const WatchedMetric &metric,
                     const EpochReport &report) const {
  return (metric.validation ? report.validation : report.train)[metric.result];
}

void Loop::keepIfBest(const EpochReport &report) {
  if (!early || !patience->improves(watched(*early, report), step))
    return;
  if (!bestParameters.data())
    return;
  std::memcpy(bestParameters.data(), session.parameters().data(),
              model.parameter_bytes);
  outcome.restored = report;
}

/// Whether the training ends after this epoch; `outcome.end` says why.
bool Loop::isOver(const EpochReport &report) {
  auto end = [&](TrainEnd why) {
    outcome.end = why;
    return true;
  };
  if (training.interrupted)
    return end(TrainEnd::Interrupted);
  if (below && watched(*below, report) < settings.stop.below->value)
    return end(TrainEnd::Below);
  if (early && patience->isOver(step))
    return end(TrainEnd::Early);
  if (timeIsUp)
    return end(TrainEnd::Time);
  return step == horizon.totalSteps;
}

TrainOutcome Loop::run() {
  bool over = horizon.totalSteps == 0;
  while (!over) {
    outcome.last = trainEpoch();
    keepIfBest(outcome.last);
    training.observer.afterEpoch(outcome.last);
    over = isOver(outcome.last);
  }
  if (outcome.restored)
    std::memcpy(session.parameters().data(), bestParameters.data(),
                model.parameter_bytes);
  return outcome;
}

TrainOutcome train(const Training &training) { return Loop(training).run(); }

} // namespace plexus::host

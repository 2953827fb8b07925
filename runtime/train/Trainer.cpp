//===- Trainer.cpp - the training loop ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Trainer.h"

#include "runtime/data/Shuffle.h"
#include "runtime/files/Errors.h"
#include "runtime/session/EvaluateRows.h"
#include "runtime/session/Results.h"
#include "runtime/train/FiniteCheck.h"
#include "runtime/train/LearningWatch.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace plexus::host {

namespace {
using Clock = std::chrono::steady_clock;

/// One run of `train`: everything that lives as long as the loop.
class Loop {
public:
  explicit Loop(const Training &training);
  TrainOutcome run();

private:
  EpochReport trainEpoch();
  void trainStep(std::span<const uint32_t> rows, EpochReport &report,
                 ResultMeans &means);
  void saveCheckpoint() const;
  double secondsOfThisRun() const;
  void countTime();
  std::optional<TrainEnd> whyOver(const EpochReport &report) const;
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
  TrainState &state;
  FiniteCheck finite;
  LearningWatch watch;
  double secondsBefore = state.seconds; ///< of the runs before this one
  bool timeIsUp = false;
  bool isCut = false; ///< by time or an interruption; its checkpoint is written

  std::optional<WatchedMetric> early, below;
  std::optional<Patience> patience;
};

uint64_t batchRows(const TrainSettings &settings, uint64_t rows) {
  return std::min(settings.batch, rows);
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
          true),
      state(training.state), finite(session, settings.seed, state),
      watch(session, settings.seed, training.train, batch,
            [&](const std::string &text) { training.observer.warn(text); }) {
  bool fits =
      state.position <= training.train.count &&
      state.step <= horizon.totalSteps && state.epoch <= UINT32_MAX &&
      (state.position == 0 || state.totals.size() == model.result_count);
  if (!fits)
    throw Error(Status::BadData,
                "the checkpoint's place is beyond the end of this training");
  if (settings.stop.below)
    below = resolve("below", settings.stop.below->metric);
  if (!settings.stop.early)
    return;
  early = resolve("early", settings.stop.early->metric);
  patience.emplace(settings.stop.early->isSmallerBetter,
                   settings.stop.early->patience.steps(horizon.stepsPerEpoch));
  patience->resume(state.best);
  if (settings.stop.early->restoreBest && !state.bestParameters.data())
    state.bestParameters = Arena(model.parameter_bytes, "the best parameters");
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

double Loop::secondsOfThisRun() const {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Adds what has passed since the last call to the times of the state.
void Loop::countTime() {
  double now = secondsBefore + secondsOfThisRun();
  state.epochSeconds += now - state.seconds;
  state.seconds = now;
}

void Loop::saveCheckpoint() const { training.observer.checkpoint(state); }

void Loop::trainStep(std::span<const uint32_t> rows, EpochReport &report,
                     ResultMeans &means) {
  uint64_t step = ++state.step;
  report.learningRate = learningRate(settings.schedule, step, horizon);
  batch.gather(training.train, rows);
  const void *values =
      session.step(batch, settings.seed, step, report.learningRate);
  ResultMeans own(model);
  own.add(values, 1);
  finite.losses(own.finished(), batch);
  finite.memory();
  means.add(values, batch.rows());
  state.position += rows.size();
  state.totals = means.totals();
  double loss = model.result_count ? own.finished()[0] : 0;
  countTime();
  training.observer.afterStep({state.epoch, step, report.learningRate, loss,
                               means.rows(), state.epochSeconds,
                               state.seconds});
}

/// One pass over the rows, or what is left of it, or less where the training
/// ends inside.
EpochReport Loop::trainEpoch() {
  EpochReport report;
  ResultMeans means(model);
  if (state.position) {
    means.resume(state.totals, state.position);
  } else {
    ++state.epoch;
    state.epochSeconds = 0;
  }
  std::vector<uint32_t> order = epochOrder(
      uint32_t(training.train.count), settings.seed, uint32_t(state.epoch - 1));
  report.learningRate = learningRate(settings.schedule, state.step, horizon);
  while (state.position < order.size() && state.step < horizon.totalSteps) {
    auto rows = std::span(order).subspan(state.position);
    trainStep(rows.first(std::min<size_t>(rows.size(), batch.capacity())),
              report, means);
    timeIsUp =
        settings.stop.seconds && secondsOfThisRun() >= *settings.stop.seconds;
    // Before the epoch is closed, so that going on is as if it never stopped.
    isCut = timeIsUp || training.interrupted;
    bool isInside =
        state.position < order.size() && state.step < horizon.totalSteps;
    if (isCut || (isInside && settings.checkpoint.isDueAfterStep(state.step)))
      saveCheckpoint();
    if (isCut)
      break;
  }
  report.epoch = state.epoch;
  report.step = state.step;
  report.train = means.finished();
  report.rows = means.rows();
  if (training.validation.count) {
    report.validation =
        evaluateRows(session, validationBatch, training.validation);
    finite.validation(report.validation, training.validation, validationBatch);
  }
  countTime();
  report.epochSeconds = state.epochSeconds;
  report.seconds = state.seconds;
  return report;
}

double Loop::watched(const WatchedMetric &metric,
                     const EpochReport &report) const {
  return (metric.validation ? report.validation : report.train)[metric.result];
}

void Loop::keepIfBest(const EpochReport &report) {
  if (!early || !patience->improves(watched(*early, report), state.step))
    return;
  state.best = patience->bestSoFar();
  if (!state.bestParameters.data())
    return;
  std::memcpy(state.bestParameters.data(), session.parameters().data(),
              model.parameter_bytes);
  state.bestEpoch = report;
}

/// Why the training ends after this epoch, if it does. An interruption that
/// comes when an epoch is whole does not hide that its rules end it.
std::optional<TrainEnd> Loop::whyOver(const EpochReport &report) const {
  if (isCut && training.interrupted)
    return TrainEnd::Interrupted;
  if (below && watched(*below, report) < settings.stop.below->value)
    return TrainEnd::Below;
  if (early && patience->isOver(state.step))
    return TrainEnd::Early;
  if (timeIsUp)
    return TrainEnd::Time;
  if (state.step == horizon.totalSteps)
    return TrainEnd::Finished;
  if (training.interrupted)
    return TrainEnd::Interrupted;
  return std::nullopt;
}

TrainOutcome Loop::run() {
  if (horizon.totalSteps == 0)
    state.end = TrainEnd::Finished;
  else
    finite.start();
  if (!state.end && state.step == 0)
    watch.beforeTraining();
  std::optional<TrainEnd> end = state.end;
  bool hasTrained = !end;
  while (!end) {
    state.last = trainEpoch();
    keepIfBest(state.last);
    training.observer.afterEpoch(state.last);
    if (!isCut)
      watch.afterEpoch(state.epoch, state.step);
    end = whyOver(state.last);
    state.position = 0;
    if (isCut)
      break; // its checkpoint is of the epoch before it was closed
    if (end != TrainEnd::Interrupted)
      state.end = end;
    if (end || settings.checkpoint.isDueAfterEpoch(state.epoch, state.step))
      saveCheckpoint();
  }
  if (state.bestEpoch)
    std::memcpy(session.parameters().data(), state.bestParameters.data(),
                model.parameter_bytes);
  if (hasTrained && !isCut)
    watch.afterTraining(state.epoch);
  return {*end, state.last, state.bestEpoch, state.best.value};
}

TrainOutcome train(const Training &training) { return Loop(training).run(); }

} // namespace plexus::host

//===- LearningWatch.cpp - warns of a training that learns nothing --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/LearningWatch.h"

#include "runtime/data/ColumnScales.h"
#include "runtime/data/Shuffle.h"
#include "runtime/files/Errors.h"
#include "runtime/session/Learning.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace plexus::host {

/// Rows by which layers and parameters are looked at, and losses at the end.
static constexpr size_t rowsOfLayers = 256, rowsOfLosses = 1024;
/// A shorter training may not have come to anything yet.
static constexpr uint64_t fewestEpochs = 10;
/// Outputs that are apart by no more than this part are so by rounding.
static constexpr double nearlyTheSame = 1e-5;
/// A network whose loss the right targets lower by less learnt nothing.
static constexpr double fewestLearnt = 1e-3;

LearningWatch::LearningWatch(Session &session, uint64_t seed, const Rows &rows,
                             Batch &batch,
                             std::function<void(const std::string &)> warn)
    : session(session), model(session.model), seed(seed), rows(rows),
      batch(batch), warn(std::move(warn)),
      hasTask(hasSomethingToLearn(model, rows)),
      sample(epochOrder(uint32_t(rows.count), seed, 0)) {
  sample.resize(std::min(sample.size(), rowsOfLosses));
  for (const plx_value &value : host::outputs(model))
    outputs.emplace_back(plx_type(value.type), batch.capacity(),
                         value.elements);
}

void LearningWatch::warnOnce(const std::string &key, const std::string &text) {
  if (said.insert(key).second)
    warn(text);
}

void LearningWatch::warnOfColumns() {
  std::string columns = columnsOfLargeScale(inputs(model), rows, sample);
  if (!columns.empty())
    warnOnce("columns",
             "a likely cause are columns of very different scale: " + columns +
                 "; `standardise` in `data` brings all to one");
}

bool LearningWatch::areOutputsTheSame(uint64_t count, double tolerance) {
  return model.predict &&
         outputsAreTheSame(session, rows, count, batch, outputs, tolerance);
}

static bool isInTrouble(const plx_model &model,
                        std::span<const LayerStatistics> statistics) {
  double largest = largestGradient(statistics);
  for (size_t i = 0; i < statistics.size(); ++i)
    if (layerAlarm(model.layers[i], statistics[i], largest) != LayerAlarm::None)
      return true;
  return false;
}

/// The rows of a sample that come after `first`, as many as a batch takes.
static std::span<const uint32_t> part(std::span<const uint32_t> sample,
                                      size_t first, const Batch &batch) {
  return sample.subspan(
      first, std::min<size_t>(batch.capacity(), sample.size() - first));
}

/// The numbers of the layers over as many rows as it takes to find that none
/// is in trouble, or over rowsOfLayers.
std::vector<LayerStatistics> LearningWatch::look(uint64_t step) {
  std::vector<LayerStatistics> all;
  size_t most = std::min(sample.size(), rowsOfLayers);
  for (size_t first = 0; first < most; first += batch.capacity()) {
    batch.gather(rows, part(sample, first, batch));
    std::vector<LayerStatistics> some =
        layerStatistics(session, batch, seed, step);
    if (all.empty())
      all = std::move(some);
    else
      for (size_t i = 0; i < all.size(); ++i)
        keepLivelier(all[i], some[i]);
    if (!isInTrouble(model, all))
      break;
  }
  return all;
}

/// "; 3 more layers are like that", or nothing.
static std::string andMore(size_t count, const char *what) {
  if (count == 0)
    return "";
  return "; " + counted(count, what) + (count == 1 ? " is" : " are") +
         " like that";
}

/// The layer that an alarm names of all for which it rings: a dead layer makes
/// those behind it the same in every row, and those before it get no gradient.
static size_t namedOf(LayerAlarm alarm, std::span<const size_t> ringing,
                      std::span<const LayerStatistics> statistics) {
  if (alarm == LayerAlarm::NoGradient)
    return ringing.back();
  if (alarm == LayerAlarm::Vanished)
    return *std::ranges::min_element(
        ringing, {}, [&](size_t i) { return gradientSize(statistics[i]); });
  return ringing.front();
}

void LearningWatch::warnOfLayers(const std::string &when,
                                 std::span<const LayerStatistics> statistics,
                                 LayerAlarm mildest) {
  double largest = largestGradient(statistics);
  std::vector<size_t> ringing[layerAlarms];
  for (size_t i = 0; i < statistics.size(); ++i)
    ringing[size_t(layerAlarm(model.layers[i], statistics[i], largest))]
        .push_back(i);
  // No gradient comes back through such a layer: that is no cause of its own.
  bool isFlat = !ringing[size_t(LayerAlarm::Dead)].empty() ||
                !ringing[size_t(LayerAlarm::Saturated)].empty();
  for (size_t each = size_t(LayerAlarm::Dead); each <= size_t(mildest);
       ++each) {
    auto alarm = LayerAlarm(each);
    if (ringing[each].empty() || (alarm == LayerAlarm::NoGradient && isFlat))
      continue;
    size_t named = namedOf(alarm, ringing[each], statistics);
    warnOnce("layer" + std::to_string(each),
             when +
                 alarmText(alarm, model.layers[named],
                           alarmShare(alarm, statistics[named], largest)) +
                 andMore(ringing[each].size() - 1, "more layer"));
    if (alarm == LayerAlarm::Dead || alarm == LayerAlarm::Saturated)
      warnOfColumns();
  }
}

/// Whether all elements of a parameter's gradient are zero.
static bool isZero(const plx_model &model, const std::byte *gradients,
                   const plx_parameter &parameter) {
  for (uint64_t i = 0; i < parameter.elements; ++i)
    if (loadElement(gradients + parameter.offset, model.element_type, i) != 0)
      return false;
  return true;
}

/// Of parameters whose gradient is exactly zero over the rows though no layer
/// says why.
void LearningWatch::warnOfParameters(const std::string &when, uint64_t step) {
  std::vector<const plx_parameter *> zero;
  for (const plx_parameter &parameter : parameters(model))
    if (!parameter.frozen && !parameter.stopped)
      zero.push_back(&parameter);
  size_t most = std::min(sample.size(), rowsOfLayers);
  for (size_t first = 0; first < most && !zero.empty();
       first += batch.capacity()) {
    batch.gather(rows, part(sample, first, batch));
    session.gradients(batch, seed, step);
    std::erase_if(zero, [&](const plx_parameter *each) {
      return !isZero(model, session.gradientArena(), *each);
    });
  }
  if (!zero.empty())
    warnOnce("parameter", when + "the gradient of parameter `" +
                              zero.back()->name +
                              "` is zero in all its elements" +
                              andMore(zero.size() - 1, "more parameter"));
}

void LearningWatch::beforeTraining() {
  const std::string when = "before the first step, ";
  if (model.statistics)
    warnOfLayers(when, look(1), LayerAlarm::Saturated);
  if (said.empty() && model.gradients)
    warnOfParameters(when, 1);
}

void LearningWatch::afterEpoch(uint64_t epoch, uint64_t step) {
  // Outputs may be the same for a while, as before many sigmoids, and still
  // part; they do not where a layer is in trouble.
  bool isConstant = hasTask && !said.contains("outputs") &&
                    areOutputsTheSame(std::min(batch.capacity(), rows.count));
  if (!model.statistics || !(isConstant || std::has_single_bit(epoch)))
    return;
  const std::string when = "after epoch " + std::to_string(epoch) + ", ";
  std::vector<LayerStatistics> statistics = look(step);
  if (largestGradient(statistics) == 0)
    return; // the loss is as small as it can be
  bool isStuck = isConstant && isInTrouble(model, statistics) &&
                 areOutputsTheSame(rows.count);
  warnOfLayers(when, statistics,
               isStuck ? LayerAlarm::Saturated : LayerAlarm::Dead);
  if (!isStuck)
    return;
  warnOnce("outputs", when + "all rows have the same outputs");
  warnOfColumns();
}

/// What shows at the end that nothing was learnt; empty where something was.
std::string LearningWatch::nothingLearnt() {
  std::optional<double> share;
  if (model.target_count != 0 && model.evaluate)
    share = learntShare(session, rows, sample, batch);
  if (share && *share >= fewestLearnt)
    return "";
  if (areOutputsTheSame(rows.count))
    return "all rows have the same outputs";
  if (areOutputsTheSame(rows.count, nearlyTheSame))
    return "all rows have nearly the same outputs";
  return share ? "the loss is no lower than with the targets of other rows: "
                 "nothing was learnt from the inputs"
               : "";
}

void LearningWatch::afterTraining(uint64_t epoch) {
  if (!hasTask || said.contains("outputs") || epoch < fewestEpochs)
    return;
  std::string what = nothingLearnt();
  if (what.empty())
    return;
  warn("after epoch " + std::to_string(epoch) + ", " + what);
  warnOfColumns();
}

} // namespace plexus::host

//===- FiniteCheck.cpp - the end of a training that diverges -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/FiniteCheck.h"

#include "runtime/files/Errors.h"
#include "runtime/session/LayerStatistics.h"

#include <algorithm>
#include <cmath>

namespace plexus::host {

/// "encoder.fc1" of "encoder.fc1.weight"
static std::string layerOf(std::string_view parameter) {
  return std::string(parameter.substr(0, parameter.rfind('.')));
}

/// "parameter `fc1.weight` of layer `fc1`"
static std::string named(const plx_parameter &parameter) {
  return "parameter `" + std::string(parameter.name) + "` of layer `" +
         layerOf(parameter.name) + "`";
}

/// "val_loss is nan", and of which term that comes; else nothing.
static std::string nonFiniteLoss(const plx_model &model,
                                 std::span<const double> values,
                                 const std::string &prefix) {
  std::string text;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!model.results[i].is_loss || std::isfinite(values[i]))
      continue;
    std::string name = prefix + model.results[i].name;
    if (!text.empty())
      return text + " through `" + name + "`";
    text = name + " is " + (std::isnan(values[i]) ? "nan" : "infinite");
  }
  return text;
}

/// "`what` `when` step 3 of epoch 1`why`; no weights were saved", and what may
/// help where the learning rate had a part in it.
void FiniteCheck::diverge(const std::string &what, const char *when,
                          const std::string &why, bool wasRateUsed) const {
  throw Error(Status::Diverged,
              what + " " + when + " step " + std::to_string(state.step) +
                  " of epoch " + std::to_string(state.epoch) + why +
                  "; no weights were saved" +
                  (wasRateUsed ? ", try a lower learning rate" : ""));
}

/// The first layer on the way to the loss with activations that are not finite
/// in a training step on the batch; empty where there is none.
std::string FiniteCheck::layerNonFinite(const Batch &batch) {
  return firstNonFiniteLayer(model,
                             layerStatistics(session, batch, seed, state.step));
}

static std::string because(const std::string &layer) {
  return ": the activations of layer `" + layer + "` are not finite";
}

void FiniteCheck::start() const {
  if (const plx_parameter *guilty =
          lastNonFinite(model, session.parameters().data()))
    throw Error(Status::BadData, named(*guilty) +
                                     " is not finite before the first step, so "
                                     "nothing can be learnt with it");
}

void FiniteCheck::losses(std::span<const double> values, const Batch &batch) {
  std::string what = nonFiniteLoss(model, values, "");
  if (what.empty())
    return;
  std::string layer = layerNonFinite(batch), why;
  if (!layer.empty())
    why = because(layer);
  else if (model.layer_count)
    why = ", where the activations of all layers are finite";
  diverge(what, "at", why, state.step > 1);
}

void FiniteCheck::validation(std::span<const double> values, const Rows &rows,
                             Batch &batch) {
  std::string what = nonFiniteLoss(model, values, "val_");
  if (what.empty())
    return;
  // These steps have dropout and noise, which the validation has not, so they
  // may find no such layer.
  std::string layer;
  for (uint64_t first = 0; first < rows.count && layer.empty();
       first += batch.capacity()) {
    batch.copy(rows, first, std::min(batch.capacity(), rows.count - first));
    layer = layerNonFinite(batch);
  }
  diverge(what, "after", layer.empty() ? "" : because(layer), true);
}

void FiniteCheck::memory() const {
  if (const plx_parameter *guilty =
          lastNonFinite(model, session.parameters().data()))
    diverge(named(*guilty) + ", or its gradient, is not finite", "after", "",
            true);
  // An optimizer whose squares overflow does not change anything any more.
  for (uint32_t i = 0; i < model.state_count; ++i) {
    const plx_state &each = model.states[i];
    if (!allFinite(session.states().data() + each.offset, model.element_type,
                   each.elements))
      diverge("state `" + std::string(each.name) +
                  "` of the optimizer is not finite",
              "after", "", state.step > 1);
  }
}

} // namespace plexus::host

//===- LayerAlarms.h - why a layer does not learn -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_LAYERALARMS_H
#define PLEXUS_RUNTIME_SESSION_LAYERALARMS_H

#include "runtime/session/LayerStatistics.h"

namespace plexus::host {

/// Why a layer does not learn. The numbers behind each were chosen by
/// measuring: docs/reliability.md has what they hit and what they miss.
enum class LayerAlarm {
  None,
  Dead,       ///< all units of an activation like `relu`, in every row
  NoGradient, ///< all that comes back is exactly zero
  Vanished,   ///< what comes back is next to nothing beside that of others
  Saturated   ///< nine tenths of the slopes of another activation are flat
};
constexpr size_t layerAlarms = 5;

/// The root of the mean square of the gradient in what a layer gives.
double gradientSize(const LayerStatistics &numbers);

/// The largest gradientSize of the layers.
double largestGradient(std::span<const LayerStatistics> statistics);

/// None where the numbers are not finite: the step that follows says so.
LayerAlarm layerAlarm(const plx_layer &layer, const LayerStatistics &numbers,
                      double largestGradient);

/// Whether half of the units of an activation like `relu` are dead or more.
/// That is no alarm: deep networks of wide layers learn as well with it.
bool isHalfDead(const LayerStatistics &numbers);

/// What the alarm says of a layer, without an end. `share` is what it quotes:
/// of numbers that are saturated, or of the largest gradient.
std::string alarmText(LayerAlarm alarm, const plx_layer &layer, double share);

/// The number that alarmText quotes.
double alarmShare(LayerAlarm alarm, const LayerStatistics &numbers,
                  double largestGradient);

/// Makes `numbers` those of more rows, as far as alarms go: what is alive in
/// one batch is alive.
void keepLivelier(LayerStatistics &numbers, const LayerStatistics &more);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_LAYERALARMS_H

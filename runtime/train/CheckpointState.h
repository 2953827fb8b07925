//===- CheckpointState.h - where a training stands, as JSON ---------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_CHECKPOINTSTATE_H
#define PLEXUS_RUNTIME_TRAIN_CHECKPOINTSTATE_H

#include "runtime/train/TrainState.h"

#include <nlohmann/json_fwd.hpp>

namespace plexus::host {

/// Everything but the parameters of the best epoch. Numbers are texts that read
/// back as the same number, infinite or not.
nlohmann::json toJson(const TrainState &state);

/// The same back; the best parameters stay as they are. Throws
/// nlohmann::json::exception where something is missing or of another kind.
void fromJson(const nlohmann::json &record, TrainState &state);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_CHECKPOINTSTATE_H

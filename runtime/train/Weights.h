//===- Weights.h - parameters from and to safetensors files --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_WEIGHTS_H
#define PLEXUS_RUNTIME_TRAIN_WEIGHTS_H

#include "runtime/session/Session.h"

#include <functional>
#include <string>

namespace plexus::host {

/// Told of each parameter that was loaded with values that are not
/// finite, in the form of a warning: "w.safetensors: 3 elements of ...".
using Warn = std::function<void(const std::string &)>;

/// Loads the parameters from `path`, converted to the element type. Without
/// `only` the file has exactly the parameters of the network; with it (a
/// pattern in which `*` stands for any text) those that match are loaded, and
/// whatever else is in the file is ignored. Errors (65): a parameter that is
/// missing, a tensor too many, another shape or type.
void loadWeights(Session &session, const std::string &path,
                 const std::string &only, const Warn &warn);

/// Writes all parameters under their path names, in the element type.
void saveWeights(Session &session, const std::string &path);

/// Whether `name` matches `pattern`, in which `*` stands for any text.
bool matches(std::string_view name, std::string_view pattern);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_WEIGHTS_H

//===- FakeNetwork.h - a network written by hand --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What the compiler would make of
//
//   network Line {
//     input  x: f32[2]
//     target t: f32[1]
//     output y = x |> Dense(1) as fc
//     loss   mse(y, t)
//     metric rmse(y, t)
//     metric close = mean(abs(y - t) < 0.5)
//   }
//   train { optimizer: sgd(lr: 0.1) ... }
//
// with its entry points written as plain loops.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_UNIT_PROGRAM_FAKENETWORK_H
#define PLEXUS_TEST_UNIT_PROGRAM_FAKENETWORK_H

#include "runtime/core/plexus.h"

#include <string>

namespace plexus::fake {

/// Changes to the network above.
struct Variant {
  bool wrongGradient = false; ///< the gradient of the bias is doubled
  bool explodes = false;      ///< every step multiplies the parameters by 1e200
  bool trains = true;         ///< has `step`
  bool startsDead = false;    ///< `statistics` says that all its units are
};

/// A model in f64 or f32 (`type`) with the given description. It lives until
/// the end of the program; `program` is copied.
const plx_model &lineModel(plx_type type, const std::string &program,
                           const Variant &variant = {}, uint64_t capacity = 4);

/// Seven rows of t = 2 a - 3 b + 1, so that batches of four leave three; with
/// `validation` two more of the same.
std::string lineData(bool validation = false);

/// {"data": ..., "train": ...}; `train` is the inside of the object.
std::string description(const std::string &train, bool validation = false);

} // namespace plexus::fake

#endif // PLEXUS_TEST_UNIT_PROGRAM_FAKENETWORK_H

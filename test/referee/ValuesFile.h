//===- ValuesFile.h - tensors in a safetensors file -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_VALUESFILE_H
#define PLEXUS_TEST_REFEREE_VALUESFILE_H

#include "test/referee/Smooth.h"
#include "test/referee/Tensor.h"

#include <map>
#include <string>
#include <variant>

namespace plexus::referee {

/// The F64, F32 and I32 tensors of a file by name; those under `inputs/`,
/// `targets/` and `outputs/` have rows. An error is told in `error`, and the
/// rest is then empty.
std::map<std::string, std::variant<Tensor<Double>, Indices>>
readValues(const std::string &path, std::string &error);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_VALUESFILE_H

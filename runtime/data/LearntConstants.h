//===- LearntConstants.h - What the data has taught beside the weights ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_LEARNTCONSTANTS_H
#define PLEXUS_RUNTIME_DATA_LEARNTCONSTANTS_H

#include "runtime/core/plexus.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace plexus::host {

/// The metadata of a weights file that has the constants.
inline constexpr const char *constantsKey = "standardise";

/// What `standardise` knows of each column: it makes (x - mean) / deviation of
/// an x. Both are empty before they are learnt.
struct Standardisation {
  std::vector<double> mean, deviation;
};

/// What is learnt from the training rows where the data is read. A network was
/// trained with it, so it is kept with the parameters.
struct LearntConstants {
  std::string file; ///< where they were read from; empty if they are new
  /// By input or target, one for each `standardise` of its source: those whose
  /// numbers another one takes come first.
  std::map<std::string, std::vector<Standardisation>> standardisations;

  /// Those of one input or target, which may be none.
  const std::vector<Standardisation> &of(const std::string &value) const;
};

/// As JSON, in which every number reads back as it was:
/// {"x": [{"mean": [...], "std": [...]}]}
std::string toText(const LearntConstants &constants);

/// The same back from the metadata of `file`. Errors: BadData naming it for
/// other text, numbers that are not finite, and a deviation of 0 or less.
LearntConstants constantsFromText(const std::string &text,
                                  const std::string &file);

/// Fails (BadData) where constants that were read are not as many as `source`,
/// a source (Dataset.h) of the input or target `value`, has places for.
void requireConstants(const LearntConstants &constants,
                      const std::string &value, const nlohmann::json &source);

/// The same for all inputs and targets of a network and their sources in the
/// training rows (null if the program has none): each has its constants, and no
/// constants are left over.
void requirePlaces(const LearntConstants &constants,
                   std::span<const plx_value> values,
                   const nlohmann::json *trainingRows);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_LEARNTCONSTANTS_H

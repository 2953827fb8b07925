//===- Shrink.h - the smallest network that still goes wrong --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_SHRINK_H
#define PLEXUS_TEST_NETWORKS_SHRINK_H

#include <functional>
#include <string>

namespace plexus::networks {

/// Takes lines, calls and sizes away from the text of a network as long as
/// `fails` holds of what is left, and gives the last such text. Candidates need
/// not be right; `fails` is called at most `budget` times.
std::string shrink(std::string text,
                   const std::function<bool(const std::string &)> &fails,
                   unsigned budget = 400);

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_SHRINK_H

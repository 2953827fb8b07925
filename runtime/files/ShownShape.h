//===- ShownShape.h - a shape in a message --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_SHOWNSHAPE_H
#define PLEXUS_RUNTIME_FILES_SHOWNSHAPE_H

#include <cstdint>
#include <span>
#include <string>

namespace plexus::host {

/// `[3, 4]`
std::string shownShape(std::span<const uint64_t> shape);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_SHOWNSHAPE_H

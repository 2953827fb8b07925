//===- FuzzTarget.h - what the fuzz targets share -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_FUZZ_FUZZTARGET_H
#define PLEXUS_TEST_FUZZ_FUZZTARGET_H

#include "runtime/files/Errors.h"
#include "runtime/files/File.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Defined by each target; libFuzzer calls it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace plexus::fuzz {

/// Ends the program where something that always holds does not.
inline void require(bool holds) {
  if (!holds)
    std::abort();
}

/// Calls `read`, which may fail only with what a bad file deserves: an Error
/// of status 65 that is one line. Whether it did not.
template <class F> bool accepts(F &&read) {
  try {
    read();
    return true;
  } catch (const host::Error &error) {
    require(error.status == host::Status::BadData);
    require(std::string_view(error.what()).find('\n') ==
            std::string_view::npos);
    return false;
  }
}

inline host::Bytes bytesOf(const uint8_t *data, size_t size) {
  return host::Bytes(data, data + size);
}

} // namespace plexus::fuzz

#endif // PLEXUS_TEST_FUZZ_FUZZTARGET_H

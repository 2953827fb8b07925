//===- Scratch.h - A folder for a test, and what a failure looks like -----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_UNIT_HOST_SCRATCH_H
#define PLEXUS_TEST_UNIT_HOST_SCRATCH_H

#include "runtime/files/Errors.h"
#include "runtime/files/File.h"

#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace plexus::host {

/// A new, empty folder that goes away with its contents.
class Scratch {
public:
  Scratch();
  ~Scratch();

  std::string path(const std::string &name) const { return folder + name; }

  /// Writes a file and returns its path.
  std::string write(const std::string &name, const std::string &text) const;

  /// The names in the folder, sorted, hidden ones too.
  std::vector<std::string> names() const;

  std::string folder; ///< ends in a slash
};

/// While it lives, a test that runs as root has the rights of nobody.
class Unprivileged {
public:
  Unprivileged();
  ~Unprivileged();

private:
  bool wasRoot;
};

/// `text` compressed as one gzip member.
std::string gzip(const std::string &text);

Bytes bytesOf(const std::string &text);

/// `value` as `size` bytes, little-endian.
std::string little(uint64_t value, int size);
std::string big(uint64_t value, int size);

/// Succeeds if `action` throws an Error of this status whose message is one
/// line and is exactly `message`, or contains it if it starts with `...`.
testing::AssertionResult fails(const std::function<void()> &action,
                               Status status, const std::string &message);

} // namespace plexus::host

#endif // PLEXUS_TEST_UNIT_HOST_SCRATCH_H

//===- OutOfMemory.h - how a program ends where memory does ---------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A program ends at the first allocation that fails: with one line, status 71,
// and without the files that it has not finished. Nothing is unwound, because
// not every library that is on the way can be (nlohmann's JSON reads through a
// null pointer then). Large arrays are the exception: they say what they were
// for.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_FILES_OUTOFMEMORY_H
#define PLEXUS_RUNTIME_FILES_OUTOFMEMORY_H

#include <string>

namespace plexus::host {

/// From here on a failed allocation ends the process. For `main`; `program` is
/// what its messages begin with, and lives as long as the process.
void endWhereMemoryDoes(const char *program);

/// While one of these lives, a failed `new` throws or gives null as usual.
class AllocationMayFail {
public:
  AllocationMayFail();
  ~AllocationMayFail();
  AllocationMayFail(const AllocationMayFail &) = delete;
};

/// A file that is removed if the process ends that way. The path is not copied:
/// it lives as long as this.
class RemovedAtTheEnd {
public:
  RemovedAtTheEnd() = default;
  ~RemovedAtTheEnd() { watch(nullptr); }
  RemovedAtTheEnd(const RemovedAtTheEnd &) = delete;

  /// Null: none any more.
  void watch(const char *path);

private:
  int slot = -1;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_OUTOFMEMORY_H

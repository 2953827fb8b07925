//===- OutOfMemory.cpp - how a program ends where memory does -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/OutOfMemory.h"

#include "runtime/files/Errors.h"

#include <array>
#include <atomic>
#include <cstring>
#include <new>
#include <unistd.h>

namespace plexus::host {

static const char *programName = nullptr;
static thread_local int mayFail = 0;
/// An output, a history, a checkpoint and its lock, and room for as many more.
static std::array<std::atomic<const char *>, 8> unfinished;

static void say(const char *text) {
  [[maybe_unused]] ssize_t written =
      ::write(STDERR_FILENO, text, std::strlen(text));
}

static void end() {
  if (mayFail)
    throw std::bad_alloc();
  for (std::atomic<const char *> &path : unfinished)
    if (const char *name = path)
      ::unlink(name);
  if (programName) {
    say(programName);
    say(": ");
  }
  say("error: not enough memory\n");
  ::_exit(int(Status::OutOfMemory));
}

void endWhereMemoryDoes(const char *program) {
  programName = program;
  std::set_new_handler(end);
}

AllocationMayFail::AllocationMayFail() { ++mayFail; }
AllocationMayFail::~AllocationMayFail() { --mayFail; }

void RemovedAtTheEnd::watch(const char *path) {
  if (slot >= 0)
    unfinished[size_t(slot)] = nullptr;
  slot = -1;
  for (size_t i = 0; path && slot < 0 && i < unfinished.size(); ++i) {
    const char *free = nullptr;
    if (unfinished[i].compare_exchange_strong(free, path))
      slot = int(i);
  }
}

} // namespace plexus::host

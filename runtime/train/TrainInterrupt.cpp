//===- TrainInterrupt.cpp - Ctrl-C ends a training, not the program ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/TrainInterrupt.h"

namespace plexus::host {

/// A signal handler can reach nothing but a global.
static std::atomic<bool> flag = false;
static_assert(std::atomic<bool>::is_always_lock_free);

static void onSignal(int) { flag = true; }

InterruptGuard::InterruptGuard() {
  flag = false;
  struct sigaction action = {};
  action.sa_handler = onSignal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigaction(SIGINT, &action, &oldInterrupt);
  sigaction(SIGTERM, &action, &oldTerminate);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &oldInterrupt, nullptr);
  sigaction(SIGTERM, &oldTerminate, nullptr);
}

const std::atomic<bool> &InterruptGuard::interrupted() const { return flag; }

} // namespace plexus::host

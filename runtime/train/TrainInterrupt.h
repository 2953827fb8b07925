//===- TrainInterrupt.h - Ctrl-C ends a training, not the program --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_TRAININTERRUPT_H
#define PLEXUS_RUNTIME_TRAIN_TRAININTERRUPT_H

#include <atomic>

#include <signal.h>

namespace plexus::host {

/// While it lives, the first SIGINT or SIGTERM sets a flag; a second one has
/// its usual effect. One at a time.
class InterruptGuard {
public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard &) = delete;
  InterruptGuard &operator=(const InterruptGuard &) = delete;

  const std::atomic<bool> &interrupted() const;

private:
  struct sigaction oldInterrupt, oldTerminate;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_TRAININTERRUPT_H

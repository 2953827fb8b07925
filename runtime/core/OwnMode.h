//===- OwnMode.h - the floating-point mode of our code --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Numbers are rounded to the nearest and subnormal numbers are kept, whatever
// the host program has set: else the bits would be the host's. The one place of
// the runtime that knows a processor.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_CORE_OWNMODE_H
#define PLEXUS_RUNTIME_CORE_OWNMODE_H

#include <stdint.h>

namespace plexus::core {

/// The control register MXCSR of x86 at the start of a process: every exception
/// masked, rounding to the nearest, subnormal numbers kept.
constexpr uint32_t ownMxcsr = 0x1F80;

/// While one lives our mode is set; then that of the host is again. What is
/// computed meanwhile must be in a function that is not inlined, as arithmetic
/// is free to move past the instructions that set a mode.
class OwnMode {
public:
  OwnMode(const OwnMode &) = delete;
#ifdef __SSE__
  OwnMode() : host(__builtin_ia32_stmxcsr()) {
    __builtin_ia32_ldmxcsr(ownMxcsr);
  }
  ~OwnMode() { __builtin_ia32_ldmxcsr(host); }

private:
  uint32_t host;
#else
  OwnMode() {}
#endif
};

} // namespace plexus::core

#endif

//===- Stopwatch.h - how long each step took --------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_STOPWATCH_H
#define PLEXUS_COMPILER_DRIVER_STOPWATCH_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <string>

namespace plexus::driver {

/// The laps of `--time`, in wall seconds.
class Stopwatch {
public:
  /// Ends a step that began when the last one ended.
  void lap(llvm::StringRef step) {
    auto now = std::chrono::steady_clock::now();
    add(step, std::chrono::duration<double>(now - last).count());
  }
  /// A step that was timed by somebody else and ends now.
  void add(llvm::StringRef step, double seconds) {
    steps.emplace_back(step, seconds);
    last = std::chrono::steady_clock::now();
  }
  void print(llvm::raw_ostream &os) const {
    double total = 0;
    for (const auto &[step, seconds] : steps) {
      os << llvm::format("%9.1f ms  %s\n", 1e3 * seconds, step.c_str());
      total += seconds;
    }
    os << llvm::format("%9.1f ms  in all\n", 1e3 * total);
  }

private:
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
  llvm::SmallVector<std::pair<std::string, double>> steps;
};

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_STOPWATCH_H

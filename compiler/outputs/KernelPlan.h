//===- KernelPlan.h - what each kernel does -------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Read from the functions that become machine code, between the passes
// `plx-outline-kernels` and `plx-lower-kernels`: there every loop nest has its
// name, and a kernel still says what it computes.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_KERNELPLAN_H
#define PLEXUS_COMPILER_OUTPUTS_KERNELPLAN_H

#include "math/Format.h"
#include "mlir/IR/BuiltinOps.h"
#include <string>
#include <vector>

namespace plexus {

/// A loop as it was written, before tiles were made of it.
struct PlannedLoop {
  char letter;
  int64_t extent;  ///< indices that it goes through; of rows, the capacity
  bool isOverRows; ///< whether a call may have fewer
  int64_t step;    ///< indices that one iteration or part serves; else 1
};

/// One call of a kernel, with the most rows that there can be.
struct PlannedKernel {
  std::string entry; ///< that calls it
  std::string name;  ///< of its function
  std::vector<PlannedLoop> loops;
  std::vector<int64_t> tile;        ///< rows and columns; empty for plain loops
  std::vector<std::string> origins; ///< `hidden: nn.dense`, in order
  uint64_t flops = 0;
  /// Bytes of the buffers, each counted once, however often it is read.
  uint64_t bytesRead = 0, bytesWritten = 0, bytesTouched = 0;
  /// Arenas of the calling convention, `caller` for arrays, or `constants`.
  std::vector<std::string> readFrom, writtenTo;
  /// That the call takes at least (KernelTime.h); 0 where that is not known.
  double cycles = 0;
};

struct KernelPlan {
  int64_t rows = 0;                        ///< that it is made for
  math::Format format = math::Format::F32; ///< what is computed in
  /// Of one entry point after the other, in the order in which they run.
  std::vector<PlannedKernel> kernels;
};

/// All that is known of the kernels but the cycles, for calls with so many
/// rows. Fails after a diagnostic where nobody knows how often a loop runs.
llvm::FailureOr<std::vector<PlannedKernel>>
describeKernels(mlir::ModuleOp module, int64_t rows);

} // namespace plexus

#endif

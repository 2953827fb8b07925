//===- Pipeline.h - the ladder from a network to machine code -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_PIPELINE_PIPELINE_H
#define PLEXUS_COMPILER_PIPELINE_PIPELINE_H

#include "compiler/outputs/KernelPlan.h"
#include "compiler/targets/Target.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <optional>
#include <string>

namespace mlir {
class PassManager;
}

namespace plexus {

/// A rung of the ladder, in order; the rows are in Stages.def.
enum class Stage {
#define STAGE(NAME, TEXT) NAME,
#include "compiler/pipeline/Stages.def"
};

/// The word of the stage in `--emit=`, and what a reader sees there.
llvm::StringRef stageName(Stage stage);
llvm::StringRef stageSummary(Stage stage);
std::optional<Stage> findStage(llvm::StringRef name);

struct PipelineOptions {
  explicit PipelineOptions(const Target &target) : target(target) {}

  /// What code is generated for.
  const Target &target;
  /// 0..3: how much the optimiser of LLVM does. Never changes a bit of a
  /// result.
  unsigned optLevel = 2;
  /// Whether loops are fused and kernels formed, which level 0 never does.
  /// Changes no bit either.
  bool fuse = true;
  /// Whether there is an entry point `statistics`.
  bool statistics = true;
  /// The JSON text of data, train and weights for the generated program.
  std::string program;
  /// Called before the passes to a stage run; may add instrumentation.
  std::function<void(mlir::PassManager &, Stage)> configure;
  /// Wants debug information, with names of files relative to this folder.
  std::optional<std::string> debugFolder;
  /// The one function that the text of stage llvm or asm shows, as it is after
  /// LLVM's optimiser; empty for all.
  std::string function;
  /// Called with the IR after each stage that is reached (MLIR stages); a
  /// failure ends the climb.
  std::function<llvm::LogicalResult(Stage, mlir::ModuleOp)> afterStage;
  /// Called with the name and wall seconds of each step, for `--time`.
  std::function<void(llvm::StringRef, double)> timed;
};

/// Takes `module` (one `nn.network`, as imported) up the ladder to `stage`
/// and, from stage llvm on, writes text or bytes to `os`: LLVM IR, assembly or
/// an ELF object that defines `plx_model_NETWORK` (runtime/core/plexus.h).
/// For MLIR stages the module itself is the result. Fails after a diagnostic.
llvm::LogicalResult runPipeline(mlir::ModuleOp module, Stage stage,
                                const PipelineOptions &options,
                                llvm::raw_pwrite_stream &os);

/// Bytes of memory that the compiled network needs.
struct MemoryPlan {
  uint64_t parameterBytes, stateBytes, workspaceBytes;
};

/// Plans without generating code, for `--print=memory`; lowers `module`.
llvm::FailureOr<MemoryPlan> planMemory(mlir::ModuleOp module,
                                       const PipelineOptions &options);

/// What each kernel does and how long it takes at least, for `--print=plan`;
/// lowers `module` to `loops`.
llvm::FailureOr<KernelPlan> planKernels(mlir::ModuleOp module,
                                        const PipelineOptions &options);

} // namespace plexus

#endif

//===- PassOrder.h - the order of the passes ------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_PIPELINE_PASSORDER_H
#define PLEXUS_COMPILER_PIPELINE_PASSORDER_H

#include "compiler/pipeline/Pipeline.h"
#include "mlir/Pass/Pass.h"
#include <memory>
#include <vector>

namespace plexus {

using Passes = std::vector<std::unique_ptr<mlir::Pass>>;

/// The stages from `grad` to `llvm`, to each of which passes lead from the one
/// before. Those to `llvm` end at the LLVM dialect.
llvm::ArrayRef<Stage> stagesOfPasses();

/// The passes to one of them, in order; none where the options want none. One
/// of functions runs on each function of the module.
Passes passesTo(Stage stage, const PipelineOptions &options);

} // namespace plexus

#endif

//===- Pipeline.cpp - the ladder from a network to machine code -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/pipeline/Pipeline.h"

#include "compiler/outputs/KernelTime.h"
#include "compiler/outputs/ModelInfo.h"
#include "compiler/outputs/ModelTables.h"
#include "compiler/pipeline/ArgumentNames.h"
#include "compiler/pipeline/OneFunction.h"
#include "compiler/pipeline/PassOrder.h"
#include "compiler/targets/RoundEven.h"
#include "compiler/targets/ZeroSigns.h"
#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Arith/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Bufferization/Transforms/FuncBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Linalg/Transforms/AllInterfaces.h"
#include "mlir/Dialect/Tensor/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Tensor/Transforms/SubsetInsertionOpInterfaceImpl.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include <chrono>

using namespace mlir;
using namespace plexus;

//===----------------------------------------------------------------------===//
// Stages
//===----------------------------------------------------------------------===//

static constexpr std::pair<StringRef, StringRef> stageRows[] = {
#define STAGE(NAME, TEXT) {#NAME, TEXT},
#include "compiler/pipeline/Stages.def"
};

StringRef plexus::stageName(Stage stage) {
  // `asm` is a keyword of C++, so its row has an underscore.
  return stageRows[static_cast<size_t>(stage)].first.rtrim('_');
}

StringRef plexus::stageSummary(Stage stage) {
  return stageRows[static_cast<size_t>(stage)].second;
}

std::optional<Stage> plexus::findStage(StringRef name) {
  for (size_t i = 0; i < std::size(stageRows); ++i)
    if (stageName(static_cast<Stage>(i)) == name)
      return static_cast<Stage>(i);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// The ladder
//===----------------------------------------------------------------------===//

namespace {

/// One way up the ladder.
class Ladder {
public:
  Ladder(ModuleOp module, const PipelineOptions &options)
      : module(module), options(options) {}

  LogicalResult climb(Stage stage);
  LogicalResult generate(Stage stage, llvm::raw_pwrite_stream &os);
  ModelInfo model;

private:
  LogicalResult run(Stage stage);
  LogicalResult describe(Stage stage);
  LogicalResult reached(Stage stage) {
    return options.afterStage ? options.afterStage(stage, module) : success();
  }
  template <class F> auto timed(StringRef name, F &&f);

  ModuleOp module;
  const PipelineOptions &options;
};

} // namespace

/// Calls f and reports its wall time.
template <class F> auto Ladder::timed(StringRef name, F &&f) {
  auto start = std::chrono::steady_clock::now();
  auto result = f();
  std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  if (options.timed)
    options.timed(name, elapsed.count());
  return result;
}

/// Runs the passes from the stage before to this one.
LogicalResult Ladder::run(Stage stage) {
  PassManager pm(module.getContext(), ModuleOp::getOperationName(),
                 OpPassManager::Nesting::Implicit);
  if (options.configure)
    options.configure(pm, stage);
  for (std::unique_ptr<Pass> &pass : passesTo(stage, options))
    pm.addPass(std::move(pass));
  return timed(stageName(stage), [&] { return pm.run(module); });
}

/// Notes what the tables of the program say and this stage alone shows.
LogicalResult Ladder::describe(Stage stage) {
  if (stage == Stage::grad)
    return describeEntryPoints(module, model);
  if (stage == Stage::linalg)
    countFlops(module, model);
  if (stage == Stage::buffers)
    describeMemory(module, model);
  return success();
}

/// Takes the module up to `top`, at most to the LLVM dialect.
LogicalResult Ladder::climb(Stage top) {
  if (failed(reached(Stage::nn)))
    return failure();
  if (top <= Stage::nn)
    return success();
  FailureOr<ModelInfo> described = describeNetwork(module);
  if (failed(described))
    return failure();
  model = std::move(*described);
  for (Stage stage : stagesOfPasses()) {
    if (stage > top)
      return success();
    if (failed(run(stage)) || failed(describe(stage)) || failed(reached(stage)))
      return failure();
  }
  return success();
}

/// From the LLVM dialect to text or bytes.
LogicalResult Ladder::generate(Stage stage, llvm::raw_pwrite_stream &os) {
  Location loc = module.getLoc();
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> code = timed("translate", [&] {
    return translateModuleToLLVMIR(module, context, model.name);
  });
  if (!code)
    return emitError(loc) << "cannot translate to LLVM IR";
  if (stage == Stage::llvm) // else nobody reads them
    nameArguments(*code, module);
  const Target &target = options.target;
  target.prepare(*code);
  addModelTables(*code, model, target.info().name(), options.program,
                 [&](llvm::IRBuilderBase &b, llvm::Function *code,
                     ArrayRef<llvm::Value *> arguments) {
                   target.emitCall(b, code, arguments);
                 });
  if (!target.info().roundsToIntegers)
    expandRoundEven(*code);
  timed("optimise", [&] {
    target.optimize(*code);
    keepZeroSigns(*code);
    return true;
  });
  if (!options.function.empty())
    keepFunction(*code, options.function);
  if (stage == Stage::llvm) {
    code->print(os, nullptr);
    return success();
  }
  CodeKind kind = stage == Stage::asm_ ? CodeKind::Assembly : CodeKind::Object;
  llvm::Error error =
      timed("generate code", [&] { return target.emit(*code, kind, os); });
  if (error)
    return emitError(loc) << llvm::toString(std::move(error));
  return success();
}

/// What passes of other folders ask of the context.
static void registerInterfaces(MLIRContext *context) {
  DialectRegistry registry;
  arith::registerBufferizableOpInterfaceExternalModels(registry);
  bufferization::func_ext::registerBufferizableOpInterfaceExternalModels(
      registry);
  linalg::registerAllDialectInterfaceImplementations(registry);
  tensor::registerBufferizableOpInterfaceExternalModels(registry);
  tensor::registerSubsetOpInterfaceExternalModels(registry);
  tile::registerBufferization(registry);
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  context->appendDialectRegistry(registry);
}

LogicalResult plexus::runPipeline(ModuleOp module, Stage stage,
                                  const PipelineOptions &options,
                                  llvm::raw_pwrite_stream &os) {
  registerInterfaces(module.getContext());
  Ladder ladder(module, options);
  if (failed(ladder.climb(stage)))
    return failure();
  return stage < Stage::llvm ? success() : ladder.generate(stage, os);
}

FailureOr<MemoryPlan> plexus::planMemory(ModuleOp module,
                                         const PipelineOptions &options) {
  registerInterfaces(module.getContext());
  Ladder ladder(module, options);
  if (failed(ladder.climb(Stage::buffers)))
    return failure();
  return MemoryPlan{ladder.model.parameterBytes, ladder.model.stateBytes,
                    ladder.model.workspaceBytes};
}

namespace {
/// Reads the plan where the kernels are functions and not yet loops.
class PlanReader : public PassInstrumentation {
public:
  PlanReader(int64_t rows,
             std::optional<FailureOr<std::vector<PlannedKernel>>> &kernels)
      : rows(rows), kernels(kernels) {}

  void runBeforePass(Pass *pass, Operation *op) override {
    if (!kernels && pass->getArgument() == "plx-lower-kernels")
      kernels = describeKernels(op->getParentOfType<ModuleOp>(), rows);
  }

private:
  int64_t rows;
  std::optional<FailureOr<std::vector<PlannedKernel>>> &kernels;
};
} // namespace

FailureOr<KernelPlan> plexus::planKernels(ModuleOp module,
                                          const PipelineOptions &options) {
  registerInterfaces(module.getContext());
  PipelineOptions watched = options;
  Ladder ladder(module, watched);
  std::optional<FailureOr<std::vector<PlannedKernel>>> kernels;
  watched.configure = [&](PassManager &passes, Stage stage) {
    if (options.configure)
      options.configure(passes, stage);
    if (stage == Stage::loops)
      passes.addInstrumentation(
          std::make_unique<PlanReader>(ladder.model.capacity, kernels));
  };
  if (failed(ladder.climb(Stage::loops)) || !kernels || failed(*kernels))
    return failure();
  KernelPlan plan{ladder.model.capacity, ladder.model.format,
                  std::move(**kernels)};
  // Nobody can say how long code takes that keeps every number in memory. From
  // level 2 on LLVM makes vectors.
  if (options.optLevel > 0 &&
      failed(timeKernels(module, options.target.info(),
                         /*vectorised=*/options.optLevel >= 2, plan)))
    return failure();
  return plan;
}

//===- Pipeline.cpp - the ladder from a network to machine code -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/pipeline/Pipeline.h"

#include "compiler/outputs/ModelInfo.h"
#include "compiler/outputs/ModelTables.h"
#include "compiler/pipeline/PassOrder.h"
#include "mlir/Dialect/Arith/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Bufferization/Transforms/FuncBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Linalg/Transforms/AllInterfaces.h"
#include "mlir/Dialect/Tensor/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Tensor/Transforms/SubsetInsertionOpInterfaceImpl.h"
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
  LogicalResult run(StringRef name,
                    llvm::function_ref<void(OpPassManager &)> add);
  void reached(Stage stage) {
    if (options.afterStage)
      options.afterStage(stage, module);
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

LogicalResult Ladder::run(StringRef name,
                          llvm::function_ref<void(OpPassManager &)> add) {
  PassManager pm(module.getContext());
  if (options.configure)
    options.configure(pm);
  add(pm);
  return timed(name, [&] { return pm.run(module); });
}

/// Takes the module up to `stage`, at most to the llvm dialect.
LogicalResult Ladder::climb(Stage stage) {
  reached(Stage::nn);
  if (stage <= Stage::nn)
    return success();
  FailureOr<ModelInfo> described = describeNetwork(module);
  if (failed(described))
    return failure();
  model = std::move(*described);

  auto differentiate = [&](OpPassManager &pm) {
    addGradPasses(pm, options.statistics);
  };
  if (failed(run("differentiate", differentiate)) ||
      failed(describeEntryPoints(module, model)))
    return failure();
  reached(Stage::grad);
  if (stage == Stage::grad)
    return success();

  if (failed(run("lower to linalg", addLinalgPasses)))
    return failure();
  countFlops(module, model);
  reached(Stage::linalg);
  if (stage == Stage::linalg)
    return success();

  if (options.optLevel > 0 && failed(run("fuse", addFusionPasses)))
    return failure();
  if (failed(run("plan memory", addBufferPasses)))
    return failure();
  describeMemory(module, model);
  return success();
}

/// From planned buffers to text or bytes.
LogicalResult Ladder::generate(Stage stage, llvm::raw_pwrite_stream &os) {
  auto lower = [&](OpPassManager &pm) { addLLVMPasses(pm, options.target); };
  if (failed(run("lower to llvm", lower)))
    return failure();
  Location loc = module.getLoc();
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> code = timed("translate", [&] {
    return translateModuleToLLVMIR(module, context, model.name);
  });
  if (!code)
    return emitError(loc) << "cannot translate to LLVM IR";
  const Target &target = options.target;
  target.prepare(*code);
  addModelTables(*code, model, target.info().name(), options.program,
                 [&](llvm::IRBuilderBase &b, llvm::Function *code,
                     ArrayRef<llvm::Value *> arguments) {
                   target.emitCall(b, code, arguments);
                 });
  timed("optimise", [&] {
    target.optimize(*code);
    return true;
  });
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
  return stage <= Stage::linalg ? success() : ladder.generate(stage, os);
}

FailureOr<MemoryPlan> plexus::planMemory(ModuleOp module,
                                         const PipelineOptions &options) {
  registerInterfaces(module.getContext());
  Ladder ladder(module, options);
  if (failed(ladder.climb(Stage::llvm)))
    return failure();
  return MemoryPlan{ladder.model.parameterBytes, ladder.model.stateBytes,
                    ladder.model.workspaceBytes};
}

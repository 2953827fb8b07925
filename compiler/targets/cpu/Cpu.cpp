//===- Cpu.cpp - machine code for x86-64 ----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/cpu/Cpu.h"

#include "compiler/support/Failure.h"
#include "compiler/targets/cpu/March.h"
#include "compiler/targets/cpu/OwnMode.h"
#include "compiler/targets/cpu/Processors.h"
#include "compiler/transforms/Passes.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/StandardInstrumentations.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"

using namespace llvm;
using namespace plexus;

namespace {

class CpuTarget : public plexus::Target {
public:
  CpuTarget(std::unique_ptr<TargetMachine> machine, TargetInfo info,
            unsigned optLevel)
      : machine(std::move(machine)), description(std::move(info)),
        optLevel(optLevel) {}

  const TargetInfo &info() const override { return description; }
  void addCodePasses(AddPass add) const override;
  void prepare(Module &module) const override;
  void emitCall(IRBuilderBase &b, Function *code,
                ArrayRef<Value *> arguments) const override {
    cpu::callInOwnMode(b, code, arguments);
  }
  void optimize(Module &module) const override;
  Error emit(Module &module, CodeKind kind,
             raw_pwrite_stream &os) const override;

private:
  std::unique_ptr<TargetMachine> machine;
  TargetInfo description;
  unsigned optLevel;
};

} // namespace

void CpuTarget::addCodePasses(AddPass add) const {
  add(mlir::memref::createExpandStridedMetadataPass());
  add(mlir::createLowerAffinePass());
  add(createLowerToLLVM());
}

void CpuTarget::prepare(Module &module) const {
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  for (Function &function : module) {
    function.addFnAttr("target-cpu", machine->getTargetCPU());
    function.addFnAttr("target-features", machine->getTargetFeatureString());
  }
}

static OptimizationLevel levelOf(unsigned optLevel) {
  switch (optLevel) {
  case 0:
    return OptimizationLevel::O0;
  case 1:
    return OptimizationLevel::O1;
  case 2:
    return OptimizationLevel::O2;
  default:
    return OptimizationLevel::O3;
  }
}

void CpuTarget::optimize(Module &module) const {
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager sccs;
  ModuleAnalysisManager modules;
  PipelineTuningOptions tuning;
  tuning.LoopVectorization = tuning.SLPVectorization = optLevel >= 2;
  // The pass manager itself knows nothing of functions that are `optnone`.
  PassInstrumentationCallbacks callbacks;
  OptNoneInstrumentation skipping(/*DebugLogging=*/false);
  skipping.registerCallbacks(callbacks);
  PassBuilder builder(machine.get(), tuning, std::nullopt, &callbacks);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(sccs);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, sccs, modules);
  OptimizationLevel level = levelOf(optLevel);
  ModulePassManager passes = optLevel == 0
                                 ? builder.buildO0DefaultPipeline(level)
                                 : builder.buildPerModuleDefaultPipeline(level);
  passes.run(module, modules);
}

Error CpuTarget::emit(Module &module, CodeKind kind,
                      raw_pwrite_stream &os) const {
  legacy::PassManager passes;
  auto type = kind == CodeKind::Assembly ? CodeGenFileType::AssemblyFile
                                         : CodeGenFileType::ObjectFile;
  if (machine->addPassesToEmitFile(passes, os, nullptr, type))
    return fail(ExitStatus::Internal,
                "the target cannot write this kind of file");
  passes.run(module);
  return Error::success();
}

Expected<std::unique_ptr<plexus::Target>>
plexus::cpu::create(StringRef march, unsigned optLevel) {
  Expected<Processor> processor = resolveMarch(march);
  if (!processor)
    return processor.takeError();
  InitializeNativeTarget();
  InitializeNativeTargetAsmPrinter();
  Triple triple(sys::getDefaultTargetTriple());
  std::string error;
  const llvm::Target *code = TargetRegistry::lookupTarget(triple, error);
  if (!code)
    return fail(ExitStatus::Unavailable, error);
  TargetOptions options;
  // The kernels say where a multiply-add is fused; the back end fuses no other.
  options.AllowFPOpFusion = FPOpFusion::Strict;
  auto level = CodeGenOpt::getLevel(static_cast<int>(optLevel));
  std::unique_ptr<TargetMachine> machine(code->createTargetMachine(
      triple, processor->name, processor->features, options, Reloc::PIC_,
      std::nullopt, level.value_or(CodeGenOptLevel::Default)));
  if (!machine)
    return fail(ExitStatus::Unavailable,
                "no code generator for " + triple.str());
  TargetInfo info = describe(*machine, /*native=*/march == "native");
  return std::make_unique<CpuTarget>(std::move(machine), std::move(info),
                                     optLevel);
}

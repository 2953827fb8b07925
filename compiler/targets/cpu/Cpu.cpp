//===- Cpu.cpp - machine code for x86-64 ----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/cpu/Cpu.h"

#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/StandardInstrumentations.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

using namespace llvm;

static Error cannot(const Twine &text) {
  return createStringError(inconvertibleErrorCode(), text);
}

/// The features of this machine's CPU as "+fma,+avx2,-…".
static std::string hostFeatures() {
  SubtargetFeatures features;
  for (const auto &feature : sys::getHostCPUFeatures())
    features.AddFeature(feature.getKey(), feature.getValue());
  return features.getString();
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

Expected<std::unique_ptr<TargetMachine>>
plexus::cpu::createTargetMachine(StringRef cpu, unsigned optLevel) {
  InitializeNativeTarget();
  InitializeNativeTargetAsmPrinter();
  Triple triple(sys::getDefaultTargetTriple());
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return cannot(error);
  std::string name = cpu.empty() ? sys::getHostCPUName().str() : cpu.str();
  std::string features = cpu.empty() ? hostFeatures() : "";
  TargetOptions options;
  // The kernels say where a multiply-add is fused; the back end fuses no other.
  options.AllowFPOpFusion = FPOpFusion::Strict;
  auto codegenLevel = CodeGenOpt::getLevel(static_cast<int>(optLevel));
  std::unique_ptr<TargetMachine> machine(target->createTargetMachine(
      triple, name, features, options, Reloc::PIC_, std::nullopt,
      codegenLevel.value_or(CodeGenOptLevel::Default)));
  if (!machine)
    return cannot("no code generator for " + triple.str());
  const MCSubtargetInfo &info = *machine->getMCSubtargetInfo();
  if (!cpu.empty() && !info.isCPUStringValid(cpu))
    return cannot("unknown CPU `" + cpu + "`");
  if (!info.checkFeatures("+fma,+avx2"))
    return cannot("`" + name +
                  "` has no fused multiply-add or no AVX2; x86-64-v3 is the "
                  "least that Plexus generates code for");
  return machine;
}

void plexus::cpu::optimize(Module &module, TargetMachine &machine,
                           unsigned optLevel) {
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
  PassBuilder builder(&machine, tuning, std::nullopt, &callbacks);
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

Error plexus::cpu::emit(Module &module, TargetMachine &machine,
                        CodeGenFileType type, raw_pwrite_stream &os) {
  legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, os, nullptr, type))
    return cannot("the target cannot write this kind of file");
  passes.run(module);
  return Error::success();
}

//===- March.cpp - which processors code is generated for -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/targets/cpu/March.h"

#include "compiler/support/Diagnostics.h"
#include "compiler/support/Failure.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/TargetParser/X86TargetParser.h"

using namespace plexus;
using llvm::StringRef;

/// What the order of sums (fused multiply-add) and the vectors rest on.
static constexpr StringRef baseline[] = {"fma", "avx2"};

static llvm::Expected<cpu::Processor> thisMachine() {
  llvm::SubtargetFeatures features;
  llvm::StringMap<bool> has = llvm::sys::getHostCPUFeatures();
  for (StringRef feature : baseline)
    if (!has.lookup(feature))
      return fail(ExitStatus::Unavailable,
                  "this machine's processor has no " + feature.upper() +
                      "; the baseline is `-march=x86-64-v3`");
  for (const auto &feature : has)
    features.AddFeature(feature.getKey(), feature.getValue());
  return cpu::Processor{llvm::sys::getHostCPUName().str(),
                        features.getString()};
}

llvm::Expected<cpu::Processor> plexus::cpu::resolveMarch(StringRef march) {
  if (march == "native")
    return thisMachine();
  if (llvm::X86::parseArchX86(march, /*Only64Bit=*/true) ==
      llvm::X86::CK_None) {
    llvm::SmallVector<StringRef> known;
    llvm::X86::fillValidCPUArchList(known, /*Only64Bit=*/true);
    StringRef match = closestMatch(march, known);
    std::string guess =
        match.empty() ? "" : ("; did you mean `" + match + "`?").str();
    return fail(ExitStatus::Usage,
                "unknown processor " + quoted(march) + guess);
  }
  llvm::SmallVector<StringRef> features;
  llvm::X86::getFeaturesForCPU(march, features);
  for (StringRef feature : baseline)
    if (!llvm::is_contained(features, feature))
      return fail(ExitStatus::Usage, "processor " + quoted(march) + " has no " +
                                         feature.upper() +
                                         "; the baseline is `x86-64-v3`");
  return Processor{march.str(), ""};
}

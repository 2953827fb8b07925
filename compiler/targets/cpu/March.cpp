//===- March.cpp - which processors code is generated for -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/targets/cpu/March.h"

#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/X86TargetParser.h"

using namespace plexus::driver;
using llvm::StringRef;

/// What the order of sums (fused multiply-add) and the vectors rest on.
static constexpr StringRef baseline[] = {"fma", "avx2"};

llvm::Expected<std::string> plexus::driver::resolveCpu(StringRef march) {
  if (march == "native") {
    llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
    for (StringRef feature : baseline)
      if (!features.lookup(feature))
        return fail(ExitStatus::Unavailable,
                    "this machine's processor has no " + feature.upper() +
                        "; the baseline is `-march=x86-64-v3`");
    return std::string();
  }
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
  return march.str();
}

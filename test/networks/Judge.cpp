//===- Judge.cpp - compiled against interpreted ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Judge.h"

#include "dialects/nn/ops/Network.h"
#include "test/networks/DoubleJudge.h"
#include "test/networks/SingleJudge.h"
#include "test/referee/Source.h"

using namespace mlir;

namespace plexus::networks {

using referee::Source;

llvm::StringRef kindName(Verdict::Kind kind) {
  switch (kind) {
  case Verdict::Kind::Same:
    return "same";
  case Verdict::Kind::Degenerate:
    return "degenerate";
  case Verdict::Kind::Refused:
    return "refused";
  case Verdict::Kind::Differs:
    return "differs";
  }
  llvm_unreachable("a kind without a name");
}

static Verdict refused(const llvm::Twine &reason) {
  return {Verdict::Kind::Refused, reason.str(), ""};
}

/// Parts of a few rows, so that batches of few rows have many; in one network
/// of four those that everybody has.
static void setPartRows(ModuleOp module, uint64_t seed) {
  Builder b(module.getContext());
  if (seed % 4 != 0)
    module->setAttr("plx.part_rows",
                    b.getI64IntegerAttr(int64_t(seed % 4) + 1));
}

Verdict judge(llvm::StringRef text, uint64_t seed, llvm::ArrayRef<Mode> modes) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  for (bool single : {false, true}) {
    if (llvm::none_of(modes, [&](const Mode &m) { return m.single == single; }))
      continue;
    Source source(context, text,
                  single ? frontend::Precision::F32 : frontend::Precision::F64);
    if (!source.module())
      return refused(source.messages());
    setPartRows(source.module(), seed);
    nn::NetworkOp network = source.network();
    Trial trial = makeTrial(network, seed);
    DoubleJudge doubles(network, trial);
    SingleJudge singles(network, trial);
    if (Verdict verdict = doubles.prepare(); !verdict)
      return verdict;
    for (const Mode &mode : modes) {
      if (mode.single != single)
        continue;
      OwningOpRef<ModuleOp> lowered = source.module().clone(), gradStage;
      auto compiled = Compiled::compile(*lowered, mode, &gradStage);
      if (!compiled)
        return refused(mode.name + ": " + llvm::toString(compiled.takeError()));
      if (!mode.isTried)
        continue;
      if (single)
        if (llvm::Error error = singles.prepare(*gradStage))
          return refused(llvm::toString(std::move(error)));
      Verdict verdict = single ? singles.judge(**compiled, mode)
                               : doubles.judge(**compiled, mode);
      if (!verdict)
        return verdict;
    }
  }
  return {};
}

Verdict judgeRefusal(llvm::StringRef text, llvm::StringRef message) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Source source(context, text, frontend::Precision::F32);
  if (source.module())
    return {Verdict::Kind::Differs, "accepted, but expected: " + message.str(),
            ""};
  llvm::StringRef found = source.messages();
  if (found.count('\n') == 1 &&
      found.trim().ends_with("error: " + message.str()))
    return {};
  return {Verdict::Kind::Differs,
          "expected `" + message.str() + "`, got " + found.trim().str(), ""};
}

} // namespace plexus::networks

//===- Compiled.h - a network as machine code in this process -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_COMPILED_H
#define PLEXUS_TEST_NETWORKS_COMPILED_H

#include "runtime/core/plexus.h"
#include "test/referee/Referee.h"

#include "mlir/IR/OwningOpRef.h"

#include <memory>

namespace llvm::orc {
class LLJIT;
}

namespace plexus::networks {

using referee::Call;
using referee::Values;

/// A way to compile; the rows are in Modes.def.
struct Mode {
  llvm::StringRef name;
  bool single; ///< computes in binary32
  unsigned optLevel;
  bool fuse;                    ///< `build { fuse: … }`
  bool statistics;              ///< has the entry point of that name
  std::string march = "native"; ///< the processor it is compiled for
  /// A file of machine code, which is read if it is there and else written;
  /// none if it is empty. So what another machine compiled can be tried.
  std::string object = "";
  bool isTried = true; ///< otherwise only compiled
};
llvm::ArrayRef<Mode> allModes();

/// Machine code of one network, and the memory it works in.
class Compiled {
public:
  /// Compiles `module`, which is changed. `gradStage` becomes a copy of stage
  /// `grad`, if it is not null.
  static llvm::Expected<std::unique_ptr<Compiled>>
  compile(mlir::ModuleOp module, const Mode &mode,
          mlir::OwningOpRef<mlir::ModuleOp> *gradStage = nullptr);
  ~Compiled();

  const plx_model &model() const { return *table; }

  /// `outputs/…` for the rows of `inputs/…`, with the weights as they are.
  Values predict(const Values &batch);
  /// `results/…`
  Values evaluate(const Values &batch);
  /// `results/…` and `gradients/…`
  Values gradients(const Values &batch, const Call &call);
  /// `results/…` of the layers; nothing without that entry point.
  Values statistics(const Values &batch, const Call &call);
  /// `results/…`; changes weights and states.
  Values step(const Values &batch, const Call &call);

  /// `weights/…` and `states/…` as they are.
  Values memory() const;
  void setWeights(const Values &weights);
  /// Draws the initial weights as programs do.
  void initialize(uint64_t seed);

private:
  struct Arenas;
  Compiled();
  Values run(plx_entry entry, const Values &batch, const Call &call);

  std::unique_ptr<llvm::orc::LLJIT> jit;
  const plx_model *table = nullptr;
  std::unique_ptr<Arenas> arenas;
  std::vector<std::string> statisticNames;
};

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_COMPILED_H

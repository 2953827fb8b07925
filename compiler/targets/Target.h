//===- Target.h - what the compiler must know of a target -----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A target is a folder here: it says as data what the machine is, from which
// tile sizes, layouts and placements are chosen, and it turns planned buffers
// and loops into code. It knows no op of a network, and nothing outside of its
// folder names its features.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_TARGET_H
#define PLEXUS_COMPILER_TARGETS_TARGET_H

#include "math/Format.h"
#include "mlir/Pass/Pass.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>

namespace plexus {

/// Where values can live, by how far it is from the arithmetic.
struct MemorySpace {
  llvm::StringRef name;
  uint64_t bytes;       ///< for each core; 0: as much as the machine has
  double bytesPerCycle; ///< that a core reads of it at best; 0: no limit
};

/// What numbers of a format are computed with; Needs.def has the rows.
struct Arithmetic {
  math::Format format;
#define NEED(NAME, LACK) bool NAME = false;
#include "compiler/targets/Needs.def"
};

/// A machine as data. It steers how code is made and never what it computes.
struct TargetInfo {
  std::string triple;    ///< LLVM's
  std::string processor; ///< LLVM's name
  unsigned vectorBytes;  ///< of a vector register
  unsigned vectorRegisters;
  /// Full vectors of fused multiply-adds that a core starts in each cycle.
  double fmaUnits;
  /// Cycles from the start of a multiply-add to its result.
  unsigned fmaLatency;
  /// Full vectors that a core loads from the nearest cache in each cycle.
  double loads;
  /// Threads that the machine runs at once; 1 where it is not known.
  unsigned threads;
  /// The nearest first.
  llvm::SmallVector<MemorySpace> memorySpaces;
  /// Of each format that it has.
  llvm::SmallVector<Arithmetic> arithmetic;
  /// Whether an instruction rounds to the nearest even integer; else it is
  /// computed with sums (RoundEven.h).
  bool roundsToIntegers;

  /// The nearest memory behind the registers that holds so many bytes.
  const MemorySpace &spaceFor(uint64_t bytes) const;
  /// Triple and processor, as plx_model::target has them.
  std::string name() const { return triple + " " + processor; }
};

/// Fails with status Unavailable where the machine has not all that a network
/// needs (Needs.def) to be computed in `format`: no code is made for it then.
llvm::Error checkArithmetic(const TargetInfo &info, math::Format format);

enum class CodeKind { Assembly, Object };

using AddPass = llvm::function_ref<void(std::unique_ptr<mlir::Pass>)>;

class Target {
public:
  virtual ~Target() = default;

  virtual const TargetInfo &info() const = 0;

  /// Gives the passes from the loops of each kernel, a function, to the llvm
  /// dialect, in order.
  virtual void addCodePasses(AddPass add) const = 0;
  /// Tells LLVM what the module is compiled for. Comes before all that follows.
  virtual void prepare(llvm::Module &module) const = 0;
  /// Emits a call of `code` during which numbers are rounded to the nearest and
  /// subnormal numbers are kept, whatever the host program has set, and after
  /// which everything is set as it was: else the bits would be the host's.
  virtual void emitCall(llvm::IRBuilderBase &b, llvm::Function *code,
                        llvm::ArrayRef<llvm::Value *> arguments) const = 0;
  /// Runs LLVM's optimiser. It adds no fast-math flag and contracts nothing, so
  /// that every level computes the same bits.
  virtual void optimize(llvm::Module &module) const = 0;
  /// Makes code that computes what the IR says: no multiply-add is fused but
  /// those that it has, and of a library it calls what Needs.def lets it.
  virtual llvm::Error emit(llvm::Module &module, CodeKind kind,
                           llvm::raw_pwrite_stream &os) const = 0;
};

/// The target that `-march=` names: a processor, or `native` for that of this
/// machine; `optLevel` is 0..3. Fails with a status of plexc where there is no
/// such processor or where it lacks what every kernel needs.
llvm::Expected<std::unique_ptr<Target>> createTarget(llvm::StringRef march,
                                                     unsigned optLevel);

} // namespace plexus

#endif

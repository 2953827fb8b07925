//===- Judge.h - compiled against interpreted -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_JUDGE_H
#define PLEXUS_TEST_NETWORKS_JUDGE_H

#include "test/networks/Compiled.h"

namespace plexus::networks {

/// What became of one network.
struct Verdict {
  enum class Kind {
    Same,
    Degenerate, ///< its numbers say nothing: not finite, or rounding alone
    Refused,    ///< the compiler reported an error, or a pass failed
    Differs
  };
  Kind kind = Kind::Same;
  std::string reason; ///< one line; of all kinds but Same
  std::string mode;   ///< where it differs

  explicit operator bool() const { return kind == Kind::Same; }
};
llvm::StringRef kindName(Verdict::Kind kind);

/// Compiles the network in every one of `modes` and compares outputs, results,
/// gradients and the parameters after each of five steps with the referee, on
/// data and parameters that the seed decides, in batches of different size.
///
/// Binary64 may be off by 1e-12 of the largest element of a tensor, or by twice
/// what the rounding of the same operations can amount to, where that is more;
/// binary32 not by a bit.
Verdict judge(llvm::StringRef text, uint64_t seed, llvm::ArrayRef<Mode> modes);

/// Whether the text is refused with this message and no other.
Verdict judgeRefusal(llvm::StringRef text, llvm::StringRef message);

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_JUDGE_H

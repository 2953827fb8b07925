//===- Sketch.h - a network while it is written ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_SKETCH_H
#define PLEXUS_TEST_NETWORKS_SKETCH_H

#include "test/networks/Choices.h"

#include <string>
#include <vector>

namespace plexus::networks {

using Shape = std::vector<int64_t>;

inline int64_t elementsOf(const Shape &shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

/// `f32[2, 3]`, as the language writes it.
std::string typeName(const Shape &shape);

/// Whether a function of this expression gives probabilities.
bool givesProbabilities(const std::string &expression);

/// Something that later statements can use.
struct Named {
  std::string name;
  Shape shape; ///< of a row
  bool rows = true;
  bool ofTarget = false;      ///< outputs cannot use it
  bool probabilities = false; ///< losses that take logits cannot use it
};

/// A layer, of which the weight can be used too.
struct NamedLayer {
  std::string name;
  int64_t in = 0, out = 0;
};

/// The statements so far, and what they named.
class Sketch {
public:
  explicit Sketch(uint64_t seed) : choices(seed) {}

  Choices choices;
  int64_t rows = 1; ///< of the largest batch
  std::vector<std::string> blocks, statements;
  std::vector<Named> values;
  std::vector<NamedLayer> layers;
  unsigned losses = 0;

  /// Multiplications and elements that may still be spent, for all rows.
  int64_t work = maxWork;
  static constexpr int64_t maxWork = 120'000;

  /// Takes the work off the budget, if it is there.
  bool afford(int64_t amount);

  std::string fresh(const char *prefix) {
    return prefix + std::to_string(counter++);
  }
  /// Writes `let NAME = EXPRESSION`.
  void let(const std::string &expression, Shape shape, bool rows,
           bool ofTarget);
  void statement(const std::string &text) { statements.push_back("  " + text); }

  const Named &anyValue() { return choices.of(values); }
  /// One that outputs may depend on.
  const Named &anyUntargeted();
  /// A value of this shape and rows; null if there is none.
  const Named *like(const Shape &shape, bool rows);
  /// A size; mostly a small one.
  int64_t size();
  /// A shape of a row, of rank 0 to 3.
  Shape shape();

  std::string text(const std::string &records) const;

private:
  unsigned counter = 0;
};

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_SKETCH_H

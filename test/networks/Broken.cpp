//===- Broken.cpp - networks with one broken rule -------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Each row makes a statement that breaks one rule for a value that there is,
// and the message that has to come. The rest of the network is right.
//
//===----------------------------------------------------------------------===//
#include "test/networks/Generator.h"
#include "test/networks/Growth.h"

namespace plexus::networks {

using std::to_string;

namespace {

/// A statement and the message it deserves; no statement where the rule cannot
/// be broken with `x`.
struct Break {
  std::string statement, message;
};

/// What rows look at: two values of the network, x with at least one axis.
struct Subject {
  Named x, other;
  Choices &choices;

  std::string type() const { return typeName(x.shape); }
  std::string rank() const { return to_string(x.shape.size()); }
  std::string lastAxis() const { return to_string(x.shape.size() - 1); }
  int64_t last() const { return x.shape.back(); }
};

Break binary(const Subject &s, const char *before, const char *between,
             const char *word) {
  if (s.x.shape == s.other.shape)
    return {};
  return {"let bad = " + std::string(before) + s.x.name + between +
              s.other.name + (*before ? ")" : ""),
          "operands of `" + std::string(word) + "` have different shapes: " +
              s.type() + " and " + typeName(s.other.shape)};
}

Break outsideAxis(const Subject &s, const char *word) {
  return {"let bad = " + std::string(word) + "(" + s.x.name +
              ", axis: " + s.rank() + ")",
          "`" + std::string(word) + "` has no axis " + s.rank() + " in " +
              s.type() + ", which has axes 0 to " + s.lastAxis()};
}

Break needs(const Subject &s, const char *call, const char *word,
            const char *condition) {
  return {"let bad = " + std::string(word) + "(" + s.x.name + ", " + call + ")",
          "`" + std::string(word) + "` needs " + condition};
}

using Row = Break (*)(const Subject &);
const Row rows[] = {
    [](const Subject &s) { return binary(s, "", " + ", "+"); },
    [](const Subject &s) { return binary(s, "", " * ", "*"); },
    [](const Subject &s) { return binary(s, "", " <= ", "<="); },
    [](const Subject &s) { return binary(s, "max(", ", ", "max"); },
    [](const Subject &s) { return outsideAxis(s, "softmax"); },
    [](const Subject &s) { return outsideAxis(s, "log_softmax"); },
    [](const Subject &s) { return outsideAxis(s, "sum"); },
    [](const Subject &s) { return outsideAxis(s, "mean"); },
    [](const Subject &s) { return outsideAxis(s, "argmax"); },
    [](const Subject &s) { return needs(s, "1, -1", "clamp", "min <= max"); },
    [](const Subject &s) { return needs(s, "alpha: -1", "elu", "alpha >= 0"); },
    [](const Subject &s) -> Break {
      return {"let bad = " + s.x.name + " + nowhere",
              "`nowhere` is not defined here"};
    },
    [](const Subject &s) -> Break {
      return {"let " + s.x.name + " = 2 * " + s.x.name,
              "`" + s.x.name + "` is declared twice"};
    },
    [](const Subject &s) -> Break {
      Shape wrong{elementsOf(s.x.shape) + 1};
      return {"let bad = reshape(" + s.x.name + ", [" + to_string(wrong[0]) +
                  "])",
              "cannot reshape " + s.type() + " to " + typeName(wrong) +
                  ": the numbers of elements differ"};
    },
    [](const Subject &s) -> Break {
      int64_t size = s.x.shape[0];
      return {"let bad = " + s.x.name + "[" + to_string(size) + "]",
              "`" + to_string(size) + "` is outside axis 0, which has " +
                  to_string(size) +
                  (size == 1 ? " element, 0 to 0"
                             : " elements, 0 to " + to_string(size - 1))};
    },
    [](const Subject &s) -> Break {
      return {"let bad = " + s.x.name + "[0..0]",
              "range from 0 to 0 is empty; `a..b` ends before `b`"};
    },
    [](const Subject &s) -> Break {
      Shape wrong = s.x.shape;
      wrong.back() += 1;
      return {"let bad: " + typeName(wrong) + " = " + s.x.name,
              "`bad` is written as `" + typeName(wrong) +
                  "`, but the value is " + s.type()};
    },
    [](const Subject &s) -> Break {
      const char *rate = s.choices.of({"1", "1.5", "-0.1"});
      if (!s.x.rows)
        return {};
      return {"let bad = " + s.x.name + " |> Dropout(" + rate + ")",
              "the rate of `Dropout` is at least 0 and below 100%"};
    },
    [](const Subject &s) -> Break {
      const char *units = s.choices.of({"0", "2.5", "2147483648"});
      return {"let bad = " + s.x.name + " |> Dense(" + units + ")",
              "`units` of `Dense` is a whole number from 1 to 2147483647, got "
              "the number `" +
                  std::string(units) + "`"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = " + s.x.name + " |> Dense(4, bais: false)",
              "`Dense` takes no `bais`; did you mean `bias`?"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = rleu(" + s.x.name + ")",
              "unknown function `rleu`; did you mean `relu`?"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = " + s.x.name + " |> Dense(4, init: uniform(1, 0))",
              "the range of `uniform` is empty; its first number must be "
              "below its second"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = " + s.x.name + "(1)",
              "`" + s.x.name + "` is a tensor and cannot be called"};
    },
    [](const Subject &s) -> Break {
      return {"loss bad = " + s.x.name,
              "a `loss` is one number for each row, got " + s.type() +
                  "; take its `mean` or `sum`"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = argmax(" + s.x.name + ") * 2",
              "`*` takes real numbers, not classes of type index(n)"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = transpose(" + s.x.name + ", axes: [0, 0])",
              "the axes of `transpose` name each axis of " + s.type() +
                  " once"};
    },
    [](const Subject &s) -> Break {
      if (s.x.shape.size() != 1 || !s.x.rows)
        return {};
      return {"target bad: index(" + to_string(s.last() + 1) +
                  ")\n  loss worse = cross_entropy(" + s.x.name + " * 1, bad)",
              "`cross_entropy` has " + to_string(s.last()) +
                  " logits for index(" + to_string(s.last() + 1) + ")"};
    },
    [](const Subject &s) -> Break {
      if (s.x.shape.size() != 1 || !s.x.rows)
        return {};
      return {"target bad: index(" + to_string(s.last()) +
                  ")\n  metric worse = top_k_accuracy(" + s.x.name +
                  ", bad, k: " + to_string(s.last() + 1) + ")",
              "k is " + to_string(s.last() + 1) +
                  ", but the number of classes is " + to_string(s.last())};
    },
    [](const Subject &s) -> Break {
      if (s.x.shape.size() != 1 || !s.x.rows)
        return {};
      return {"target bad: index(" + to_string(s.last()) +
                  ")\n  loss worse = cross_entropy(" + s.x.name +
                  " * 1, bad, label_smoothing: 1)",
              "label_smoothing is at least 0 and below 1"};
    },
    [](const Subject &s) -> Break {
      return {"target bad: " + s.type() + "\n  output worse = " + s.x.name +
                  " - bad",
              "output `worse` depends on a target, which is not known when "
              "predicting"};
    },
    [](const Subject &s) -> Break {
      return {"target bad: " + s.type() + "\n  loss worse = huber(" + s.x.name +
                  " * 1, bad, delta: 0)",
              "`huber` needs delta > 0"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = " + s.x.name + " < 1 < 2",
              "comparisons do not chain; put one of them in parentheses"};
    },
    [](const Subject &s) -> Break {
      return {"let bad = mean(" + s.x.name + ", axis: [0, 0])",
              "axis 0 is named twice"};
    },
};

} // namespace

BrokenNetwork generateBrokenNetwork(uint64_t seed) {
  Sketch sketch(seed);
  sketchNetwork(sketch);
  Named x = sketch.values.front(); // has an axis
  for (int i = 0; i < 8; ++i)
    if (Named other = sketch.anyValue(); !other.shape.empty())
      x = other;
  Break broken;
  while (broken.statement.empty())
    broken = rows[sketch.choices.below(std::size(rows))](
        {x, sketch.anyValue(), sketch.choices});
  sketch.statement(broken.statement);
  return {networkText(sketch), broken.message};
}

} // namespace plexus::networks

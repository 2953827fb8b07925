//===- GrowthLosses.cpp - one more loss or metric -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Growth.h"
#include "test/networks/Words.h"

namespace plexus::networks {

using std::to_string;

/// A new target of that shape.
static std::string addTarget(Sketch &s, const Shape &shape) {
  std::string name = s.fresh("t");
  s.statement("target " + name + ": " + typeName(shape));
  if (s.choices.oneIn(4))
    s.values.push_back({name, shape, true, true});
  return name;
}

static std::string addClasses(Sketch &s, const Shape &logits) {
  std::string name = s.fresh("y"), type;
  for (size_t i = 0; i + 1 < logits.size(); ++i)
    type += (i ? ", " : "[") + to_string(logits[i]);
  s.statement("target " + name + ": index(" + to_string(logits.back()) + ")" +
              (type.empty() ? "" : type + "]"));
  return name;
}

static std::string classLoss(Sketch &s, const Named &z) {
  std::string text = "cross_entropy(" + z.name + ", " + addClasses(s, z.shape);
  if (s.choices.oneIn(3))
    text += ", label_smoothing: " + std::string(s.choices.of({"0.1", "0.5"}));
  if (s.choices.oneIn(3)) {
    text += ", class_weight: [";
    for (int64_t i = 0; i < z.shape.back(); ++i)
      text += std::string(i ? ", " : "") +
              s.choices.of({"1", "0.5", "2", "0", "1.25"});
    text += "]";
  }
  return text + ")";
}

/// `huber(v3, t4, delta: 0.2)`
static std::string elementwise(Sketch &s, const Named &z,
                               const std::string &target,
                               const std::vector<Use> &uses) {
  const Use &use = s.choices.of(uses);
  return use.word + "(" + z.name + ", " + target +
         (s.choices.oneIn(2) ? use.settings : "") + ")";
}

void addLoss(Sketch &s) {
  Named z = s.anyValue();
  for (int i = 0; i < 8 && !z.rows; ++i)
    z = s.anyValue();
  std::string name = s.fresh("loss"), text;
  if (s.choices.oneIn(8) && !s.layers.empty()) {
    std::string w = s.choices.of(s.layers).name + ".weight";
    text = "1e-2 * sum(" + w + " * " + w + ")";
  } else if (!z.probabilities && !z.shape.empty() && z.shape.back() > 1 &&
             s.choices.oneIn(2)) {
    text = classLoss(s, z);
  } else {
    std::string t = addTarget(s, z.shape);
    text = elementwise(s, z, t,
                       z.probabilities ? words().lossesOfProbabilities
                                       : words().losses);
  }
  if (s.choices.oneIn(4))
    text = "0.5 * " + text;
  ++s.losses;
  s.statement("loss " + name + " = " + text);
}

void addMetric(Sketch &s) {
  Named z = s.anyValue();
  std::string name = s.fresh("metric"), text;
  if (!z.rows)
    return;
  if (!z.shape.empty() && s.choices.oneIn(2)) {
    std::string y = addClasses(s, z.shape);
    text = s.choices.oneIn(2)
               ? "accuracy(" + z.name + ", " + y + ")"
               : "top_k_accuracy(" + z.name + ", " + y +
                     ", k: " + to_string(s.choices.between(1, z.shape.back())) +
                     ")";
  } else {
    std::string t = addTarget(s, z.shape);
    text = elementwise(s, z, t,
                       z.probabilities ? words().metricsOfProbabilities
                                       : words().metrics);
  }
  s.statement("metric " + name + " = " + text);
}

} // namespace plexus::networks

//===- Generator.cpp - random networks that are right ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Generator.h"

#include "test/networks/Growth.h"

#include <algorithm>

namespace plexus::networks {

using std::to_string;

static void addOutputs(Sketch &s) {
  int64_t count = s.choices.between(1, 3);
  for (int64_t i = 0; i < count; ++i) {
    const Named &value = i ? s.anyUntargeted() : s.values.back();
    if (value.ofTarget || !value.rows)
      continue;
    std::string text = value.name;
    if (!value.shape.empty() && s.choices.oneIn(4))
      text =
          "argmax(" + text +
          (s.choices.oneIn(2)
               ? ")"
               : ", axis: " + to_string(s.choices.below(value.shape.size())) +
                     ")");
    else if (s.choices.oneIn(3))
      text = "sigmoid(" + text + ")";
    s.statement("output " + s.fresh("o") + " = " + text);
  }
  s.statement("output o = " + s.values.front().name);
}

static std::string anyOptimizer(Choices &choices) {
  return choices.of({"sgd(lr: 0.1)", "sgd(lr: 0.05, momentum: 0.9)",
                     "sgd(lr: 0.1, momentum: 0.8, nesterov: true)",
                     "sgd(lr: 0.1, weight_decay: 0.05)",
                     "sgd(lr: 0.1, momentum: 0.5, weight_decay: 0.01)",
                     "adam(lr: 0.01)",
                     "adam(lr: 0.02, beta1: 0.8, beta2: 0.95, eps: 1e-4)",
                     "adam(lr: 0.01, weight_decay: 0.1)", "adamw(lr: 0.01)",
                     "adamw(lr: 0.02, weight_decay: 0.2, eps: 1e-3)"});
}

static std::string records(Sketch &s) {
  std::string text = "train {\n  epochs: 1\n";
  text += "  batch: " + to_string(s.rows) + "\n";
  text += "  optimizer: " + anyOptimizer(s.choices) + "\n";
  if (s.choices.oneIn(3))
    text += "  clip: " +
            std::string(s.choices.of({"value(0.1)", "value(2)",
                                      "global_norm(0.5)", "global_norm(10)"})) +
            "\n";
  text += "}\n";
  if (s.layers.size() > 1 && s.choices.oneIn(4))
    text +=
        "weights {\n  freeze: \"" + s.choices.of(s.layers).name + ".*\"\n}\n";
  return text + "build { batch: " + to_string(s.rows) + " }\n";
}

void sketchNetwork(Sketch &s) {
  s.rows = s.choices.of({1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33});
  int64_t inputs = s.choices.of({1, 1, 1, 2, 3});
  for (int64_t i = 0; i < inputs; ++i) {
    Shape shape = i ? s.shape() : Shape{s.size()};
    std::string name = s.fresh("x");
    s.statement("input " + name + ": " + typeName(shape));
    s.values.push_back({name, shape, true, false});
  }
  while (s.layers.empty())
    growDense(s); // what is trained has a parameter
  // Mostly small: what goes wrong in one layer goes wrong in the first.
  int64_t wanted =
      s.choices.oneIn(4) ? s.choices.between(6, 12) : s.choices.between(1, 5);
  for (int64_t grown = 0, tries = 0; grown < wanted && tries < 200; ++tries)
    grown += grow(s);
  addOutputs(s);
  if (s.choices.oneIn(16))
    return; // a network that is only used
  int64_t losses = s.choices.of({1, 1, 1, 2, 3});
  for (int64_t i = 0; i < losses; ++i)
    addLoss(s);
  int64_t metrics = s.choices.of({0, 0, 1, 2});
  for (int64_t i = 0; i < metrics; ++i)
    addMetric(s);
}

std::string networkText(Sketch &sketch) {
  if (!sketch.losses)
    return sketch.text("build { batch: " + to_string(sketch.rows) + " }\n");
  return sketch.text(records(sketch));
}

std::string generateNetwork(uint64_t seed) {
  Sketch sketch(seed);
  sketchNetwork(sketch);
  return networkText(sketch);
}

} // namespace plexus::networks

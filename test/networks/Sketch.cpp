//===- Sketch.cpp - a network while it is written -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Sketch.h"

#include "test/networks/Words.h"

#include <algorithm>

namespace plexus::networks {

std::string typeName(const Shape &shape) {
  std::string text = "f32";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "[") + std::to_string(shape[i]);
  return shape.empty() ? text : text + "]";
}

bool Sketch::afford(int64_t amount) {
  amount *= rows;
  if (amount > work)
    return false;
  work -= amount;
  return true;
}

bool givesProbabilities(const std::string &expression) {
  auto calls = [&](const std::string &word) {
    size_t at = expression.find(word);
    return at != std::string::npos && (at == 0 || expression[at - 1] != '_');
  };
  return std::ranges::any_of(words().probabilities, calls);
}

void Sketch::let(const std::string &expression, Shape shape, bool hasRows,
                 bool ofTarget) {
  std::string name = fresh("v");
  statement("let " + name + " = " + expression);
  values.push_back({name, std::move(shape), hasRows, ofTarget,
                    givesProbabilities(expression)});
}

const Named &Sketch::anyUntargeted() {
  std::vector<const Named *> found;
  for (const Named &value : values)
    if (!value.ofTarget && value.rows)
      found.push_back(&value);
  return *choices.of(found); // the first input is one
}

const Named *Sketch::like(const Shape &shape, bool hasRows) {
  std::vector<const Named *> found;
  for (const Named &value : values)
    if (value.shape == shape && value.rows == hasRows)
      found.push_back(&value);
  return found.empty() ? nullptr : choices.of(found);
}

int64_t Sketch::size() {
  switch (choices.below(8)) {
  case 0:
    return choices.of({31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257});
  case 1:
  case 2:
    return choices.of({9, 15, 16, 17});
  default:
    return choices.of({1, 2, 3, 4, 5, 7, 8});
  }
}

Shape Sketch::shape() {
  Shape shape;
  int64_t rank = choices.of({0, 1, 1, 1, 1, 2, 2, 3});
  for (int64_t i = 0; i < rank; ++i)
    shape.push_back(rank > 1 ? choices.of({1, 2, 3, 4, 5, 8, 9}) : size());
  return shape;
}

std::string Sketch::text(const std::string &records) const {
  std::string text;
  for (const std::string &block : blocks)
    text += block + "\n";
  text += "network Random {\n";
  for (const std::string &line : statements)
    text += line + "\n";
  return text + "}\n" + records;
}

} // namespace plexus::networks

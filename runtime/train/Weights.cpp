//===- Weights.cpp - parameters from and to safetensors files ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Weights.h"

#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"
#include "runtime/files/ShownShape.h"
#include "runtime/files/Suggestion.h"
#include "runtime/train/Checkpoint.h"

#include <algorithm>
#include <vector>

namespace plexus::host {

bool matches(std::string_view name, std::string_view pattern) {
  // Greedy with one place to go back to: the last `*` and what it has taken.
  size_t n = 0, p = 0, star = std::string_view::npos, taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*')
    ++p;
  return p == pattern.size();
}

static std::vector<std::string> namesOf(const SafetensorsFile &file) {
  std::vector<std::string> names;
  for (const TensorView &tensor : file.tensors())
    names.push_back(tensor.name);
  return names;
}

static const TensorView &tensorFor(const plx_parameter &parameter,
                                   const SafetensorsFile &file) {
  std::string name = parameter.name;
  const TensorView *tensor = file.find(name);
  if (!tensor)
    throw Error(Status::BadData, file.path(),
                "there is no tensor `" + name +
                    "`, a parameter of this network" +
                    suggestion(name, namesOf(file)));
  auto shape = shapeOf(parameter);
  if (std::ranges::equal(tensor->shape, shape))
    return *tensor;
  bool transposed =
      tensor->shape.size() == shape.size() &&
      std::equal(shape.begin(), shape.end(), tensor->shape.rbegin());
  throw Error(
      Status::BadData, file.path(),
      "`" + name + "` has the shape " + shownShape(tensor->shape) +
          ", but the network's is " + shownShape(shape) +
          (transposed ? "; it looks transposed: weights are [out, in]" : ""));
}

static void refuseExtra(const plx_model &model, const SafetensorsFile &file) {
  std::vector<std::string> known;
  for (const plx_parameter &parameter : parameters(model))
    known.emplace_back(parameter.name);
  // A checkpoint also has what training needs.
  bool isCheckpoint = file.metadata().contains(checkpointKey);
  for (const TensorView &tensor : file.tensors())
    if (!(isCheckpoint &&
          tensor.name.find(checkpointMark) != std::string::npos) &&
        std::ranges::find(known, tensor.name) == known.end())
      throw Error(Status::BadData, file.path(),
                  "the network has no parameter `" + shown(tensor.name) + "`" +
                      suggestion(tensor.name, known));
}

void loadWeights(Session &session, const std::string &path,
                 const std::string &only, const Warn &warn) {
  const plx_model &model = session.model;
  SafetensorsFile file = SafetensorsFile::read(path);
  if (file.metadata().contains(checkpointKey))
    requireWhole(file);
  // Everything is looked at before anything is changed.
  std::vector<std::pair<const plx_parameter *, const TensorView *>> pairs;
  for (const plx_parameter &parameter : parameters(model))
    if (only.empty() || matches(parameter.name, only))
      pairs.emplace_back(&parameter, &tensorFor(parameter, file));
  if (only.empty())
    refuseExtra(model, file);
  for (auto [parameter, tensor] : pairs) {
    NotFinite found =
        file.copy(*tensor, plx_type(model.element_type),
                  session.parameters().data() + parameter->offset);
    auto warnOf = [&](uint64_t count, const char *what) {
      if (count)
        warn(shown(path) + ": " + std::to_string(count) + " of the " +
             std::to_string(parameter->elements) + " elements of `" +
             parameter->name + (count == 1 ? "` is " : "` are ") + what);
    };
    warnOf(found.inFile, "not finite");
    warnOf(found.tooLarge, "too large for f32");
  }
}

void saveWeights(Session &session, const std::string &path) {
  const plx_model &model = session.model;
  std::vector<TensorView> tensors;
  for (const plx_parameter &parameter : parameters(model)) {
    auto shape = shapeOf(parameter);
    auto *first = reinterpret_cast<const uint8_t *>(
        session.parameters().data() + parameter.offset);
    tensors.push_back(
        {parameter.name,
         dtypeName(plx_type(model.element_type)),
         {shape.begin(), shape.end()},
         {first, parameter.elements * elementSize(model.element_type)}});
  }
  writeSafetensors(path, tensors, {{"network", model.name}});
}

} // namespace plexus::host

//===- Weights.cpp - parameters from and to safetensors files ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Weights.h"

#include "runtime/session/Stored.h"

#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"
#include "runtime/files/ShownShape.h"
#include "runtime/files/Suggestion.h"
#include "runtime/train/Checkpoint.h"

#include <algorithm>
#include <map>
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

std::string renamed(const std::string &name, std::span<const Renaming> rules) {
  for (const Renaming &rule : rules) {
    if (!matches(name, rule.from))
      continue;
    size_t star = rule.from.find('*');
    if (star == std::string::npos)
      return rule.to;
    std::string taken = name.substr(star, name.size() + 1 - rule.from.size());
    return std::string(rule.to).replace(rule.to.find('*'), 1, taken);
  }
  return name;
}

namespace {
/// The tensors of a file by the names that they have here.
class Named {
public:
  Named(const SafetensorsFile &file, std::span<const Renaming> rules);
  const TensorView &of(const plx_parameter &parameter) const;
  void refuseExtra(const plx_model &model) const;

private:
  const SafetensorsFile &file;
  std::map<std::string, const TensorView *> tensors;
};
} // namespace

Named::Named(const SafetensorsFile &file, std::span<const Renaming> rules)
    : file(file) {
  for (const TensorView &tensor : file.tensors()) {
    std::string name = renamed(tensor.name, rules);
    auto [other, isNew] = tensors.emplace(name, &tensor);
    if (!isNew)
      throw Error(Status::BadData, file.path(),
                  "`rename` calls both `" + shown(other->second->name) +
                      "` and `" + shown(tensor.name) + "` `" + shown(name) +
                      "`");
  }
}

const TensorView &Named::of(const plx_parameter &parameter) const {
  std::string name = parameter.name;
  auto found = tensors.find(name);
  if (found == tensors.end()) {
    std::vector<std::string> known;
    for (const auto &[other, tensor] : tensors)
      known.push_back(other);
    throw Error(Status::BadData, file.path(),
                "there is no tensor `" + name +
                    "`, a parameter of this network" + suggestion(name, known));
  }
  const TensorView &tensor = *found->second;
  auto shape = shapeOf(parameter);
  if (std::ranges::equal(tensor.shape, shape))
    return tensor;
  bool transposed =
      tensor.shape.size() == shape.size() &&
      std::equal(shape.begin(), shape.end(), tensor.shape.rbegin());
  throw Error(
      Status::BadData, file.path(),
      "`" + name + "` has the shape " + shownShape(tensor.shape) +
          ", but the network's is " + shownShape(shape) +
          (transposed ? "; it looks transposed: weights are [out, in]" : ""));
}

void Named::refuseExtra(const plx_model &model) const {
  std::vector<std::string> known;
  for (const plx_parameter &parameter : parameters(model))
    known.emplace_back(parameter.name);
  // A checkpoint also has what training needs.
  bool isCheckpoint = file.metadata().contains(checkpointKey);
  for (const auto &[name, tensor] : tensors)
    if (!(isCheckpoint && name.find(checkpointMark) != std::string::npos) &&
        std::ranges::find(known, name) == known.end())
      throw Error(Status::BadData, file.path(),
                  "the network has no parameter `" + shown(name) + "`" +
                      suggestion(name, known));
}

static LearntConstants constantsOf(const SafetensorsFile &file) {
  auto text = file.metadata().find(constantsKey);
  return constantsFromText(text == file.metadata().end() ? "{}" : text->second,
                           file.path());
}

std::optional<LearntConstants> constantsIn(const std::string &path) {
  try {
    return constantsOf(SafetensorsFile::read(path));
  } catch (const Error &) {
    return std::nullopt;
  }
}

void loadWeights(Session &session, const std::string &path,
                 const LoadRule &rule, const Warn &warn) {
  const plx_model &model = session.model;
  SafetensorsFile file = SafetensorsFile::read(path);
  if (file.metadata().contains(checkpointKey))
    requireWhole(file);
  // What this network wrote has its names already.
  auto writer = file.metadata().find("network");
  bool isOwn = writer != file.metadata().end() && writer->second == model.name;
  Named named(file, isOwn ? std::span<const Renaming>()
                          : std::span<const Renaming>(rule.renames));
  // Everything is looked at before anything is changed.
  std::vector<std::pair<const plx_parameter *, const TensorView *>> pairs;
  for (const plx_parameter &parameter : parameters(model))
    if (rule.only.empty() || matches(parameter.name, rule.only))
      pairs.emplace_back(&parameter, &named.of(parameter));
  if (rule.only.empty()) {
    named.refuseExtra(model);
    session.constants = constantsOf(file);
  }
  for (auto [parameter, tensor] : pairs) {
    Stored stored(model, *parameter, session.parameters().data());
    std::vector<uint8_t> elements(stored.byteCount());
    NotFinite found =
        file.copy(*tensor, plx_type(model.element_type), elements.data());
    stored.fill(elements.data());
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

std::map<std::string, std::string> metadataOf(const Session &session) {
  std::map<std::string, std::string> metadata = {
      {"network", session.model.name}};
  if (session.constants && !session.constants->standardisations.empty())
    metadata[constantsKey] = toText(*session.constants);
  return metadata;
}

void saveWeights(Session &session, const std::string &path,
                 const std::string &keptAs) {
  const plx_model &model = session.model;
  RowMajor elements;
  std::vector<TensorView> tensors;
  for (const plx_parameter &parameter : parameters(model)) {
    auto shape = shapeOf(parameter);
    tensors.push_back(
        {parameter.name,
         dtypeName(plx_type(model.element_type)),
         {shape.begin(), shape.end()},
         elements.of({model, parameter, session.parameters().data()})});
  }
  writeSafetensors(path, tensors, metadataOf(session), keptAs);
}

} // namespace plexus::host

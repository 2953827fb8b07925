//===- ValuesFile.cpp - tensors in a safetensors file ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/ValuesFile.h"

#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"

#include <cstring>

namespace plexus::referee {

std::map<std::string, std::variant<Tensor<Double>, Indices>>
readValues(const std::string &path, std::string &error) {
  std::map<std::string, std::variant<Tensor<Double>, Indices>> values;
  try {
    host::SafetensorsFile file = host::SafetensorsFile::read(path);
    for (const host::TensorView &view : file.tensors()) {
      Shape shape(view.shape.begin(), view.shape.end());
      bool rows = view.name.starts_with("inputs/") ||
                  view.name.starts_with("targets/") ||
                  view.name.starts_with("outputs/");
      if (view.dtype == "I32") {
        Indices classes(shape, rows);
        std::memcpy(classes.elements.data(), view.bytes.data(),
                    view.bytes.size());
        values[view.name] = std::move(classes);
        continue;
      }
      std::vector<double> numbers(size_t(elementsOf(shape)));
      file.copy(view, PLX_F64, numbers.data());
      Tensor<Double> tensor(shape, rows);
      for (size_t i = 0; i < numbers.size(); ++i)
        tensor.elements[i] = Double(numbers[i]);
      values[view.name] = std::move(tensor);
    }
  } catch (const host::Error &problem) {
    error = problem.what();
    values.clear();
  }
  return values;
}

} // namespace plexus::referee

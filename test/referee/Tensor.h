//===- Tensor.h - what the referee computes with --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_TENSOR_H
#define PLEXUS_TEST_REFEREE_TENSOR_H

#include <cassert>
#include <cstdint>
#include <functional>
#include <vector>

namespace plexus::referee {

using Shape = std::vector<int64_t>;

inline int64_t elementsOf(const Shape &shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

/// Elements in row-major order. `rows` says that the first dimension counts
/// the rows of the batch. A number is a tensor without dimensions.
template <class T> struct Tensor {
  Shape shape;
  bool rows = false;
  std::vector<T> elements;

  Tensor() = default;
  Tensor(Shape shape, bool rows, T value = T())
      : shape(std::move(shape)), rows(rows),
        elements(size_t(elementsOf(this->shape)), value) {}

  int64_t rank() const { return int64_t(shape.size()); }
  int64_t size() const { return int64_t(elements.size()); }

  int64_t offset(const Shape &index) const {
    assert(index.size() == shape.size());
    int64_t at = 0;
    for (size_t i = 0; i < shape.size(); ++i)
      at = at * shape[i] + index[i];
    return at;
  }
  T &operator[](const Shape &index) { return elements[size_t(offset(index))]; }
  const T &operator[](const Shape &index) const {
    return elements[size_t(offset(index))];
  }
};

/// Class indices.
using Indices = Tensor<int32_t>;

/// Calls `visit` with every index of a tensor of this shape, the last dimension
/// counting fastest.
void forEach(const Shape &shape,
             const std::function<void(const Shape &)> &visit);

/// The entries of `all` at dimensions that are not among `axes`.
Shape without(const Shape &all, const Shape &axes);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_TENSOR_H

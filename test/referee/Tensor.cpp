//===- Tensor.cpp - what the referee computes with ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Tensor.h"

#include <algorithm>

namespace plexus::referee {

void forEach(const Shape &shape,
             const std::function<void(const Shape &)> &visit) {
  if (elementsOf(shape) == 0)
    return;
  Shape index(shape.size());
  while (true) {
    visit(index);
    size_t axis = shape.size();
    while (axis > 0 && ++index[axis - 1] == shape[axis - 1])
      index[--axis] = 0;
    if (axis == 0)
      return;
  }
}

static bool contains(const Shape &axes, int64_t axis) {
  return std::find(axes.begin(), axes.end(), axis) != axes.end();
}

Shape without(const Shape &all, const Shape &axes) {
  Shape rest;
  for (size_t i = 0; i < all.size(); ++i)
    if (!contains(axes, int64_t(i)))
      rest.push_back(all[i]);
  return rest;
}

} // namespace plexus::referee

//===- Places.cpp - ops that move elements and compute nothing ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Places.h"

#include "test/referee/Scalars.h"

namespace plexus::referee {

template <class S> Tensor<S> reshape(const Tensor<S> &x, Shape rowShape) {
  Tensor<S> y = x;
  y.shape = std::move(rowShape);
  if (x.rows)
    y.shape.insert(y.shape.begin(), x.shape.front());
  return y;
}

template <class S> Tensor<S> transpose(const Tensor<S> &x, const Shape &axes) {
  Shape shape;
  for (int64_t axis : axes)
    shape.push_back(x.shape[size_t(axis)]);
  Tensor<S> y(shape, x.rows);
  forEach(shape, [&](const Shape &index) {
    Shape from(index.size());
    for (size_t i = 0; i < index.size(); ++i)
      from[size_t(axes[i])] = index[i];
    y[index] = x[from];
  });
  return y;
}

template <class S>
Tensor<S> concat(std::span<const Tensor<S> *const> xs, int64_t axis) {
  Shape shape = xs.front()->shape;
  shape[size_t(axis)] = 0;
  for (const Tensor<S> *x : xs)
    shape[size_t(axis)] += x->shape[size_t(axis)];
  Tensor<S> y(shape, xs.front()->rows);
  int64_t start = 0;
  for (const Tensor<S> *x : xs) {
    forEach(x->shape, [&](const Shape &index) {
      Shape to = index;
      to[size_t(axis)] += start;
      y[to] = (*x)[index];
    });
    start += x->shape[size_t(axis)];
  }
  return y;
}

/// Calls `visit` with each index of the slice of x and the one it has in the
/// tensor that slice makes.
static void
forEachOfSlice(const Shape &shape, bool rows, const Shape &starts,
               const Shape &sizes, const Shape &drop,
               const std::function<void(const Shape &, const Shape &)> &visit) {
  Shape all = sizes, dropped = drop;
  if (rows) {
    all.insert(all.begin(), shape.front());
    for (int64_t &axis : dropped)
      ++axis;
  }
  forEach(all, [&](const Shape &index) {
    Shape from = index;
    for (size_t i = 0; i < starts.size(); ++i)
      from[i + rows] += starts[i];
    visit(from, without(index, dropped));
  });
}

template <class S>
Tensor<S> slice(const Tensor<S> &x, const Shape &starts, const Shape &sizes,
                const Shape &drop) {
  Shape shape = without(sizes, drop);
  if (x.rows)
    shape.insert(shape.begin(), x.shape.front());
  Tensor<S> y(shape, x.rows);
  forEachOfSlice(x.shape, x.rows, starts, sizes, drop,
                 [&](const Shape &from, const Shape &to) { y[to] = x[from]; });
  return y;
}

template <class S>
Tensor<S> unslice(const Tensor<S> &y, const Tensor<S> &like,
                  const Shape &starts, const Shape &sizes, const Shape &drop) {
  Tensor<S> x(like.shape, like.rows, S(0.0));
  forEachOfSlice(x.shape, x.rows, starts, sizes, drop,
                 [&](const Shape &to, const Shape &from) { x[to] = y[from]; });
  return x;
}

template <class S>
Tensor<S> broadcast(const Tensor<S> &x, const Shape &like, bool rows,
                    const Shape &axes) {
  Shape shape = x.shape;
  for (int64_t axis : axes)
    shape.insert(shape.begin() + axis, like[size_t(axis)]);
  Tensor<S> y(shape, rows);
  forEach(shape,
          [&](const Shape &index) { y[index] = x[without(index, axes)]; });
  return y;
}

template <class S> Tensor<S> stopGradient(const Tensor<S> &x) {
  Tensor<S> y = x;
  for (S &element : y.elements)
    element = constant(element);
  return y;
}

#define ROW(S)                                                                 \
  template Tensor<S> reshape<S>(const Tensor<S> &, Shape);                     \
  template Tensor<S> transpose<S>(const Tensor<S> &, const Shape &);           \
  template Tensor<S> concat<S>(std::span<const Tensor<S> *const>, int64_t);    \
  template Tensor<S> slice<S>(const Tensor<S> &, const Shape &, const Shape &, \
                              const Shape &);                                  \
  template Tensor<S> unslice<S>(const Tensor<S> &, const Tensor<S> &,          \
                                const Shape &, const Shape &, const Shape &);  \
  template Tensor<S> broadcast<S>(const Tensor<S> &, const Shape &, bool,      \
                                  const Shape &);                              \
  template Tensor<S> stopGradient<S>(const Tensor<S> &);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

} // namespace plexus::referee

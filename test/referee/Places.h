//===- Places.h - ops that move elements and compute nothing --------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// As Meaning.h: shapes and starts are those of a row, axes count the rows too.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_REFEREE_PLACES_H
#define PLEXUS_TEST_REFEREE_PLACES_H

#include "test/referee/Tensor.h"

#include <span>

namespace plexus::referee {

template <class S> Tensor<S> reshape(const Tensor<S> &x, Shape rowShape);
template <class S> Tensor<S> transpose(const Tensor<S> &x, const Shape &axes);
template <class S>
Tensor<S> concat(std::span<const Tensor<S> *const> xs, int64_t axis);
/// `drop` names dimensions of a row that disappear.
template <class S>
Tensor<S> slice(const Tensor<S> &x, const Shape &starts, const Shape &sizes,
                const Shape &drop);
/// y in a tensor of zeros of the shape of `like`.
template <class S>
Tensor<S> unslice(const Tensor<S> &y, const Tensor<S> &like,
                  const Shape &starts, const Shape &sizes, const Shape &drop);
/// x repeated along `axes` of the result, where it is as large as `like`;
/// `rows` says whether the result has rows.
template <class S>
Tensor<S> broadcast(const Tensor<S> &x, const Shape &like, bool rows,
                    const Shape &axes);
/// x, and no gradient passes.
template <class S> Tensor<S> stopGradient(const Tensor<S> &x);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_PLACES_H

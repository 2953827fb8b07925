//===- Meaning.h - what the ops of a network mean -------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// One loop nest an op, straight from its description in docs/language.md and
// in the tables of dialects/nn; the order of every sum is the written one
// (docs/functions.md). Shapes are taken as the network's types have them and
// are not checked again. `axis` and `axes` count all dimensions of a tensor,
// the rows among them; the shapes and starts of reshape and slice are those of
// a row.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_REFEREE_MEANING_H
#define PLEXUS_TEST_REFEREE_MEANING_H

#include "test/referee/Tensor.h"

#include <span>
#include <string_view>

namespace plexus::referee {

/// Rows of a part of a sum over rows; what takes another number is for tests.
inline constexpr int64_t rowsOfPart = 128;

/// The sum over the letters that the result lacks: "no,oi->ni".
template <class S>
Tensor<S> einsum(std::string_view spec, const Tensor<S> &a, const Tensor<S> &b,
                 int64_t partRows = rowsOfPart);
/// x Wᵀ + b on the last dimension; b may be null.
template <class S>
Tensor<S> dense(const Tensor<S> &x, const Tensor<S> &w, const Tensor<S> *b);
template <class S> Tensor<S> bias(const Tensor<S> &x, const Tensor<S> &b);
/// a[…, k] @ b[k, n], row by row where both have rows.
template <class S> Tensor<S> matmul(const Tensor<S> &a, const Tensor<S> &b);

template <class S>
Tensor<S> sum(const Tensor<S> &x, const Shape &axes,
              int64_t partRows = rowsOfPart);
template <class S>
Tensor<S> mean(const Tensor<S> &x, const Shape &axes,
               int64_t partRows = rowsOfPart);
/// How many elements there are along the axes.
template <class S> Tensor<S> count(const Tensor<S> &x, const Shape &axes);
/// The mean over the elements of each row.
template <class S> Tensor<S> rowMean(const Tensor<S> &x);

template <class S> Tensor<S> softmax(const Tensor<S> &x, int64_t axis);
template <class S> Tensor<S> logSoftmax(const Tensor<S> &x, int64_t axis);
template <class S> Indices argmax(const Tensor<S> &x, int64_t axis);

/// The distribution that cross entropy compares with: a smoothed and weighted
/// indicator of the class, of the shape of `like`.
struct ClassSettings {
  double labelSmoothing = 0;
  std::vector<double> weights; ///< empty: all 1
};
template <class S>
Tensor<S> classDistribution(const Indices &y, const Tensor<S> &like,
                            const ClassSettings &settings);
template <class S>
Tensor<S> crossEntropy(const Tensor<S> &z, const Indices &y,
                       const ClassSettings &settings);
/// 1 where class y is among the k largest of z, else 0; mean over the row.
template <class S>
Tensor<S> topK(const Tensor<S> &z, const Indices &y, int64_t k);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_MEANING_H

//===- Meaning.cpp - what the ops of a network mean -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Meaning.h"

#include "test/referee/Scalars.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

namespace plexus::referee {

/// All dimensions but the rows.
template <class T> static Shape axesOfRow(const Tensor<T> &x) {
  Shape axes(x.shape.size());
  std::iota(axes.begin(), axes.end(), 0);
  if (x.rows)
    axes.erase(axes.begin());
  return axes;
}

template <class T>
static Tensor<T> without(const Tensor<T> &like, const Shape &axes) {
  return Tensor<T>(without(like.shape, axes),
                   like.rows && std::ranges::find(axes, 0) == axes.end());
}

//===----------------------------------------------------------------------===//
// Contractions
//===----------------------------------------------------------------------===//

/// Sums of parts of the rows, neighbours added until there is one; the last
/// goes up as it is where it has no neighbour.
template <class S> static S ofParts(std::vector<S> parts) {
  while (parts.size() > 1) {
    std::vector<S> above;
    for (size_t i = 0; i < parts.size(); i += 2)
      above.push_back(i + 1 < parts.size() ? parts[i] + parts[i + 1]
                                           : parts[i]);
    parts = std::move(above);
  }
  return parts.front();
}

template <class S>
Tensor<S> einsum(std::string_view spec, const Tensor<S> &a, const Tensor<S> &b,
                 int64_t partRows) {
  size_t comma = spec.find(','), arrow = spec.find("->");
  std::string ofA(spec.substr(0, comma)),
      ofB(spec.substr(comma + 1, arrow - comma - 1)),
      ofY(spec.substr(arrow + 2));
  // The loops: letters of the result, then the summed ones as they appear.
  std::string loops = ofY;
  for (char letter : ofA + ofB)
    if (loops.find(letter) == std::string::npos)
      loops += letter;
  Shape sizes(loops.size());
  bool rows = false;
  auto measure = [&](const std::string &letters, const Tensor<S> &x) {
    for (size_t i = 0; i < letters.size(); ++i)
      sizes[loops.find(letters[i])] = x.shape[i];
    rows |= x.rows && !ofY.empty() && letters.front() == ofY.front();
  };
  measure(ofA, a);
  measure(ofB, b);
  // How far an element moves when a loop goes one further.
  auto strides = [&](const std::string &letters, const Shape &shape) {
    Shape steps(loops.size());
    int64_t step = 1;
    for (size_t i = letters.size(); i-- > 0; step *= shape[i])
      steps[loops.find(letters[i])] = step;
    return steps;
  };
  Shape summed(sizes.begin() + int64_t(ofY.size()), sizes.end());
  // Which of the summed letters counts rows; none may.
  size_t rowLetter = summed.size();
  for (char letter : {a.rows ? ofA.front() : ' ', b.rows ? ofB.front() : ' '})
    if (letter != ' ' && ofY.find(letter) == std::string::npos)
      rowLetter = loops.find(letter) - ofY.size();
  Tensor<S> y(Shape(sizes.begin(), sizes.begin() + int64_t(ofY.size())), rows);
  Shape inA = strides(ofA, a.shape), inB = strides(ofB, b.shape);
  size_t at = 0;
  forEach(y.shape, [&](const Shape &outer) {
    int64_t fromA = 0, fromB = 0;
    for (size_t i = 0; i < outer.size(); ++i) {
      fromA += outer[i] * inA[i];
      fromB += outer[i] * inB[i];
    }
    std::vector<S> parts{S(0.0)};
    forEach(summed, [&](const Shape &inner) {
      size_t part =
          rowLetter < summed.size() ? size_t(inner[rowLetter] / partRows) : 0;
      if (part == parts.size())
        parts.push_back(S(0.0));
      int64_t placeA = fromA, placeB = fromB;
      for (size_t i = 0; i < inner.size(); ++i) {
        placeA += inner[i] * inA[outer.size() + i];
        placeB += inner[i] * inB[outer.size() + i];
      }
      parts[part] = fma(a.elements[size_t(placeA)], b.elements[size_t(placeB)],
                        parts[part]);
    });
    y.elements[at++] = ofParts(std::move(parts));
  });
  return y;
}

template <class S> Tensor<S> bias(const Tensor<S> &x, const Tensor<S> &b) {
  Tensor<S> y = x;
  for (size_t i = 0; i < y.elements.size(); ++i)
    y.elements[i] = x.elements[i] + b.elements[i % b.elements.size()];
  return y;
}

template <class S>
Tensor<S> dense(const Tensor<S> &x, const Tensor<S> &w, const Tensor<S> *b) {
  int64_t in = w.shape[1], out = w.shape[0];
  Shape shape = x.shape;
  shape.back() = out;
  Tensor<S> y(shape, x.rows);
  for (int64_t row = 0; row < y.size() / out; ++row)
    for (int64_t o = 0; o < out; ++o) {
      S total(0.0);
      for (int64_t i = 0; i < in; ++i)
        total = fma(x.elements[size_t(row * in + i)],
                    w.elements[size_t(o * in + i)], total);
      y.elements[size_t(row * out + o)] = total;
    }
  return b ? bias(y, *b) : y;
}

template <class S> Tensor<S> matmul(const Tensor<S> &a, const Tensor<S> &b) {
  bool two = a.rank() - a.rows == 2;
  std::string m = two ? "m" : "", y = a.rows || b.rows ? "r" : "";
  std::string spec = (a.rows ? "r" : "") + m + "k," + (b.rows ? "r" : "") +
                     "kn->" + y + m + "n";
  return einsum(spec, a, b);
}

//===----------------------------------------------------------------------===//
// Sums and what is made of them
//===----------------------------------------------------------------------===//

/// Sixteen sums, the second half added to the first until there is one.
template <class S> static S ofLanes(std::vector<S> lanes) {
  for (size_t half = lanes.size() / 2; half >= 1; half /= 2)
    for (size_t i = 0; i < half; ++i)
      lanes[i] = lanes[i] + lanes[i + half];
  return lanes.front();
}

/// One element of a sum.
template <class S> static S added(const std::vector<S> &terms, bool hasLanes) {
  std::vector<S> sums(hasLanes ? 16 : 1, S(0.0));
  for (size_t i = 0; i < terms.size(); ++i) {
    S &sum = sums[i % sums.size()];
    sum = sum + terms[i];
  }
  return ofLanes(std::move(sums));
}

template <class S>
Tensor<S> sum(const Tensor<S> &x, const Shape &axes, int64_t partRows) {
  bool addsRows = x.rows && std::ranges::find(axes, 0) != axes.end();
  Tensor<S> y = without(x, axes);
  // The terms of each element, in their order: by part, or all.
  std::vector<std::vector<std::vector<S>>> terms(y.elements.size());
  size_t at = 0;
  forEach(x.shape, [&](const Shape &index) {
    auto &parts = terms[size_t(y.offset(without(index, axes)))];
    size_t part = addsRows ? size_t(index[0] / partRows) : 0;
    if (part >= parts.size())
      parts.resize(part + 1);
    parts[part].push_back(x.elements[at++]);
  });
  for (size_t i = 0; i < terms.size(); ++i) {
    std::vector<S> parts;
    for (const std::vector<S> &part : terms[i])
      parts.push_back(added(part, !addsRows && part.size() > 64));
    y.elements[i] = parts.empty() ? S(0.0) : ofParts(std::move(parts));
  }
  return y;
}

template <class S> Tensor<S> count(const Tensor<S> &x, const Shape &axes) {
  int64_t number = 1;
  for (int64_t axis : axes)
    number *= x.shape[size_t(axis)];
  return Tensor<S>({}, false, S(double(number)));
}

template <class S>
Tensor<S> mean(const Tensor<S> &x, const Shape &axes, int64_t partRows) {
  Tensor<S> y = sum(x, axes, partRows);
  S number = count(x, axes).elements[0];
  for (S &element : y.elements)
    element = element / number;
  return y;
}

template <class S> Tensor<S> rowMean(const Tensor<S> &x) {
  return mean(x, axesOfRow(x));
}

/// x - m, m the largest along the axis.
template <class S> static Tensor<S> centred(const Tensor<S> &x, int64_t axis) {
  Tensor<S> largest = without(x, {axis});
  std::vector<bool> seen(largest.elements.size());
  forEach(x.shape, [&](const Shape &index) {
    size_t to = size_t(largest.offset(without(index, {axis})));
    if (!seen[to] || x[index] > largest.elements[to])
      largest.elements[to] = withSlope(x[index], 0);
    seen[to] = true;
  });
  Tensor<S> y = x;
  forEach(x.shape, [&](const Shape &index) {
    y[index] = x[index] - largest[without(index, {axis})];
  });
  return y;
}

template <class S> static Tensor<S> exponentials(Tensor<S> x) {
  for (S &element : x.elements)
    element = exp(element);
  return x;
}

template <class S> Tensor<S> softmax(const Tensor<S> &x, int64_t axis) {
  Tensor<S> y = exponentials(centred(x, axis));
  Tensor<S> total = sum(y, {axis});
  forEach(y.shape, [&](const Shape &index) {
    y[index] = y[index] / total[without(index, {axis})];
  });
  return y;
}

template <class S> Tensor<S> logSoftmax(const Tensor<S> &x, int64_t axis) {
  Tensor<S> y = centred(x, axis);
  Tensor<S> total = sum(exponentials(y), {axis});
  for (S &element : total.elements)
    element = log(element);
  forEach(y.shape, [&](const Shape &index) {
    y[index] = y[index] - total[without(index, {axis})];
  });
  return y;
}

template <class S> Indices argmax(const Tensor<S> &x, int64_t axis) {
  Tensor<S> like = without(x, {axis});
  Indices y(like.shape, like.rows);
  std::vector<bool> seen(y.elements.size());
  Tensor<S> largest = like;
  forEach(x.shape, [&](const Shape &index) {
    size_t to = size_t(y.offset(without(index, {axis})));
    S element = x[index];
    if (std::isnan(element.value) ||
        (seen[to] && !(element > largest.elements[to])))
      return;
    largest.elements[to] = element;
    y.elements[to] = int32_t(index[size_t(axis)]);
    seen[to] = true;
  });
  return y;
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

template <class S>
Tensor<S> classDistribution(const Indices &y, const Tensor<S> &like,
                            const ClassSettings &settings) {
  Tensor<S> q(like.shape, like.rows);
  int64_t classes = like.shape.back();
  double share = settings.labelSmoothing / double(classes);
  for (int64_t i = 0; i < q.size(); ++i) {
    int64_t c = i % classes;
    bool isClass = y.elements[size_t(i / classes)] == c;
    S &element = q.elements[size_t(i)];
    element = S(isClass ? 1.0 - settings.labelSmoothing + share : share);
    if (!settings.weights.empty())
      element = element * S(settings.weights[size_t(c)]);
  }
  return q;
}

template <class S>
Tensor<S> crossEntropy(const Tensor<S> &z, const Indices &y,
                       const ClassSettings &settings) {
  int64_t last = z.rank() - 1;
  Tensor<S> q = classDistribution(y, z, settings);
  Tensor<S> logp = logSoftmax(z, last);
  for (size_t i = 0; i < q.elements.size(); ++i)
    if (q.elements[i] != S(0.0)) // a class that does not count may have p = 0
      q.elements[i] = q.elements[i] * logp.elements[i];
  Tensor<S> loss = sum(q, {last});
  for (S &element : loss.elements)
    element = -element;
  return axesOfRow(loss).empty() ? loss : rowMean(loss);
}

template <class S>
Tensor<S> topK(const Tensor<S> &z, const Indices &y, int64_t k) {
  int64_t classes = z.shape.back();
  Tensor<S> hit(y.shape, y.rows);
  for (int64_t row = 0; row < hit.size(); ++row) {
    const S *logits = &z.elements[size_t(row * classes)];
    int64_t own = y.elements[size_t(row)], before = 0;
    for (int64_t c = 0; c < classes; ++c)
      before +=
          logits[c] > logits[own] || (c < own && logits[c] == logits[own]);
    bool isNumber = !std::isnan(logits[own].value);
    hit.elements[size_t(row)] = S(isNumber && before < k ? 1.0 : 0.0);
  }
  return axesOfRow(hit).empty() ? hit : rowMean(hit);
}

#define ROW(S)                                                                 \
  template Tensor<S> einsum<S>(std::string_view, const Tensor<S> &,            \
                               const Tensor<S> &, int64_t);                    \
  template Tensor<S> dense<S>(const Tensor<S> &, const Tensor<S> &,            \
                              const Tensor<S> *);                              \
  template Tensor<S> bias<S>(const Tensor<S> &, const Tensor<S> &);            \
  template Tensor<S> matmul<S>(const Tensor<S> &, const Tensor<S> &);          \
  template Tensor<S> sum<S>(const Tensor<S> &, const Shape &, int64_t);        \
  template Tensor<S> mean<S>(const Tensor<S> &, const Shape &, int64_t);       \
  template Tensor<S> count<S>(const Tensor<S> &, const Shape &);               \
  template Tensor<S> rowMean<S>(const Tensor<S> &);                            \
  template Tensor<S> softmax<S>(const Tensor<S> &, int64_t);                   \
  template Tensor<S> logSoftmax<S>(const Tensor<S> &, int64_t);                \
  template Indices argmax<S>(const Tensor<S> &, int64_t);                      \
  template Tensor<S> classDistribution<S>(const Indices &, const Tensor<S> &,  \
                                          const ClassSettings &);              \
  template Tensor<S> crossEntropy<S>(const Tensor<S> &, const Indices &,       \
                                     const ClassSettings &);                   \
  template Tensor<S> topK<S>(const Tensor<S> &, const Indices &, int64_t);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

} // namespace plexus::referee

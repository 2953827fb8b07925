//===- Growth.cpp - one more statement ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Growth.h"

#include "test/networks/Words.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace plexus::networks {

using std::to_string;

/// `[0, 2]`
static std::string list(const Shape &numbers) {
  std::string text = "[";
  for (size_t i = 0; i < numbers.size(); ++i)
    text += (i ? ", " : "") + to_string(numbers[i]);
  return text + "]";
}

static std::string anyNumber(Choices &choices) {
  return choices.of({"0.5", "-1", "2", "0.1", "-0.3", "1.7", "1e-3", "3"});
}

/// An activation with its settings, such as `leaky_relu(slope: 0.2)`.
static std::string anyActivation(Choices &choices) {
  return choices.of(words().activations);
}

static std::string anyInitialiser(Choices &choices) {
  return choices.of(words().initialisers);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

static std::string denseSettings(Choices &choices, int64_t units) {
  std::string text = "Dense(" + to_string(units);
  if (choices.oneIn(2))
    text += ", " + anyActivation(choices);
  if (choices.oneIn(4))
    text += ", bias: false";
  if (choices.oneIn(3))
    text += ", init: " + anyInitialiser(choices);
  return text + ")";
}

bool growDense(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.empty())
    return false;
  int64_t in = x.shape.back(), out = s.size();
  Shape shape = x.shape;
  shape.back() = out;
  if (!s.afford(elementsOf(x.shape) * out + elementsOf(shape)))
    return false;
  std::string name = s.fresh("f");
  s.let(x.name + " |> " + denseSettings(s.choices, out) + " as " + name, shape,
        x.rows, x.ofTarget);
  s.layers.push_back({name, in, out});
  return true;
}

/// One layer that is used twice.
static bool growShared(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.empty())
    return false;
  int64_t n = x.shape.back();
  if (!s.afford(2 * elementsOf(x.shape) * n))
    return false;
  std::string name = s.fresh("f");
  std::string layer = denseSettings(s.choices, n);
  s.statement("layer " + name + " = " + layer);
  s.let(x.name + " |> " + name, x.shape, x.rows, x.ofTarget);
  s.let(s.values.back().name + " |> " + name, x.shape, x.rows, x.ofTarget);
  for (Named *use : {&s.values.back(), &s.values.back() - 1})
    use->probabilities = givesProbabilities(layer);
  s.layers.push_back({name, n, n});
  return true;
}

/// A layer that keeps the shape.
static bool growLayer(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.empty() || !s.afford(elementsOf(x.shape)))
    return false;
  std::string settings = s.choices.oneIn(2) ? anyActivation(s.choices) : "";
  if (s.choices.oneIn(2))
    settings +=
        (settings.empty() ? "init: " : ", init: ") + anyInitialiser(s.choices);
  s.let(x.name + " |> " + s.choices.of(words().layers) + "(" + settings + ")",
        x.shape, x.rows, x.ofTarget);
  return true;
}

static bool growDropout(Sketch &s) {
  Named x = s.anyValue();
  if (!x.rows || !s.afford(elementsOf(x.shape)))
    return false;
  s.let(x.name + " |> Dropout(" + s.choices.of({"0", "10%", "0.5", "0.9"}) +
            ")",
        x.shape, x.rows, x.ofTarget);
  return true;
}

/// A residual block, repeated.
static bool growBlock(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.size() != 1 || !s.choices.oneIn(2))
    return false;
  int64_t hidden = s.choices.of({2, 3, 5, 8}), times = s.choices.between(1, 3);
  if (!s.afford(2 * times * x.shape[0] * hidden))
    return false;
  std::string block = s.fresh("Block");
  s.blocks.push_back(
      "block " + block + "(hidden: int)(x: f32[n]) -> f32[n] {\n" +
      "  let h = x |> Dense(hidden, " + anyActivation(s.choices) +
      ")\n  return x + (h |> Dense(n))\n}");
  s.let(x.name + " |> repeat(" + to_string(times) + ", " + block + "(" +
            to_string(hidden) + "))",
        x.shape, x.rows, x.ofTarget);
  return true;
}

/// A weight as a tensor without rows.
static bool growWeight(Sketch &s) {
  if (s.layers.empty())
    return false;
  NamedLayer layer = s.choices.of(s.layers);
  if (!s.afford(layer.in * layer.out / std::max<int64_t>(s.rows, 1)))
    return false;
  s.let(layer.name + ".weight * " + anyNumber(s.choices), {layer.out, layer.in},
        false, false);
  return true;
}

//===----------------------------------------------------------------------===//
// Functions of elements
//===----------------------------------------------------------------------===//

static bool growUnary(Sketch &s) {
  Named x = s.anyValue();
  if (!s.afford(elementsOf(x.shape)))
    return false;
  const std::string &v = x.name;
  std::string text = s.choices.of<std::string>(
      {"exp(clamp(" + v + ", -3, 2))", "log(abs(" + v + ") + 0.5)",
       "sqrt(" + v + " * " + v + " + 0.25)", "abs(" + v + ")",
       "clamp(" + v + ", -0.5, 0.75)", "-" + v, "stop_gradient(" + v + ")",
       v + " + 0.1 * noise(" + v + ")", v + " |> " + anyActivation(s.choices),
       v + " |> " + anyActivation(s.choices)});
  if (!x.rows && text.find("noise") != std::string::npos)
    return false;
  s.let(text, x.shape, x.rows, x.ofTarget);
  return true;
}

static bool growNumber(Sketch &s) {
  Named x = s.anyValue();
  if (!s.afford(elementsOf(x.shape)))
    return false;
  std::string number = anyNumber(s.choices), v = x.name;
  s.let(
      s.choices.of<std::string>(
          {v + " + " + number, v + " - " + number, number + " - " + v,
           v + " * " + number, v + " / " + number,
           number + " / (abs(" + v + ") + 0.5)", "max(" + v + ", 0)",
           "min(" + number + ", " + v + ")",
           "(" + v + " > " + number + ") * " + v,
           "(" + v + " >= " + number + ") + " + v, "(" + v + " == 0) - " + v,
           "(" + v + " != 0) * " + v, v + " * (" + v + " <= " + number + ")"}),
      x.shape, x.rows, x.ofTarget);
  return true;
}

static bool growBinary(Sketch &s) {
  Named a = s.anyValue();
  const Named *found = s.like(a.shape, s.choices.oneIn(4) ? !a.rows : a.rows);
  if (!found || !s.afford(elementsOf(a.shape)))
    return false;
  const std::string &b = found->name;
  s.let(s.choices.of<std::string>(
            {a.name + " + " + b, a.name + " - " + b, a.name + " * " + b,
             a.name + " / (abs(" + b + ") + 0.5)",
             "max(" + a.name + ", " + b + ")", "min(" + a.name + ", " + b + ")",
             "(" + a.name + " < " + b + ") * " + a.name}),
        a.shape, a.rows || found->rows, a.ofTarget || found->ofTarget);
  return true;
}

//===----------------------------------------------------------------------===//
// Functions along axes
//===----------------------------------------------------------------------===//

static bool growSoftmax(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.empty() || !s.afford(4 * elementsOf(x.shape)))
    return false;
  std::string text = s.choices.of({"softmax(", "log_softmax("}) + x.name;
  if (s.choices.oneIn(2))
    text += ", axis: " + to_string(s.choices.below(x.shape.size()));
  s.let(text + ")", x.shape, x.rows, x.ofTarget);
  return true;
}

static bool growReduce(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.empty() || !s.afford(elementsOf(x.shape)))
    return false;
  std::string text = s.choices.of({"sum(", "mean("}) + x.name;
  Shape rest;
  if (s.choices.oneIn(3)) {
    // all of a row
  } else if (s.choices.oneIn(3) && x.shape.size() > 1) {
    text += ", axis: [0, " + to_string(x.shape.size() - 1) + "]";
    rest.assign(x.shape.begin() + 1, x.shape.end() - 1);
  } else {
    size_t axis = s.choices.below(x.shape.size());
    text += ", axis: " + to_string(axis);
    rest = x.shape;
    rest.erase(rest.begin() + ptrdiff_t(axis));
  }
  s.let(text + ")", rest, x.rows, x.ofTarget);
  return true;
}

static bool growMatmul(Sketch &s) {
  Named a = s.anyValue();
  if (a.shape.empty() || a.shape.size() > 2)
    return false;
  std::vector<Named> fitting;
  for (const Named &b : s.values)
    if (b.shape.size() == 2 && b.shape[0] == a.shape.back())
      fitting.push_back(b);
  if (fitting.empty())
    return false;
  Named b = s.choices.of(fitting);
  Shape shape = a.shape;
  shape.back() = b.shape[1];
  if (!s.afford(elementsOf(a.shape) * b.shape[1]))
    return false;
  s.let(a.name + " @ " + b.name, shape, a.rows || b.rows,
        a.ofTarget || b.ofTarget);
  return true;
}

/// The mean or another small tensor, taken from x again.
static bool growBroadcast(Sketch &s) {
  Named small = s.anyValue(), like = s.anyValue();
  size_t missing = like.shape.size() - small.shape.size();
  if (small.shape.size() > like.shape.size() ||
      !std::equal(small.shape.begin(), small.shape.end(),
                  like.shape.begin() + ptrdiff_t(missing),
                  [](int64_t a, int64_t b) { return a == b || a == 1; }) ||
      !s.afford(elementsOf(like.shape)))
    return false;
  s.let("broadcast(" + small.name + ", like: " + like.name + ")", like.shape,
        small.rows || like.rows, small.ofTarget || like.ofTarget);
  s.values.back().probabilities = small.probabilities; // it may be x itself
  return true;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

static bool growReshape(Sketch &s) {
  Named x = s.anyValue();
  int64_t count = elementsOf(x.shape);
  if (x.shape.empty() || !s.afford(count))
    return false;
  if (s.choices.oneIn(3)) {
    s.let("flatten(" + x.name + ")", {count}, x.rows, x.ofTarget);
    return true;
  }
  int64_t first = s.choices.of({1, 2, 3, 4, 5, 8});
  if (count % first)
    return false;
  Shape shape = s.choices.oneIn(2) ? Shape{first, count / first}
                                   : Shape{count / first, first};
  s.let("reshape(" + x.name + ", " + list(shape) + ")", shape, x.rows,
        x.ofTarget);
  return true;
}

static bool growTranspose(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.size() < 2 || !s.afford(elementsOf(x.shape)))
    return false;
  Shape axes(x.shape.size()), shape;
  std::iota(axes.begin(), axes.end(), 0);
  if (s.choices.oneIn(2)) {
    std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
  } else {
    for (size_t i = axes.size(); i-- > 1;)
      std::swap(axes[i], axes[s.choices.below(i + 1)]);
  }
  for (int64_t axis : axes)
    shape.push_back(x.shape[size_t(axis)]);
  s.let("transpose(" + x.name + ", axes: " + list(axes) + ")", shape, x.rows,
        x.ofTarget);
  return true;
}

static bool growConcat(Sketch &s) {
  Named a = s.anyValue(), b = s.anyValue();
  if (a.shape.empty() || a.shape.size() != b.shape.size())
    return false;
  size_t axis = s.choices.below(a.shape.size());
  Shape shape = a.shape;
  shape[axis] = b.shape[axis];
  if (shape != b.shape || !s.afford(elementsOf(a.shape) + elementsOf(b.shape)))
    return false;
  shape[axis] = a.shape[axis] + b.shape[axis];
  s.let("concat(" + a.name + ", " + b.name + ", axis: " + to_string(axis) + ")",
        shape, a.rows || b.rows, a.ofTarget || b.ofTarget);
  return true;
}

static bool growSlice(Sketch &s) {
  Named x = s.anyValue();
  if (x.shape.empty() || !s.afford(elementsOf(x.shape)))
    return false;
  std::string text;
  Shape shape;
  for (size_t i = 0; i < x.shape.size(); ++i) {
    int64_t size = x.shape[i], first = s.choices.between(0, size - 1);
    text += i ? ", " : "";
    switch (s.choices.below(3)) {
    case 0:
      text += ":";
      shape.push_back(size);
      break;
    case 1:
      text += to_string(first);
      break;
    default: {
      int64_t last = s.choices.between(first + 1, size);
      text += to_string(first) + ".." + to_string(last);
      shape.push_back(last - first);
    }
    }
  }
  s.let(x.name + "[" + text + "]", shape, x.rows, x.ofTarget);
  return true;
}

namespace {
struct Growth {
  unsigned weight;
  bool (*add)(Sketch &);
};
} // namespace

static constexpr Growth growths[] = {
    {8, growDense},     {2, growShared},    {2, growLayer},  {2, growDropout},
    {2, growBlock},     {2, growWeight},    {6, growUnary},  {4, growNumber},
    {5, growBinary},    {3, growSoftmax},   {4, growReduce}, {3, growMatmul},
    {3, growReshape},   {2, growTranspose}, {3, growConcat}, {3, growSlice},
    {2, growBroadcast},
};

bool grow(Sketch &sketch) {
  unsigned all = 0;
  for (const Growth &row : growths)
    all += row.weight;
  auto place = unsigned(sketch.choices.below(all));
  for (const Growth &row : growths) {
    if (place < row.weight)
      return row.add(sketch);
    place -= row.weight;
  }
  return false;
}

} // namespace plexus::networks

//===- Initialise.cpp - initial values of parameters ----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// An element is a function of seed, stream and index: it is drawn in binary64
// and rounded to the element type, so both types start from the same values.
//
//===----------------------------------------------------------------------===//
#include "runtime/core/OwnMode.h"
#include "runtime/core/Random.h"
#include "runtime/core/plexus.h"

using namespace plexus::math;
using Words = Words4<uint32_t>;
using Double = Real<double>;

//===----------------------------------------------------------------------===//
// The distributions: what the random words of an element become
//===----------------------------------------------------------------------===//

static Double asDouble(uint32_t word) { return Double(word); }

static Double loaded(Double a, Double b, Words words) { return Double(0.0); }

static Double constant(Double a, Double b, Words words) { return a; }

static Double uniform(Double a, Double b, Words words) {
  return fma(b - a, uniformFromBits(asDouble(words.w0)), a);
}

static Double normal(Double a, Double b, Words words) {
  return fma(b, normalFromBits(asDouble(words.w0), asDouble(words.w1)), a);
}

using Distribution = Double (*)(Double a, Double b, Words words);

static Distribution find(plx_distribution distribution) {
  switch (distribution) {
  case PLX_LOADED:
    return loaded;
  case PLX_CONSTANT:
    return constant;
  case PLX_UNIFORM:
    return uniform;
  case PLX_NORMAL:
    return normal;
  }
  return loaded; // a number that this version does not know
}

//===----------------------------------------------------------------------===//
// The parameter arena
//===----------------------------------------------------------------------===//

template <typename T>
static void draw(const plx_parameter &parameter, void *at, uint64_t seed) {
  Distribution distribution =
      find(static_cast<plx_distribution>(parameter.distribution));
  Double a(parameter.a), b(parameter.b);
  T *elements = static_cast<T *>(at);
  for (uint64_t i = 0; i < parameter.elements; ++i) {
    Words words = plexus::core::randomWords(seed, parameter.stream, i, 0);
    elements[plx_place(parameter.elements, parameter.column_length, i)] =
        static_cast<T>(distribution(a, b, words).value());
  }
}

/// Not inlined: see OwnMode.
__attribute__((noinline)) static void
initialize(const plx_model *model, void *parameters, uint64_t seed) {
  char *arena = static_cast<char *>(parameters);
  // Gaps between parameters too: equal arenas are then equal byte for byte.
  for (uint64_t i = 0; i < model->parameter_bytes; ++i)
    arena[i] = 0;
  for (uint32_t i = 0; i < model->parameter_count; ++i) {
    const plx_parameter &parameter = model->parameters[i];
    if (model->element_type == PLX_F64)
      draw<double>(parameter, arena + parameter.offset, seed);
    else
      draw<float>(parameter, arena + parameter.offset, seed);
  }
}

void plx_initialize(const plx_model *model, void *parameters, uint64_t seed) {
  [[maybe_unused]] plexus::core::OwnMode mode;
  initialize(model, parameters, seed);
}

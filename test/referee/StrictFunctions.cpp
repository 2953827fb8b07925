//===- StrictFunctions.cpp - the functions of docs/functions.md -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// In plain C++ for binary32 alone, with branches where the page has cases.
// Every operator below rounds once to binary32.
//
//===----------------------------------------------------------------------===//
#include "test/referee/StrictFloat.h"

#include <bit>
#include <initializer_list>
#include <limits>

namespace plexus::referee {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float ln2High = 0x1.62e43p-1f, ln2Low = -0x1.05c610p-29f;

float fma(float a, float b, float c) { return std::fmaf(a, b, c); }

StrictFloat strict(float value) {
  StrictFloat x;
  x.value = value;
  return x;
}

/// c0 + c1 x + c2 x² + …, the highest coefficient first, each step fused.
float horner(float x, std::initializer_list<float> c) {
  const float *next = c.end() - 1;
  float sum = *next;
  while (next != c.begin())
    sum = fma(sum, x, *--next);
  return sum;
}

/// 2^n for n in [-126, 127].
float powerOfTwo(float n) {
  return std::bit_cast<float>(uint32_t(int32_t(n) + 127) << 23);
}

/// x · 2^n, the power in two halves.
float scale(float x, float n) {
  float half = std::nearbyintf(n * 0.5f);
  return x * powerOfTwo(half) * powerOfTwo(n - half);
}

/// x held in [low, high]; NaN stays.
float hold(float x, float low, float high) {
  return x < low ? low : x > high ? high : x;
}

/// exp(x) = 2^n (1 + r + rest).
struct Reduced {
  float n, r, rest;
};
Reduced reduce(float x) {
  float n = std::nearbyintf(x * 1.44269504f);
  float partial = fma(n, -ln2High, x);
  float r = fma(n, -ln2Low, partial);
  float lost = fma(n, -ln2Low, partial - r);
  float q = horner(
      r, {0.5f, 0.166665152f, 0.0416665785f, 0.00836929027f, 0.00139231491f});
  return {n, r, fma(r * r, q, lost)};
}

/// e^x as a sum of two numbers.
struct Sum {
  float high, low;
};
Sum expSum(float x) {
  Reduced e = reduce(hold(x, -105, 89));
  float sum = e.r + e.rest, high = 1 + sum;
  float low = (sum - (high - 1)) + (e.rest - (sum - e.r));
  return {scale(high, e.n), scale(low, e.n)};
}

/// A positive normal number as 2^exponent · mantissa, the mantissa between √½
/// and √2.
struct Parts {
  float exponent, mantissa;
};
Parts parts(float x) {
  auto bits = std::bit_cast<uint32_t>(x);
  float exponent = float(int32_t(bits >> 23) - 127);
  float mantissa = std::bit_cast<float>((bits & 0x7FFFFF) | 0x3F800000);
  if (mantissa > 0x1.6a09e6p+0f)
    return {exponent + 1, mantissa * 0.5f};
  return {exponent, mantissa};
}

/// e · ln 2 + log(1 + f) + small.
float assembleLog(float e, float f, float small) {
  float P = horner(f, {0.333333105f, -0.249999866f, 0.200022265f, -0.166692525f,
                       0.14218621f, -0.12384285f, 0.118733786f, -0.117905393f,
                       0.0691517144f});
  float below = fma(f * f, fma(f, P, -0.5f), fma(e, ln2Low, small));
  return fma(e, ln2High, f + below);
}

/// log(1 + high + low) for high in [0, 1].
float log1pSum(float high, float low) {
  float sum = 1 + high, added = sum - 1;
  float lost = ((1 - (sum - added)) + (high - added)) + low;
  Parts p = parts(sum);
  if (p.exponent == 0)
    return assembleLog(0, high, low);
  float f = p.mantissa - 1;
  float small = lost * powerOfTwo(-p.exponent) * fma(f, f - 1, 1);
  return assembleLog(p.exponent, f, small);
}

} // namespace

StrictFloat exp(StrictFloat x) {
  Reduced e = reduce(hold(x.value, -105, 89));
  if (std::isnan(x.value))
    return x;
  return strict(scale(1 + (e.r + e.rest), e.n));
}

StrictFloat expm1(StrictFloat x) {
  if (std::isnan(x.value) || std::fabs(x.value) < 0x1p-26f)
    return x;
  Reduced e = reduce(hold(x.value, -50, 89));
  float power = powerOfTwo(e.n - 1); // half of 2^n
  return strict(2 * fma(power, e.rest, fma(power, e.r, power - 0.5f)));
}

StrictFloat sigmoid(StrictFloat x) {
  if (std::isnan(x.value))
    return x;
  Sum e = expSum(-std::fabs(x.value));
  float sum = 1 + e.high;
  float lost = (e.high - (sum - 1)) + e.low;
  float numerator = x.value < 0 ? e.high : 1;
  float inverse = 1 / sum, quotient = numerator * inverse;
  float remainder = fma(-quotient, lost, fma(-quotient, sum, numerator));
  remainder = remainder + (x.value < 0 ? e.low : 0);
  return strict(fma(remainder, inverse, quotient));
}

StrictFloat log(StrictFloat x) {
  if (std::isnan(x.value) || x.value == infinity)
    return x;
  if (x.value == 0)
    return strict(-infinity);
  if (x.value < 0)
    return strict(std::numeric_limits<float>::quiet_NaN());
  bool subnormal = x.value < 0x1p-126f;
  Parts p = parts(subnormal ? x.value * 0x1p25f : x.value);
  return strict(
      assembleLog(subnormal ? p.exponent - 25 : p.exponent, p.mantissa - 1, 0));
}

StrictFloat softplus(StrictFloat x) {
  if (std::isnan(x.value))
    return x;
  Sum e = expSum(-std::fabs(x.value));
  float rest = log1pSum(e.high, e.low);
  return strict(x.value < 0 ? rest : x.value + rest);
}

StrictFloat tanh(StrictFloat x) {
  float size = std::fabs(x.value), y;
  if (std::isnan(size))
    return x;
  if (size < 0.9f) {
    float z = size * size;
    float P =
        horner(z, {-0.333333224f, 0.133329794f, -0.0539292097f, 0.0216625482f,
                   -0.00826149341f, 0.00257879542f, -0.00045369385f});
    y = fma(z * P, size, size);
  } else {
    Reduced e = reduce(size > 20 ? 40 : size * 2);
    float power = (1 + (e.r + e.rest)) * powerOfTwo(e.n);
    y = 1 - 2 / (power + 1);
  }
  return strict(std::copysign(y, x.value));
}

StrictFloat erf(StrictFloat x) {
  float size = std::fabs(x.value), y;
  if (std::isnan(size))
    return x;
  if (size < 1) {
    float P = horner(size * size,
                     {0.128379166f, -0.376126289f, 0.112836182f, -0.026855126f,
                      0.00519073335f, -0.000803075032f, 7.92030332e-05f});
    y = fma(P, size, size);
  } else {
    float t = (size > 4 ? 4 : size) - 1;
    float Q = horner(t, {1.84960556f, 2.63896751f, 0.843106985f, 0.0415638387f,
                         -0.0100462269f, 0.00200891588f, -0.000283441303f,
                         1.62482083e-05f, 2.30305409e-06f, -3.73722173e-07f});
    Reduced e = reduce(-Q);
    y = 1 - (1 + (e.r + e.rest)) * powerOfTwo(e.n);
  }
  return strict(std::copysign(y, x.value));
}

/// cos(πx) for x in [0, 2).
static float cospi(float x) {
  float y = std::fabs(fma(std::nearbyintf(x * 0.5f), -2, x));
  float n = std::nearbyintf(y * 2), r = fma(n, 0.5f, -y), z = r * r;
  if (n == 1) { // the sine of π r
    float P =
        horner(z, {-5.16771269f, 2.55015445f, -0.598970532f, 0.0790448785f});
    return fma(r, 0x1.921fb6p+1f, r * fma(z, P, -0x1.777a5cp-24f));
  }
  float even = fma(
      z, horner(z, {-4.93480206f, 4.05869627f, -1.33473635f, 0.228757158f}), 1);
  return n > 1 ? -even : even;
}

void setNormal(StrictFloat &y, uint32_t first, uint32_t second) {
  StrictFloat u1 = strict((float(first) + 0.5f) * 0x1p-32f);
  float u2 = float(second) * 0x1p-32f;
  y = strict(std::sqrt(-2 * log(u1).value) * cospi(2 * u2));
}

} // namespace plexus::referee

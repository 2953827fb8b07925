//===- Statistics.cpp - what a sample says about its distribution ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "test/unit/core/Statistics.h"

#include <algorithm>
#include <cmath>

namespace plexus::test {

double mean(const std::vector<double> &x) {
  double sum = 0;
  for (double v : x)
    sum += v;
  return sum / double(x.size());
}

double variance(const std::vector<double> &x) {
  double m = mean(x), sum = 0;
  for (double v : x)
    sum += (v - m) * (v - m);
  return sum / double(x.size());
}

double kolmogorov(std::vector<double> x,
                  const std::function<double(double)> &cdf) {
  std::sort(x.begin(), x.end());
  double n = double(x.size()), distance = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    double f = cdf(x[i]);
    distance = std::max({distance, f - double(i) / n, double(i + 1) / n - f});
  }
  return distance * std::sqrt(n);
}

double correlation(const std::vector<double> &x, const std::vector<double> &y) {
  double mx = mean(x), my = mean(y), sum = 0;
  for (size_t i = 0; i < x.size(); ++i)
    sum += (x[i] - mx) * (y[i] - my);
  return sum / double(x.size()) / std::sqrt(variance(x) * variance(y));
}

double uniformCdf(double x, double a, double b) {
  return std::clamp((x - a) / (b - a), 0.0, 1.0);
}

double normalCdf(double x, double mean, double deviation) {
  return 0.5 * std::erfc((mean - x) / deviation / std::sqrt(2.0));
}

} // namespace plexus::test

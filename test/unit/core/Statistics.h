//===- Statistics.h - what a sample says about its distribution -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_UNIT_CORE_STATISTICS_H
#define PLEXUS_TEST_UNIT_CORE_STATISTICS_H

#include <functional>
#include <vector>

namespace plexus::test {

/// Exceeded by sqrt(n) times the distance of Kolmogorov and Smirnov for once in
/// a thousand seeds: sqrt(ln(2 / 0.001) / 2).
constexpr double kolmogorovBound = 1.95;

double mean(const std::vector<double> &x);
double variance(const std::vector<double> &x);

/// sqrt(n) times the Kolmogorov-Smirnov distance between x and a distribution.
double kolmogorov(std::vector<double> x,
                  const std::function<double(double)> &cdf);

/// Covariance of x and y over the product of their standard deviations.
double correlation(const std::vector<double> &x, const std::vector<double> &y);

/// Distribution functions on [a, b], and with a mean and a deviation.
double uniformCdf(double x, double a, double b);
double normalCdf(double x, double mean, double deviation);

} // namespace plexus::test

#endif

//===- SlopeCheck.cpp - a slope against differences of a function --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/SlopeCheck.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

namespace plexus::host {

namespace {
/// Rounding may be so much more than its bound.
constexpr double safety = 8;
/// Panels of an interval, of which there are two at the beginning.
constexpr size_t mostPanels = 64;
/// Intervals get narrower by this factor.
constexpr double narrowing = 4;

/// A line that computes no point twice.
class Points {
public:
  explicit Points(const Line &line) : line(line) {}
  const LinePoint &at(double offset) {
    auto [place, isNew] = known.try_emplace(offset);
    if (isNew)
      place->second = line(offset);
    return place->second;
  }

private:
  const Line &line;
  std::map<double, LinePoint> known;
};

/// Where the tangents at two points meet; in between there is a kink or a bend.
double meetingOfTangents(const LinePoint &a, const LinePoint &b) {
  double rise = b.loss - a.loss - b.slope * (b.offset - a.offset);
  return a.offset + rise / (a.slope - b.slope);
}

/// Five evenly spaced points.
struct Panel {
  double first, spacing;
  std::array<LinePoint, 5> points;

  double width() const { return points[4].offset - points[0].offset; }
  double difference() const { return points[4].loss - points[0].loss; }
  double integral() const {
    auto &p = points;
    return width() / 90 *
           (7 * (p[0].slope + p[4].slope) + 32 * (p[1].slope + p[3].slope) +
            12 * p[2].slope);
  }
  /// A quarter of the third differences bounds the error of the integral where
  /// the slope is smooth and where it has one jump, of which 33/180 may count.
  double error() const { return width() * (third(0) + third(1)) / 4; }

  double last() const { return first + 4 * spacing; }
  /// Where to cut a panel in two or three: around its only kink, if that is
  /// seen, so that the integral between the cuts has an error of about
  /// `wanted`.
  std::vector<double> cuts(double wanted) const {
    std::array<double, 4> jumps;
    for (size_t i = 0; i < jumps.size(); ++i)
      jumps[i] = std::abs(points[i + 1].slope - points[i].slope);
    auto largest = std::ranges::max_element(jumps);
    double others = std::accumulate(jumps.begin(), jumps.end(), -*largest);
    auto i = size_t(largest - jumps.begin());
    double left = points[i].offset, right = points[i + 1].offset;
    double meeting = meetingOfTangents(points[i], points[i + 1]);
    double kink = std::max(left, std::min(right, meeting));
    double reach = wanted / *largest;
    bool isSeen = others < *largest / 8 && std::abs(meeting - kink) <= reach &&
                  4 * reach < right - left;
    std::vector<double> found;
    for (double cut : {kink - reach, kink + reach})
      if (isSeen && cut > first && cut < last())
        found.push_back(cut);
    if (found.empty())
      found.push_back(first + 2 * spacing);
    return found;
  }

private:
  double third(size_t i) const {
    auto &p = points;
    return std::abs((p[i].slope - p[i + 3].slope) -
                    3 * (p[i + 1].slope - p[i + 2].slope));
  }
};

/// The loss and its slope up to an offset on both sides.
class Interval {
public:
  Interval(Points &line, double half)
      : line(line), panels{panelAt(-half, half / 4), panelAt(0, half / 4)} {}

  /// Splits panels until the error of the integral is small or they are many.
  void refine(double wanted) {
    while (total(&Panel::error) > wanted && panels.size() < mostPanels) {
      auto worst = std::ranges::max_element(
          panels, {}, [](const Panel &panel) { return panel.error(); });
      Panel panel = *worst;
      panels.erase(worst);
      double first = panel.first;
      for (double cut : panel.cuts(wanted / 8)) {
        panels.push_back(panelAt(first, (cut - first) / 4));
        first = cut;
      }
      panels.push_back(panelAt(first, (panel.last() - first) / 4));
    }
  }

  double total(double (Panel::*part)() const) const {
    double sum = 0;
    for (const Panel &panel : panels)
      sum += (panel.*part)();
    return sum;
  }

  double largest(double LinePoint::*part) const {
    double most = 0;
    for (const Panel &panel : panels)
      for (const LinePoint &point : panel.points)
        most = std::max(most, std::abs(point.*part));
    return most;
  }

  bool isFinite() const {
    return std::isfinite(total(&Panel::difference) + total(&Panel::integral));
  }

  bool isStill() const {
    return largest(&LinePoint::slope) == 0 &&
           std::ranges::all_of(panels, [&](const Panel &panel) {
             return std::ranges::all_of(panel.points, [&](auto &point) {
               return point.loss == panels[0].points[0].loss;
             });
           });
  }

private:
  Panel panelAt(double first, double spacing) const {
    Panel panel = {first, spacing, {}};
    for (size_t i = 0; i < panel.points.size(); ++i)
      panel.points[i] = line.at(first + double(i) * spacing);
    return panel;
  }

  Points &line;
  std::vector<Panel> panels;
};

/// How the mean slope of the loss over an interval differs from that of the
/// gradients.
struct Deviation {
  double mean;
  double unit;
  double error, rounding; ///< bounds of what is not the gradients'
  bool isStill;

  double size() const { return std::abs(mean); }
  double uncertainty() const { return error + rounding; }
  double inUnits(double slope) const { return slope > 0 ? slope / unit : 0; }
  bool isWrong(const SlopeLimits &limits) const {
    return size() > limits.tolerance * unit + uncertainty();
  }
  /// The least tolerance to which the slope is known to be right.
  double sharpness() const {
    return isStill ? 0 : inUnits(std::max(size(), uncertainty()));
  }
};

Deviation deviationOver(Interval interval, const SlopeLimits &limits) {
  double unit =
      limits.unit > 0 ? limits.unit : interval.largest(&LinePoint::slope);
  double allowed = limits.tolerance * unit;
  double noise = std::max(limits.noise, limits.precision *
                                            interval.largest(&LinePoint::loss));
  double width = interval.total(&Panel::width), rounding = 2 * safety * noise;
  interval.refine(std::max(allowed * width / 4, rounding / 8));
  double mean =
      (interval.total(&Panel::difference) - interval.total(&Panel::integral)) /
      width;
  return {mean, unit, interval.total(&Panel::error) / width, rounding / width,
          interval.isStill()};
}

/// Half the narrowest interval that rounding allows, or a narrower one where
/// the loss is not finite; a power of two, so that offsets are exact.
double halfWidth(Points &line, const SlopeLimits &limits) {
  double half =
      std::clamp(4 * safety * limits.noise / (limits.tolerance * limits.unit),
                 limits.nearest, limits.farthest);
  half = std::exp2(std::ceil(std::log2(half)));
  while (half > limits.nearest && !Interval(line, half).isFinite())
    half /= 2;
  return half;
}

/// Whether an interval found what all narrower ones do, until rounding nearly
/// hides it. What the loss does elsewhere, or between two points, as at a
/// cliff, they do not.
bool isProven(Points &line, double half, const SlopeLimits &limits,
              const Deviation &found) {
  double visible = 2 * found.rounding / found.size() * half;
  double narrow = half;
  do {
    narrow /= narrowing;
    Deviation closer = deviationOver(Interval(line, narrow), limits);
    if (!(std::abs(closer.mean - found.mean) <= found.size() / 4))
      return false;
  } while (narrow > std::max(visible, limits.nearest));
  return true;
}
} // namespace

SlopeCheck checkSlope(const Line &line, const SlopeLimits &limits) {
  Points points(line);
  double analytic = points.at(0).slope, widest = halfWidth(points, limits);
  bool slopesSeen = false;
  SlopeCheck best = {.analytic = analytic};
  for (double half = widest;; half /= narrowing) {
    Interval interval(points, half);
    slopesSeen |= interval.largest(&LinePoint::slope) > 0;
    Deviation found = deviationOver(std::move(interval), limits);
    SlopeCheck check = {Verdict::Untold, analytic, analytic + found.mean,
                        found.inUnits(found.size())};
    bool isWrong = found.isWrong(limits);
    if (isWrong && isProven(points, half, limits, found)) {
      check.verdict = Verdict::Wrong;
      return check;
    }
    // In a narrower interval rounding alone may make the loss stand still.
    if (!isWrong && (half == widest || slopesSeen))
      check.tolerance = std::max(found.sharpness(), limits.tolerance);
    if (check.tolerance <= limits.coarsest)
      check.verdict = Verdict::Right;
    if (check.tolerance <= best.tolerance)
      best = check;
    bool isHopeless =
        half <= limits.nearest || (!isWrong && !(found.error > found.rounding));
    if (best.tolerance == limits.tolerance || isHopeless)
      return best;
  }
}

} // namespace plexus::host

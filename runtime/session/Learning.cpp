//===- Learning.cpp - what a network makes of its inputs ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Learning.h"

#include "runtime/session/Results.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace plexus::host {

/// How many times every row gets the targets of another one.
static constexpr uint64_t mostShifts = 3;

static bool areSame(const Array &array, uint64_t rows) {
  for (uint64_t row = 1; row < rows; ++row)
    if (std::memcmp(array.row(0), array.row(row), array.rowBytes()) != 0)
      return false;
  return true;
}

bool hasSomethingToLearn(const plx_model &model, const Rows &rows) {
  size_t first = model.target_count ? model.input_count : 0;
  for (size_t v = first; v < rows.values.size(); ++v)
    if (!areSame(rows.values[v], rows.count))
      return true;
  return false;
}

/// Whether the first `rows` rows of an output are like `first`.
static bool areLike(const Array &output, uint64_t rows,
                    const std::vector<std::byte> &first, double tolerance) {
  for (uint64_t row = 0; row < rows; ++row) {
    if (std::memcmp(output.row(row), first.data(), first.size()) == 0)
      continue;
    for (size_t i = 0; i < output.rowElements(); ++i) {
      double wanted = loadElement(first.data(), output.type(), i);
      double found = loadElement(output.row(row), output.type(), i);
      if (!(std::abs(found - wanted) <= tolerance * std::abs(wanted)))
        return false;
    }
  }
  return true;
}

bool outputsAreTheSame(Session &session, const Rows &rows, uint64_t count,
                       Batch &batch, std::vector<Array> &outputs,
                       double tolerance) {
  if (std::ranges::all_of(
          outputs, [](const Array &each) { return each.type() == PLX_I32; }))
    return false;
  std::vector<std::vector<std::byte>> firstRows;
  for (uint64_t first = 0; first < count; first += batch.capacity()) {
    batch.copy(rows, first, std::min(batch.capacity(), count - first));
    session.predict(batch, outputs);
    for (size_t i = 0; i < outputs.size(); ++i) {
      const Array &output = outputs[i];
      auto *row = static_cast<const std::byte *>(output.row(0));
      if (first == 0)
        firstRows.emplace_back(row, row + output.rowBytes());
      if (output.type() != PLX_I32 &&
          !areLike(output, batch.rows(), firstRows[i], tolerance))
        return false;
    }
  }
  return true;
}

/// The losses, the total and its terms, where each row of `sample` has the
/// targets of the one `shift` places behind it.
static std::vector<double> lossesShifted(Session &session, const Rows &rows,
                                         std::span<const uint32_t> sample,
                                         Batch &batch, uint64_t shift) {
  std::vector<uint32_t> others(sample.begin(), sample.end());
  std::ranges::rotate(others, others.begin() + ptrdiff_t(shift));
  ResultMeans means(session.model);
  for (size_t first = 0; first < sample.size(); first += batch.capacity()) {
    size_t count = std::min<size_t>(batch.capacity(), sample.size() - first);
    batch.gather(rows, sample.subspan(first, count));
    batch.gatherTargets(rows, std::span(others).subspan(first, count));
    means.add(session.evaluate(batch), count);
  }
  std::vector<double> losses = means.finished();
  size_t count = 0;
  while (count < losses.size() && session.model.results[count].is_loss)
    ++count;
  losses.resize(count);
  return losses;
}

std::optional<double> learntShare(Session &session, const Rows &rows,
                                  std::span<const uint32_t> sample,
                                  Batch &batch) {
  uint64_t shifts = std::min<uint64_t>(mostShifts, sample.size() - 1);
  std::vector<double> own = lossesShifted(session, rows, sample, batch, 0);
  std::vector<double> others(own.size());
  std::vector<bool> reads(own.size());
  for (uint64_t shift = 1; shift <= shifts; ++shift) {
    std::vector<double> now =
        lossesShifted(session, rows, sample, batch, shift);
    for (size_t i = 0; i < own.size(); ++i) {
      others[i] += now[i] / double(shifts);
      reads[i] = reads[i] || now[i] != own[i];
    }
  }
  std::optional<double> most;
  for (size_t i = 0; i < own.size(); ++i)
    if (reads[i]) { // losses may be negative, as likelihoods of densities are
      double share = (others[i] - own[i]) /
                     std::max(std::abs(others[i]), std::abs(own[i]));
      most = std::max(most.value_or(share), share);
    }
  return most;
}

} // namespace plexus::host

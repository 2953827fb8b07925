//===- DatasetSources.h - Where the numbers of a value come from ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_DATASETSOURCES_H
#define PLEXUS_RUNTIME_DATA_DATASETSOURCES_H

#include "runtime/data/LearntConstants.h"
#include "runtime/files/Csv.h"
#include "runtime/files/NumberArray.h"

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace plexus::host {

/// Rows of equally many numbers, made on request, so that a file of bytes needs
/// a byte a number until it is in its final type.
class RowSource {
public:
  virtual ~RowSource();

  uint64_t rows() const { return rowCount; }
  uint64_t width() const { return rowWidth; }

  /// Writes row `row` to `out`, which has `width()` elements.
  virtual void read(uint64_t row, std::span<double> out) const = 0;

  /// One number of a row, at the cost of the row.
  double number(uint64_t row, uint64_t element) const;

  /// The file behind it, for messages about all of it.
  virtual std::string file() const = 0;

  /// A number as it stands in the file, its digits where it is not text, or how
  /// it is computed: `1e300 * 1e10`.
  virtual std::string text(uint64_t row, uint64_t element) const;

  /// Whether an infinite number is what arithmetic made of finite ones that
  /// were too large for it.
  virtual bool overflowed(uint64_t row, uint64_t element) const;

  /// Learns the constants that it computes with and does not have, from the
  /// rows that are named, or all if none is. Before that nothing is read that
  /// depends on them.
  virtual void learn(std::span<const uint32_t> rows);

  /// Throws BadData for one number.
  [[noreturn]] virtual void fail(uint64_t row, uint64_t element,
                                 const std::string &reason) const;

protected:
  uint64_t rowCount = 0;
  uint64_t rowWidth = 0;
};

/// Opens the sources of a description (Dataset.h) and reads each file once.
class SourceFiles {
public:
  /// `settings` is how people say how a CSV is read, for messages.
  explicit SourceFiles(std::string folder,
                       CsvSettings settings = recordSettings)
      : folder(std::move(folder)), settings(settings) {}

  /// Notes which columns of which files will be asked for. Called for every
  /// source before the first is opened.
  void announce(const nlohmann::json &source);

  /// `constants` are those of its `standardise`s, one for each, and outlive
  /// what is returned.
  std::unique_ptr<RowSource> open(const nlohmann::json &source,
                                  std::span<Standardisation> constants);

private:
  struct Csv {
    std::string path;
    CsvFormat format;
    std::vector<CsvColumns> wanted;
    bool all = false;
    std::shared_ptr<const CsvTable> table;
  };

  Csv &csv(const nlohmann::json &source);
  std::unique_ptr<RowSource> openCsv(const nlohmann::json &source);
  std::unique_ptr<RowSource> openArray(const nlohmann::json &source);

  std::string folder;
  CsvSettings settings;
  std::map<std::string, Csv> csvs;
  std::map<std::string, std::shared_ptr<const NumberArray>> arrays;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_DATASETSOURCES_H

//===- Dataset.cpp - The rows that a network trains on --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Dataset.h"
#include "runtime/data/DatasetSources.h"
#include "runtime/data/SourceTree.h"
#include "runtime/data/Split.h"
#include "runtime/files/Csv.h"
#include "runtime/files/Errors.h"
#include "runtime/files/Npy.h"
#include "runtime/files/ShownShape.h"
#include "shape/Numel.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <numeric>

using namespace plexus;
using namespace plexus::host;
using nlohmann::json;

Array::Array(plx_type type, uint64_t rows, uint64_t rowElements)
    : elementType(type), rowCount(rows), width(rowElements) {
  std::optional<uint64_t> numbers = checkedProduct(rows, rowElements);
  std::optional<uint64_t> bytes =
      numbers ? checkedProduct(*numbers, elementBytes()) : std::nullopt;
  if (!bytes || *bytes > PTRDIFF_MAX)
    throw std::bad_alloc();
  storage.reset(static_cast<std::byte *>(
      ::operator new(*bytes, std::align_val_t(PLX_ALIGNMENT))));
  std::memset(storage.get(), 0, *bytes);
}

/// Whether a real number is in the range of a value that has one.
static bool isInRange(double number, const plx_value &value) {
  return !(value.low < value.high) ||
         (number >= value.low && number <= value.high);
}

static std::string shownNumber(double number) {
  char text[32];
  return std::string(text, std::to_chars(text, std::end(text), number).ptr);
}

/// Why `number` cannot be stored as `value`, for one that cannot; `written` is
/// how it stands in its file.
static std::string whyUnfit(double number, bool overflowed,
                            const std::string &written, const plx_value &value,
                            plx_type type) {
  std::string text = "`" + shown(written, 40) + "` ";
  if (!std::isfinite(number) && !overflowed)
    return text + "is not a finite number";
  if (!isInRange(number, value))
    return text + "is not from " + shownNumber(value.low) + " to " +
           shownNumber(value.high) + ", as the loss of `" + value.name +
           "` wants";
  if (type != PLX_I32)
    return text + "is too large for " + (type == PLX_F64 ? "f64" : "f32");
  if (number != std::floor(number))
    return text + "is not a whole number, but `" + value.name + "` is an index";
  return text + "is not one of the classes of `" + value.name + "`, 0 to " +
         std::to_string(value.classes ? value.classes - 1
                                      : uint64_t(maxDimension));
}

static bool store(double number, const plx_value &value, float &to) {
  to = static_cast<float>(number);
  return std::isfinite(to) && isInRange(number, value);
}

static bool store(double number, const plx_value &value, double &to) {
  to = number;
  return std::isfinite(to) && isInRange(number, value);
}

static bool store(double number, const plx_value &value, int32_t &to) {
  double classes = double(value.classes ? value.classes : maxDimension + 1);
  if (!(number >= 0 && number < classes && number == std::floor(number)))
    return false;
  to = static_cast<int32_t>(number);
  return true;
}

template <typename T>
static void fillRows(Array &array, const RowSource &source,
                     const plx_value &value, std::span<const uint32_t> rows) {
  std::vector<double> numbers(source.width());
  for (uint64_t i = 0; i < array.rows(); ++i) {
    uint64_t row = rows.empty() ? i : rows[i];
    source.read(row, numbers);
    T *to = static_cast<T *>(array.row(i));
    for (size_t element = 0; element < numbers.size(); ++element)
      if (!store(numbers[element], value, to[element]))
        source.fail(row, element,
                    whyUnfit(numbers[element], source.overflowed(row, element),
                             source.text(row, element), value, array.type()));
  }
}

/// `rows` of `source`, or all of them if empty, in the type of `value`.
static Array takeRows(const RowSource &source, const plx_value &value,
                      plx_type element, std::span<const uint32_t> rows = {}) {
  bool isIndex = value.type == PLX_I32 || value.classes > 0;
  Array array(isIndex ? PLX_I32 : element,
              rows.empty() ? source.rows() : rows.size(), source.width());
  switch (array.type()) {
  case PLX_F32:
    fillRows<float>(array, source, value, rows);
    break;
  case PLX_F64:
    fillRows<double>(array, source, value, rows);
    break;
  case PLX_I32:
    fillRows<int32_t>(array, source, value, rows);
    break;
  }
  return array;
}

static void checkFits(const RowSource &source, const plx_value &value) {
  if (source.width() == value.elements)
    return;
  std::string shape =
      value.rank ? " " + shownShape({value.shape, value.rank}) : std::string();
  throw Error(Status::BadData, source.file(),
              "has rows of " + counted(source.width(), "number") + ", but `" +
                  value.name + "`" + shape + " takes " +
                  std::to_string(value.elements));
}

namespace {
/// The sources of one part, one for each value.
struct Record {
  std::vector<std::unique_ptr<RowSource>> sources;
  uint64_t rows = 0;

  Record(SourceFiles &files, const json &description,
         std::span<const plx_value> values, LearntConstants &constants) {
    for (const plx_value &value : values) {
      const json &described = description.at(value.name);
      requireConstants(constants, value.name, described);
      auto own = constants.standardisations.find(value.name);
      sources.push_back(
          files.open(described, own == constants.standardisations.end()
                                    ? std::span<Standardisation>()
                                    : own->second));
      const RowSource &source = *sources.back();
      checkFits(source, value);
      if (sources.size() == 1)
        rows = source.rows();
      if (source.rows() != rows)
        throw Error(Status::BadData, source.file(),
                    "has " + counted(source.rows(), "row") + " for `" +
                        value.name + "`, but `" + values[0].name + "` has " +
                        std::to_string(rows) + " from " + sources[0]->file());
    }
    if (rows > maxDimension)
      throw Error(Status::BadData, sources[0]->file(),
                  "has more than " + std::to_string(maxDimension) + " rows");
  }

  /// From the rows that are named, or all if none is.
  void learn(std::span<const uint32_t> chosen) {
    for (const auto &source : sources)
      source->learn(chosen);
  }

  Rows take(std::span<const plx_value> values, plx_type element,
            std::span<const uint32_t> chosen = {}) const {
    Rows result;
    result.count = chosen.empty() ? rows : chosen.size();
    for (size_t i = 0; i < sources.size(); ++i)
      result.values.push_back(
          takeRows(*sources[i], values[i], element, chosen));
    return result;
  }
};
} // namespace

static SplitPart partOf(const json &split, const char *name) {
  SplitPart part;
  if (auto found = split.find(name); found != split.end()) {
    part.fraction = found->value("fraction", 0.0);
    part.rows = found->value("rows", uint64_t(0));
  }
  return part;
}

/// The labels that a split keeps in proportion: of whole numbers, one a row.
static std::vector<int32_t> labelsOf(const Record &record,
                                     std::span<const plx_value> values,
                                     const std::string &name) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (name != values[i].name)
      continue;
    if (values[i].elements != 1)
      throw Error(Status::BadData, "data",
                  "`stratify: " + name + "` needs one number a row, not " +
                      std::to_string(values[i].elements));
    plx_value label = values[i];
    label.type = PLX_I32;
    Array array = takeRows(*record.sources[i], label, PLX_F64);
    const auto *first = static_cast<const int32_t *>(array.row(0));
    return {first, first + array.rows()};
  }
  throw Error(Status::BadData, "data",
              "`stratify: " + name + "` names no value of the data");
}

namespace {
/// Loads the parts of one description.
class Loader {
public:
  Loader(const json &data, std::span<const plx_value> values, plx_type element,
         const std::string &folder, LearntConstants &constants)
      : data(data), values(values), element(element), files(folder),
        constants(constants), split(data.value("split", json::object())) {}

  Dataset load() {
    for (const char *name : {"train", "validation", "test"})
      if (data.contains(name))
        for (const plx_value &value : values)
          files.announce(data.at(name).at(value.name));
    loadTraining();
    loadPart("validation", dataset.validation);
    loadPart("test", dataset.test);
    return std::move(dataset);
  }

private:
  void loadTraining() {
    Record record(files, data.at("train"), values, constants);
    SplitPart validation = partOf(split, "validation");
    SplitPart test = partOf(split, "test");
    std::vector<int32_t> labels;
    if (split.contains("stratify"))
      labels = labelsOf(record, values, split.at("stratify"));
    SplitRows rows =
        randomSplit(static_cast<uint32_t>(record.rows), validation, test,
                    labels, split.value("seed", uint64_t(0)));
    record.learn(rows.train);
    dataset.train = record.take(values, element, rows.train);
    if (validation.wanted())
      dataset.validation = record.take(values, element, rows.validation);
    if (test.wanted())
      dataset.test = record.take(values, element, rows.test);
  }

  void loadPart(const char *name, Rows &rows) {
    if (!data.contains(name))
      return;
    if (partOf(split, name).wanted())
      throw Error(Status::BadData, "data",
                  std::string("`") + name + "` and `split` both give the " +
                      name + " rows");
    rows =
        Record(files, data.at(name), values, constants).take(values, element);
  }

  const json &data;
  std::span<const plx_value> values;
  plx_type element;
  SourceFiles files;
  LearntConstants &constants;
  json split;
  Dataset dataset;
};
} // namespace

/// Room for what the sources of the training rows will have learnt.
static LearntConstants roomForConstants(const json &data,
                                        std::span<const plx_value> values) {
  LearntConstants constants;
  for (const plx_value &value : values)
    if (size_t count = countStandardise(data.at("train").at(value.name)))
      constants.standardisations[value.name].resize(count);
  return constants;
}

Dataset plexus::host::loadData(const json &data,
                               std::span<const plx_value> values,
                               plx_type element, const std::string &folder,
                               std::optional<LearntConstants> &constants) {
  try {
    LearntConstants used =
        constants ? *constants : roomForConstants(data, values);
    Dataset dataset = Loader(data, values, element, folder, used).load();
    constants = std::move(used);
    return dataset;
  } catch (const json::exception &wrong) {
    throw Error(Status::Internal,
                std::string("the description of the data is malformed: ") +
                    wrong.what());
  }
}

bool plexus::host::learnsConstants(const json &data) {
  auto train = data.find("train");
  return train != data.end() && std::ranges::any_of(*train, [](auto &source) {
           return countStandardise(source) > 0;
         });
}

Array plexus::host::loadValue(const json &source, const plx_value &value,
                              plx_type element,
                              const LearntConstants &constants) {
  requireConstants(constants, value.name, source);
  std::vector<Standardisation> own = constants.of(value.name);
  SourceFiles files("", optionSettings);
  files.announce(source);
  auto rows = files.open(source, own);
  checkFits(*rows, value);
  return takeRows(*rows, value, element);
}

void plexus::host::saveValue(const std::string &path, const plx_value &value,
                             const Array &array) {
  const void *data = array.rows() ? array.row(0) : nullptr;
  if (path.ends_with(".csv"))
    return writeCsv(path, array.type(), array.rows(), array.rowElements(),
                    data);
  if (!path.ends_with(".npy"))
    throw Error(Status::Usage, path,
                "is of no kind that is written; names end in .csv or .npy");
  std::vector<uint64_t> shape = {array.rows()};
  shape.insert(shape.end(), value.shape, value.shape + value.rank);
  writeNpy(path, array.type(), shape, data);
}

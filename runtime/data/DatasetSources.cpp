//===- DatasetSources.cpp - Where the numbers of a value come from --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/DatasetSources.h"
#include "runtime/data/SourceTree.h"
#include "runtime/data/Standardise.h"
#include "runtime/files/Errors.h"
#include "runtime/files/Idx.h"
#include "runtime/files/Npy.h"
#include "runtime/files/ShownShape.h"
#include "shape/Numel.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

using namespace plexus;
using namespace plexus::host;
using nlohmann::json;

RowSource::~RowSource() = default;

double RowSource::number(uint64_t row, uint64_t element) const {
  std::vector<double> numbers(rowWidth);
  read(row, numbers);
  return numbers[element];
}

static std::string digitsOf(double number) {
  char digits[32];
  auto end = std::to_chars(digits, std::end(digits), number);
  return std::isnan(number) ? "nan" : std::string(digits, end.ptr);
}

std::string RowSource::text(uint64_t row, uint64_t element) const {
  return digitsOf(number(row, element));
}

bool RowSource::overflowed(uint64_t, uint64_t) const { return false; }

void RowSource::learn(std::span<const uint32_t>) {}

void RowSource::fail(uint64_t row, uint64_t element,
                     const std::string &reason) const {
  std::string where = "row " + std::to_string(row);
  if (rowWidth > 1)
    where += ", element " + std::to_string(element);
  throw Error(Status::BadData, file(), where + ": " + reason);
}

namespace {

/// An array whose first dimension counts rows.
class ArraySource final : public RowSource {
public:
  ArraySource(std::string path, std::shared_ptr<const NumberArray> numbers)
      : path(std::move(path)), array(std::move(numbers)) {
    if (array->shape.empty())
      throw Error(Status::BadData, this->path,
                  "holds a single number; rows are needed");
    rowCount = array->shape[0];
    // The product of all dimensions was checked, but zero hides an overflow.
    std::optional<uint64_t> product =
        checkedProduct(std::span(array->shape).subspan(1));
    if (rowCount == 0 || !product || *product == 0)
      throw Error(Status::BadData, this->path,
                  "has the shape " + shownShape(array->shape) +
                      ", which holds no numbers");
    rowWidth = *product;
  }
  void read(uint64_t row, std::span<double> out) const override {
    array->read(row * rowWidth, out);
  }
  std::string file() const override { return path; }

private:
  std::string path;
  std::shared_ptr<const NumberArray> array;
};

/// A range of the columns of a table.
class CsvSource final : public RowSource {
public:
  CsvSource(std::string path, CsvFormat format,
            std::shared_ptr<const CsvTable> table, CsvColumns range)
      : path(std::move(path)), format(format), table(std::move(table)),
        range(range), first(this->table->find(range.begin)) {
    rowCount = this->table->rows;
    rowWidth = range.end - range.begin;
  }
  void read(uint64_t row, std::span<double> out) const override {
    const double *from =
        table->values.data() + row * table->columns.size() + first;
    std::copy(from, from + out.size(), out.begin());
  }
  std::string file() const override { return path; }
  std::string text(uint64_t row, uint64_t element) const override {
    return fieldInCsv(path, format, row, range.begin + element).text;
  }
  [[noreturn]] void fail(uint64_t row, uint64_t element,
                         const std::string &reason) const override {
    throw Error(Status::BadData,
                fieldInCsv(path, format, row, range.begin + element).place,
                reason);
  }

private:
  std::string path;
  CsvFormat format;
  std::shared_ptr<const CsvTable> table;
  CsvColumns range;
  size_t first; ///< of the table's columns
};

/// Rows that are written in the program's source.
class TableSource final : public RowSource {
public:
  explicit TableSource(const json &table) {
    rowCount = table.size();
    rowWidth = table.empty() ? 0 : table[0].size();
    if (rowWidth == 0)
      throw Error(Status::BadData, file(), "holds no numbers");
    for (const json &row : table) {
      if (row.size() != rowWidth)
        throw Error(Status::BadData, file(),
                    "row " + std::to_string(numbers.size() / rowWidth) +
                        " has " + counted(row.size(), "number") +
                        ", but row 0 has " + std::to_string(rowWidth));
      for (const json &number : row)
        numbers.push_back(number.get<double>());
    }
  }
  void read(uint64_t row, std::span<double> out) const override {
    std::copy_n(numbers.data() + row * rowWidth, out.size(), out.begin());
  }
  std::string file() const override { return "table"; }

private:
  std::vector<double> numbers;
};

/// The same numbers in every row of an operator's other side: one for each
/// column, or one for all.
class ConstantsSource final : public RowSource {
public:
  ConstantsSource(const json &constants, const RowSource &other,
                  const std::string &op)
      : place(other.file()) {
    rowCount = other.rows();
    rowWidth = other.width();
    if (constants.is_number())
      numbers.assign(rowWidth, constants.get<double>());
    else
      numbers = constants.get<std::vector<double>>();
    if (numbers.size() != rowWidth)
      throw Error(Status::BadData, place,
                  "has rows of " + counted(rowWidth, "number") +
                      ", but the other operand of `" + op + "` is a list of " +
                      std::to_string(numbers.size()));
  }
  static bool isMadeOf(const json &side) {
    return side.is_number() || (side.is_array() && !side.empty());
  }
  void read(uint64_t, std::span<double> out) const override {
    std::ranges::copy(numbers, out.begin());
  }
  std::string file() const override { return place; }

private:
  std::string place; ///< of the other side
  std::vector<double> numbers;
};

class OperatorSource final : public RowSource {
public:
  using Side = std::unique_ptr<RowSource>;

  /// Of the two sides, `reported` is where a wrong number is looked for.
  OperatorSource(char op, Side leftSide, Side rightSide,
                 const RowSource &reported)
      : op(op), left(std::move(leftSide)), right(std::move(rightSide)),
        reported(reported) {
    rowCount = left->rows();
    rowWidth = left->width();
    if (right->rows() != rowCount || right->width() != rowWidth)
      throw Error(Status::BadData, file(),
                  "operands of `" + std::string(1, op) +
                      "` have different shapes: " + size(*left) +
                      " and, from " + right->file() + ", " + size(*right));
    scratch.resize(rowWidth);
  }

  void read(uint64_t row, std::span<double> out) const override {
    left->read(row, out);
    right->read(row, scratch);
    auto apply = [&](auto function) {
      std::transform(out.begin(), out.end(), scratch.begin(), out.begin(),
                     function);
    };
    switch (op) {
    case '+':
      return apply(std::plus<double>());
    case '-':
      return apply(std::minus<double>());
    case '*':
      return apply(std::multiplies<double>());
    case '/':
      return apply(std::divides<double>());
    }
  }
  std::string file() const override { return reported.file(); }
  std::string text(uint64_t row, uint64_t element) const override {
    return textOf(*left, row, element) + " " + op + " " +
           textOf(*right, row, element);
  }
  bool overflowed(uint64_t row, uint64_t element) const override {
    if (left->overflowed(row, element) || right->overflowed(row, element))
      return true;
    double divisor = op == '/' ? right->number(row, element) : 1;
    return divisor != 0 && std::isinf(number(row, element)) &&
           std::isfinite(left->number(row, element)) &&
           std::isfinite(right->number(row, element));
  }
  void learn(std::span<const uint32_t> rows) override {
    left->learn(rows);
    right->learn(rows);
  }
  [[noreturn]] void fail(uint64_t row, uint64_t element,
                         const std::string &reason) const override {
    reported.fail(row, element, reason);
  }

private:
  char op;
  Side left, right;
  const RowSource &reported;
  mutable std::vector<double> scratch;

  /// In brackets if it is computed itself.
  static std::string textOf(const RowSource &side, uint64_t row,
                            uint64_t element) {
    std::string text = side.text(row, element);
    return text.find(' ') == text.npos ? text : "(" + text + ")";
  }
  static std::string size(const RowSource &source) {
    return counted(source.rows(), "row") + " of " +
           std::to_string(source.width());
  }
};

[[noreturn]] void failDescription(const std::string &reason) {
  throw Error(Status::Internal, "the description of the data " + reason);
}

CsvColumns columnsOf(const json &source) {
  auto range = source.at("columns").get<std::array<uint64_t, 2>>();
  return {range[0], range[1]};
}

} // namespace

SourceFiles::Csv &SourceFiles::csv(const json &source) {
  std::string delimiter = source.value("delimiter", ",");
  if (delimiter.size() != 1)
    failDescription("has a delimiter that is not one byte");
  std::string path = pathIn(folder, source.at("file").get<std::string>());
  uint64_t skip = source.value("skip", uint64_t(0));
  Csv &file = csvs[path + '\0' + delimiter + std::to_string(skip)];
  file.path = std::move(path);
  file.format = {skip, delimiter[0], settings};
  return file;
}

void SourceFiles::announce(const json &source) {
  forEachSource(source, [&](const json &part) {
    if (part.at("kind") != "csv")
      return;
    if (part.contains("columns"))
      csv(part).wanted.push_back(columnsOf(part));
    else
      csv(part).all = true;
  });
}

std::unique_ptr<RowSource> SourceFiles::openCsv(const json &source) {
  Csv &file = csv(source);
  if (!file.table) {
    // The reader checks the ranges that it is given; if all columns are read,
    // it is given none.
    std::vector<CsvColumns> wanted = file.wanted;
    if (file.all)
      wanted.clear();
    file.table = std::make_shared<const CsvTable>(
        readCsv(file.path, file.format, wanted));
  }
  CsvColumns range = {0, file.table->columns.size()};
  if (source.contains("columns"))
    range = columnsOf(source);
  if (range.begin >= range.end || range.end - 1 > file.table->columns.back())
    throw Error(Status::BadData, file.path,
                "has no columns " + std::to_string(range.begin) + ".." +
                    std::to_string(range.end));
  return std::make_unique<CsvSource>(file.path, file.format, file.table, range);
}

std::unique_ptr<RowSource> SourceFiles::openArray(const json &source) {
  std::string kind = source.at("kind");
  std::string path = pathIn(folder, source.at("file").get<std::string>());
  auto &array = arrays[kind + path];
  if (!array)
    array = std::make_shared<const NumberArray>(kind == "npy" ? readNpy(path)
                                                              : readIdx(path));
  return std::make_unique<ArraySource>(path, array);
}

std::unique_ptr<RowSource>
SourceFiles::open(const json &source, std::span<Standardisation> constants) {
  std::string kind = source.at("kind");
  if (kind == "csv")
    return openCsv(source);
  if (kind == "npy" || kind == "idx")
    return openArray(source);
  if (kind == "table")
    return std::make_unique<TableSource>(source.at("rows"));
  // What is left computes, and the constants are in the order of forEachSource.
  if (kind == "standardise")
    return std::make_unique<StandardisedSource>(
        open(source.at("source"), constants.first(constants.size() - 1)),
        constants.back());
  if (kind != "op")
    failDescription("has a source of kind `" + kind + "`");
  std::string op = source.at("op");
  auto openSide = [&](const json &side) -> std::unique_ptr<RowSource> {
    if (ConstantsSource::isMadeOf(side))
      return nullptr;
    size_t own = countStandardise(side);
    std::span<Standardisation> taken = constants.first(own);
    constants = constants.subspan(own);
    return open(side, taken);
  };
  const json &left = source.at("left"), &right = source.at("right");
  std::unique_ptr<RowSource> leftRows = openSide(left),
                             rightRows = openSide(right);
  if (op.size() != 1 || std::string("+-*/").find(op) == std::string::npos ||
      (!leftRows && !rightRows))
    failDescription("has an operator `" + op + "` that joins no rows");
  const RowSource &rows = leftRows ? *leftRows : *rightRows;
  if (!leftRows)
    leftRows = std::make_unique<ConstantsSource>(left, rows, op);
  if (!rightRows)
    rightRows = std::make_unique<ConstantsSource>(right, rows, op);
  return std::make_unique<OperatorSource>(op[0], std::move(leftRows),
                                          std::move(rightRows), rows);
}

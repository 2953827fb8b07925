//===- GivenFile.cpp - A file in the place of the program's own -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/GivenFile.h"

#include "runtime/data/SourceTree.h"
#include "runtime/files/Csv.h"
#include "runtime/files/Errors.h"
#include "runtime/files/ShownShape.h"

#include <vector>

using namespace plexus;
using namespace plexus::host;
using nlohmann::json;

static std::string kindOf(const std::string &path) {
  std::string_view name = path;
  if (name.ends_with(".gz"))
    name.remove_suffix(3);
  if (name.ends_with(".csv"))
    return "csv";
  if (name.ends_with(".npy"))
    return "npy";
  if (name.ends_with(".idx") || name.ends_with("ubyte"))
    return "idx";
  throw Error(Status::Usage, path,
              "is of no kind that is read; names end in .csv, .npy, .idx or "
              "ubyte, and .gz after it");
}

/// The parts of a source that are rows, not arithmetic on them.
static std::vector<json *> rowsIn(json &source) {
  std::vector<json *> rows;
  forEachSource(source, [&](json &part) {
    if (hasRows(part))
      rows.push_back(&part);
  });
  return rows;
}

/// `a.csv`, or `table` for rows in the program's source.
static std::string nameOf(const json &rows) {
  return rows.value("file", std::string("table"));
}

static void requireOneFile(const std::vector<json *> &rows,
                           const plx_value &value) {
  for (const json *other : rows)
    if (rows.size() > 1 &&
        (nameOf(*other) != nameOf(*rows[0]) || !other->contains("file")))
      throw Error(Status::Usage,
                  std::string("the program computes `") + value.name +
                      "` from `" + nameOf(*rows[0]) + "` and `" +
                      nameOf(*other) +
                      "`, and one file cannot stand for both; --raw takes the "
                      "numbers that come out");
}

static CsvFormat formatOf(const GivenFile &file, const std::string &delimiter) {
  return {file.skip, delimiter[0], optionSettings};
}

static uint64_t fieldsOf(const GivenFile &file, const std::string &delimiter) {
  return fieldsOfFirstRow(file.path, formatOf(file, delimiter));
}

/// Puts a CSV in the place of `rows`.
static json csvFor(const GivenFile &file, const plx_value &value,
                   const json &rows, bool isAlone) {
  json csv = {{"kind", "csv"}, {"file", file.path}, {"skip", file.skip}};
  std::string delimiter = rows.value("delimiter", ",");
  uint64_t fields = fieldsOf(file, delimiter);
  csv["delimiter"] = delimiter;
  bool isWhole = isAlone || !rows.contains("columns");
  if (isWhole && fields == value.elements)
    return csv;
  uint64_t end = 0;
  if (auto columns = rows.find("columns"); columns != rows.end()) {
    end = columns->at(1).get<uint64_t>();
    csv["columns"] = *columns;
    if (fields >= end)
      return csv;
    csv.erase("columns");
  }
  if (isAlone && delimiter != "," && fieldsOf(file, ",") == value.elements) {
    csv["delimiter"] = ",";
    return csv;
  }
  std::string shape =
      value.rank ? " " + shownShape({value.shape, value.rank}) : std::string();
  std::string reason = "has rows of " + counted(fields, "number") + ", but `" +
                       value.name + "`" + shape + " takes " +
                       std::to_string(value.elements);
  if (end != 0)
    reason += ", or all " + std::to_string(end) + " up to its last in `" +
              nameOf(rows) + "`";
  throw Error(Status::BadData, file.path,
              reason + delimiterAdvice(file.path, formatOf(file, delimiter)));
}

json plexus::host::sourceOf(const GivenFile &file, const plx_value &value,
                            const json *own) {
  std::string kind = kindOf(file.path);
  json source = own ? *own : json{{"kind", kind}, {"file", file.path}};
  std::vector<json *> all = rowsIn(source);
  requireOneFile(all, value);
  for (json *rows : all)
    if (kind == "csv")
      *rows = csvFor(file, value, *rows, all.size() == 1);
    else
      *rows = {{"kind", kind}, {"file", file.path}};
  return source;
}

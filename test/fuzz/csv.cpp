//===- csv.cpp - any bytes as rows of numbers -----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The first byte chooses the delimiter, lines to skip, and columns.
//
//===----------------------------------------------------------------------===//
#include "runtime/files/Csv.h"
#include "FuzzTarget.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace plexus;

/// The name of a file in memory with these bytes.
static const std::string &fileWith(const uint8_t *data, size_t size) {
  static int descriptor = memfd_create("fuzz", 0);
  static std::string name = "/proc/self/fd/" + std::to_string(descriptor);
  fuzz::require(ftruncate(descriptor, 0) == 0);
  fuzz::require(pwrite(descriptor, data, size, 0) == ssize_t(size));
  return name;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  uint8_t choice = data[0];
  host::CsvFormat format{uint64_t(choice % 3), ",;\t "[choice / 3 % 4]};
  host::CsvColumns some[] = {{0, 1}, {2, 4}};
  size_t asked = choice / 12 % 3;
  const std::string &path = fileWith(data + 1, size - 1);
  fuzz::accepts([&] {
    host::CsvTable table =
        host::readCsv(path, format, std::span(some).first(asked));
    fuzz::require(table.values.size() == table.rows * table.columns.size());
    fuzz::require(asked == 0 || table.columns.size() == (asked == 1 ? 1 : 3));
    fuzz::require(host::fieldsOfFirstRow(path, format) > table.columns.back());
    host::fieldInCsv(path, format, table.rows - 1, table.columns.back());
  });
  fuzz::accepts([&] { host::delimiterAdvice(path, format); });
  return 0;
}

//===- Table.h - text in columns --------------------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_TABLE_H
#define PLEXUS_COMPILER_DRIVER_TABLE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace plexus::driver {

enum class Align { Left, Right };

/// Rows of cells, each column as wide as its widest cell, two spaces apart.
class Table {
public:
  using Row = std::vector<std::string>;

  explicit Table(llvm::ArrayRef<Align> columns) : columns(columns) {}

  /// A row may have fewer cells than there are columns.
  void add(Row row) { rows.push_back(std::move(row)); }
  /// A line of dashes under what was added so far.
  void addRule() { rows.emplace_back(); }
  void print(llvm::raw_ostream &os) const;

private:
  llvm::SmallVector<Align> columns;
  std::vector<Row> rows;
};

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_TABLE_H

//===- Table.cpp - text in columns ----------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Table.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Unicode.h"

using namespace plexus::driver;

static size_t widthOf(llvm::StringRef cell) {
  int columns = llvm::sys::unicode::columnWidthUTF8(cell);
  return columns < 0 ? cell.size() : size_t(columns);
}

void Table::print(llvm::raw_ostream &os) const {
  constexpr size_t gap = 2;
  std::vector<size_t> widths(columns.size());
  for (const Row &row : rows)
    for (size_t i = 0; i != row.size(); ++i)
      widths[i] = std::max(widths[i], widthOf(row[i]));
  size_t total = gap * (columns.size() - 1);
  for (size_t width : widths)
    total += width;
  for (const Row &row : rows) {
    std::string line;
    for (size_t i = 0; i != row.size(); ++i) {
      std::string padding(widths[i] - widthOf(row[i]), ' ');
      line += i == 0 ? "" : std::string(gap, ' ');
      line += columns[i] == Align::Left ? row[i] + padding : padding + row[i];
    }
    if (row.empty())
      line.assign(total, '-');
    os << llvm::StringRef(line).rtrim(' ') << "\n";
  }
}

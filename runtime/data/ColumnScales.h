//===- ColumnScales.h - columns of very different scale -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_COLUMNSCALES_H
#define PLEXUS_RUNTIME_DATA_COLUMNSCALES_H

#include "runtime/data/Dataset.h"

#include <string>

namespace plexus::host {

/// Names the columns of the inputs whose root mean square over the rows of
/// `sample` is more than 10 times that of the median column, the largest
/// first: "`x[12]`, 312 times the median column". At most three, and how many
/// more; columns that are all zero do not count. Empty where there are none.
std::string columnsOfLargeScale(std::span<const plx_value> inputs,
                                const Rows &rows,
                                std::span<const uint32_t> sample);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_COLUMNSCALES_H

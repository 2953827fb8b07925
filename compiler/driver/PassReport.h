//===- PassReport.h - what each pass does to the IR -------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PASSREPORT_H
#define PLEXUS_COMPILER_DRIVER_PASSREPORT_H

#include "compiler/pipeline/Pipeline.h"
#include <optional>
#include <string>
#include <vector>

namespace plexus::driver {

/// `--print=passes`: one row for each pass, in order, with its time and the
/// number of ops before and after it. A pass of functions runs on each of them;
/// its row is the sum.
class PassReport {
public:
  /// Watches the passes to a stage.
  void watch(mlir::PassManager &passes, Stage stage);
  /// A step that is no pass of MLIR, and so has no ops to count.
  void add(Stage stage, llvm::StringRef step, double seconds);
  void print(llvm::raw_ostream &os) const;

private:
  class Watch;
  struct Row {
    Stage stage;
    std::string name, summary;
    double seconds = 0;
    std::optional<uint64_t> before, after;
  };
  std::vector<Row> rows;
};

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PASSREPORT_H

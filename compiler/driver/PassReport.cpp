//===- PassReport.cpp - what each pass does to the IR ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PassReport.h"

#include "compiler/driver/Table.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Format.h"
#include <chrono>

using namespace plexus;
using namespace plexus::driver;
using Clock = std::chrono::steady_clock;

/// All ops inside and the op itself, which is no part of the size of a module.
static uint64_t countOps(mlir::Operation *op) {
  uint64_t count = 0;
  op->walk([&](mlir::Operation *) { ++count; });
  return count - mlir::isa<mlir::ModuleOp>(op);
}

/// Fills the rows of the passes to one stage.
class PassReport::Watch : public mlir::PassInstrumentation {
public:
  Watch(std::vector<Row> &rows, Stage stage) : rows(rows), stage(stage) {}

  void runBeforePass(mlir::Pass *pass, mlir::Operation *op) override {
    if (pass->getArgument().empty())
      return; // it only runs others on each function
    auto [place, isNew] = rowOfPass.try_emplace(pass, rows.size());
    if (isNew)
      rows.push_back({stage, pass->getArgument().str(),
                      pass->getDescription().str(), 0, 0, 0});
    *rows[place->second].before += countOps(op);
    start = Clock::now();
  }
  void runAfterPass(mlir::Pass *pass, mlir::Operation *op) override {
    std::chrono::duration<double> elapsed = Clock::now() - start;
    auto place = rowOfPass.find(pass);
    if (place == rowOfPass.end())
      return;
    rows[place->second].seconds += elapsed.count();
    *rows[place->second].after += countOps(op);
  }

private:
  std::vector<Row> &rows;
  Stage stage;
  llvm::DenseMap<mlir::Pass *, size_t> rowOfPass;
  Clock::time_point start;
};

void PassReport::watch(mlir::PassManager &passes, Stage stage) {
  passes.addInstrumentation(std::make_unique<Watch>(rows, stage));
}

void PassReport::add(Stage stage, llvm::StringRef step, double seconds) {
  rows.push_back({stage, step.str(), "", seconds, {}, {}});
}

static std::string spell(std::optional<uint64_t> count) {
  return count ? std::to_string(*count) : "";
}

void PassReport::print(llvm::raw_ostream &os) const {
  Table table({Align::Left, Align::Left, Align::Right, Align::Right,
               Align::Right, Align::Left});
  table.add({"stage", "pass", "ms", "ops before", "after", "what it does"});
  table.addRule();
  for (const Row &row : rows) {
    std::string time;
    llvm::raw_string_ostream(time) << llvm::format("%.1f", 1e3 * row.seconds);
    table.add({stageName(row.stage).str(), row.name, time, spell(row.before),
               spell(row.after), row.summary});
  }
  table.print(os);
  os << "\n--emit=STAGE:FUNCTION --print-ir-after=PASS shows what a pass "
        "leaves of "
        "a function\n";
}

//===- PrintAfter.cpp - the IR between passes -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PrintAfter.h"

#include "compiler/driver/PrintIR.h"
#include "compiler/pipeline/PassOrder.h"
#include "compiler/support/Diagnostics.h"
#include "compiler/support/Failure.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/SetVector.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::StringRef;

namespace {

class Printer : public mlir::PassInstrumentation {
public:
  Printer(Stage stage, const Options &options, llvm::raw_ostream &os)
      : stage(stage), options(options), os(os) {}

  void runAfterPass(mlir::Pass *pass, mlir::Operation *op) override {
    StringRef name = pass->getArgument();
    if (name.empty() || !(llvm::is_contained(options.printAfter, name) ||
                          llvm::is_contained(options.printAfter, "all")))
      return;
    StringRef asked = options.function;
    auto function = mlir::dyn_cast<mlir::func::FuncOp>(op);
    if (function && !isShown(function, asked))
      return;
    os << "// after " << name << ", on the way to " << stageName(stage) << ": "
       << pass->getDescription() << "\n";
    if (function)
      printIR(op->getParentOfType<mlir::ModuleOp>(), stage, function.getName(),
              os);
    else
      printIR(mlir::cast<mlir::ModuleOp>(op), stage, asked, os);
  }

private:
  Stage stage;
  const Options &options;
  llvm::raw_ostream &os;
};

} // namespace

void plexus::driver::printAfterPasses(mlir::PassManager &passes, Stage stage,
                                      const Options &options,
                                      llvm::raw_ostream &os) {
  if (!options.printAfter.empty())
    passes.addInstrumentation(std::make_unique<Printer>(stage, options, os));
}

/// The names of the passes up to a stage, in order. They are literals.
static llvm::SetVector<StringRef> passNames(Stage last,
                                            const PipelineOptions &pipeline) {
  llvm::SetVector<StringRef> names;
  for (Stage stage : stagesOfPasses())
    if (stage <= last)
      for (const std::unique_ptr<mlir::Pass> &pass : passesTo(stage, pipeline))
        names.insert(pass->getArgument());
  return names;
}

llvm::Error plexus::driver::checkPrintAfter(const Options &options,
                                            const Target &target, Stage last,
                                            bool fuse) {
  PipelineOptions asked(target), all(target);
  asked.optLevel = options.optLevel;
  asked.fuse = fuse;
  if (options.debug)
    asked.debugFolder = "";
  all.debugFolder = "";
  llvm::SetVector<StringRef> reached = passNames(last, asked);
  if (!reached.empty())
    reached.insert("all"); // of the passes
  llvm::SetVector<StringRef> known = passNames(Stage::exe, all);
  known.insert("all");
  // `ast` is no IR, and what comes after `loops` is LLVM's.
  for (Stage stage = Stage::nn; stage <= Stage::loops;
       stage = Stage(unsigned(stage) + 1)) {
    known.insert(stageName(stage));
    if (stage <= last)
      reached.insert(stageName(stage));
  }
  for (const std::string &name : options.printAfter) {
    if (reached.contains(name))
      continue;
    std::string option = "`--print-ir-after=" + name + "`";
    if (!options.debug && name == "plx-debug-info")
      return fail(ExitStatus::Usage, option + " is never reached without `-g`");
    if (known.contains(name))
      return fail(ExitStatus::Usage,
                  option + " is never reached with `--emit=" + options.emit +
                      "`" +
                      (options.optLevel == 0 ? " and `-O0`"
                       : !fuse               ? " and `fuse: false`"
                                             : ""));
    StringRef match = closestMatch(name, known.getArrayRef());
    return fail(
        ExitStatus::Usage,
        "`--print-ir-after` takes a stage from `nn` to `loops`, a pass or "
        "`all`, got " +
            quoted(name) +
            (match.empty() ? "; `--print=passes` lists the passes"
                           : "; did you mean `" + match.str() + "`?"));
  }
  return llvm::Error::success();
}

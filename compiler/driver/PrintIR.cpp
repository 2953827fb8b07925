//===- PrintIR.cpp - a stage, or one function of it, as text --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PrintIR.h"

#include "compiler/driver/Origins.h"
#include "compiler/driver/ValueNames.h"
#include "compiler/support/Diagnostics.h"
#include "compiler/support/Failure.h"
#include "dialects/nn/ops/Network.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringSet.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::StringRef;

static StringRef nameOf(mlir::Operation &op) {
  auto name = mlir::dyn_cast_or_null<mlir::StringAttr>(
      op.getAttr(mlir::SymbolTable::getSymbolAttrName()));
  return name ? name.getValue() : StringRef();
}

/// `step` of the kernel `step.d_h`.
static StringRef entryPointOf(StringRef function) {
  return function.split('.').first;
}

static bool isOfStatistics(mlir::Operation &op) {
  return mlir::isa<mlir::FunctionOpInterface>(op) &&
         entryPointOf(nameOf(op)) == "statistics";
}

/// The names of what is printed where `function` is asked for. The network is
/// where every function comes from.
static llvm::StringSet<> printedNames(mlir::ModuleOp module,
                                      StringRef function) {
  llvm::StringSet<> names;
  for (mlir::Operation &op : *module.getBody())
    if (mlir::isa<nn::NetworkOp>(op) ||
        (function.empty() ? !isOfStatistics(op) : nameOf(op) == function))
      names.insert(nameOf(op));
  if (names.empty())
    names.insert(entryPointOf(function));
  return names;
}

bool plexus::driver::isShown(mlir::func::FuncOp function, StringRef name) {
  auto module = function->getParentOfType<mlir::ModuleOp>();
  return printedNames(module, name).contains(function.getName());
}

/// A copy of what has these names and of what it refers to.
static mlir::OwningOpRef<mlir::ModuleOp>
partOf(mlir::ModuleOp module, const llvm::StringSet<> &names) {
  llvm::StringSet<> used;
  for (mlir::Operation &op : *module.getBody())
    if (names.contains(nameOf(op)))
      if (auto uses = mlir::SymbolTable::getSymbolUses(&op))
        for (const mlir::SymbolTable::SymbolUse &use : *uses)
          used.insert(use.getSymbolRef().getRootReference());
  auto part = mlir::ModuleOp::create(module.getLoc());
  part->setAttrs(module->getAttrDictionary());
  for (mlir::Operation &op : *module.getBody())
    if (names.contains(nameOf(op)) || used.contains(nameOf(op)))
      part.push_back(op.clone());
  return part;
}

void plexus::driver::printIR(mlir::ModuleOp module, Stage stage,
                             StringRef function, llvm::raw_ostream &os) {
  llvm::StringSet<> names = printedNames(module, function);
  mlir::OwningOpRef<mlir::ModuleOp> part = partOf(module, names);
  showOrigins(*part);
  for (auto called : part->getOps<mlir::FunctionOpInterface>())
    if (!names.contains(nameOf(*called)))
      called.eraseBody();
  if (stage >= Stage::linalg)
    shortenNames(*part);
  mlir::OpPrintingFlags flags;
  flags.printNameLocAsPrefix().enableDebugInfo(false);
  part->print(os, flags);
  os << "\n";
}

//===----------------------------------------------------------------------===//
// Names that are not there
//===----------------------------------------------------------------------===//

/// What there is instead.
static std::string otherNames(llvm::ArrayRef<StringRef> names) {
  std::string text;
  for (StringRef name : names)
    if (!name.contains('.'))
      text += (text.empty() ? "; it has `" : ", `") + name.str() + "`";
  return text;
}

llvm::Error plexus::driver::checkFunction(mlir::ModuleOp module, Stage stage,
                                          StringRef function) {
  llvm::SmallVector<StringRef> names;
  for (mlir::Operation &op : *module.getBody())
    names.push_back(nameOf(op));
  if (llvm::is_contained(names, function))
    return llvm::Error::success();
  std::string text =
      ("stage `" + stageName(stage) + "` has no function " + quoted(function))
          .str();
  StringRef match = closestMatch(function, names), called = function;
  if (called.consume_front("plx_") && llvm::is_contained(names, called))
    text += ("; what unpacks the call for `" + called +
             "` is shown with it from `llvm` on")
                .str();
  else if (stage < Stage::loops && function.contains('.'))
    text += "; kernels are functions from `loops` on";
  else if (!match.empty())
    text += ("; did you mean `" + match + "`?").str();
  else if (llvm::is_contained(names, entryPointOf(function)))
    text += ("; `--emit=loops:" + entryPointOf(function) +
             "` lists the kernels of `" + entryPointOf(function) + "`")
                .str();
  else
    text += otherNames(names);
  return fail(ExitStatus::Usage, text);
}

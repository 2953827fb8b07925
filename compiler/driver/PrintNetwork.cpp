//===- PrintNetwork.cpp - the tables of --print ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PrintNetwork.h"

#include "compiler/driver/SourceWords.h"
#include "compiler/driver/Table.h"
#include "dialects/nn/ops/Network.h"
#include "text/Counted.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/Format.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::StringRef;

static nn::NetworkOp networkOf(mlir::ModuleOp module) {
  return *module.getOps<nn::NetworkOp>().begin();
}

static uint64_t elementsOf(nn::ParameterOp parameter) {
  auto type = mlir::cast<mlir::RankedTensorType>(parameter.getType());
  return uint64_t(type.getNumElements());
}

static uint64_t bytesOf(nn::ParameterOp parameter) {
  auto type = mlir::cast<mlir::RankedTensorType>(parameter.getType());
  return elementsOf(parameter) * (type.getElementTypeBitWidth() / 8);
}

/// `26280 bytes (25.7 KiB)`
static std::string spellBytes(uint64_t bytes) {
  std::string spelled = text::counted(bytes, "byte");
  if (bytes < 1024)
    return spelled;
  bool mega = bytes >= 1024 * 1024;
  double scaled = double(bytes) / (mega ? 1024 * 1024 : 1024);
  llvm::raw_string_ostream(spelled)
      << llvm::format(mega ? " (%.1f MiB)" : " (%.1f KiB)", scaled);
  return spelled;
}

namespace {
struct Totals {
  uint64_t elements = 0, bytes = 0, frozen = 0;
};
} // namespace

static Totals totalsOf(nn::NetworkOp network) {
  Totals totals;
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    totals.elements += elementsOf(parameter);
    totals.bytes += bytesOf(parameter);
    totals.frozen += parameter.getFrozen() ? elementsOf(parameter) : 0;
  }
  return totals;
}

static std::string spellTotals(const Totals &totals) {
  std::string text = text::counted(totals.elements, "parameter") + ", " +
                     spellBytes(totals.bytes);
  if (totals.frozen)
    text += ", " + std::to_string(totals.frozen) + " of them frozen";
  return text;
}

//===----------------------------------------------------------------------===//
// Summary
//===----------------------------------------------------------------------===//

static llvm::SmallVector<nn::ParameterOp> parametersOf(mlir::Operation &op) {
  llvm::SmallVector<nn::ParameterOp> parameters;
  for (mlir::Value operand : op.getOperands())
    if (auto parameter = operand.getDefiningOp<nn::ParameterOp>())
      parameters.push_back(parameter);
  return parameters;
}

/// What the network makes of the value: `output p`, `loss`, `metric`.
static std::string rolesOf(mlir::Operation &op, StringRef name) {
  std::string roles;
  for (mlir::Operation *user : op.getUsers()) {
    if (!mlir::isa<nn::OutputOp, nn::LossOp, nn::MetricOp>(user))
      continue;
    StringRef role = user->getName().stripDialect();
    StringRef own = user->getAttrOfType<mlir::StringAttr>("name").getValue();
    roles += roles.empty() ? "" : ", ";
    roles += own == name ? role.str() : (role + " " + own).str();
  }
  return roles;
}

/// The row of an op that has a value.
static Table::Row summaryRow(mlir::Operation &op,
                             llvm::SmallPtrSetImpl<mlir::Operation *> &seen) {
  uint64_t own = 0;
  bool isShared = false;
  StringRef name = sourceNameOf(op), word = sourceWordOf(op);
  for (nn::ParameterOp parameter : parametersOf(op)) {
    if (seen.insert(parameter).second)
      own += elementsOf(parameter);
    else
      isShared = true;
  }
  std::string parameters = own ? std::to_string(own) : isShared ? "shared" : "";
  return {name == word ? "" : name.str(), word.str(),
          nn::spell(op.getResult(0).getType()), parameters, rolesOf(op, name)};
}

void plexus::driver::printSummary(mlir::ModuleOp module,
                                  llvm::raw_ostream &os) {
  nn::NetworkOp network = networkOf(module);
  os << network.getSymName() << ": " << spellTotals(totalsOf(network))
     << "; up to " << text::counted(network.getCapacity(), "row")
     << " a call\n\n";
  Table table(
      {Align::Left, Align::Left, Align::Left, Align::Right, Align::Left});
  table.add({"name", "operation", "type", "parameters", "used as"});
  table.addRule();
  llvm::SmallPtrSet<mlir::Operation *, 32> seen;
  for (mlir::Operation &op : network.getBody().front())
    if (op.getNumResults() == 1 && !mlir::isa<nn::ParameterOp>(op) &&
        mlir::isa<nn::NNDialect>(op.getDialect()))
      table.add(summaryRow(op, seen));
  table.print(os);
}

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

void plexus::driver::printParameters(mlir::ModuleOp module,
                                     llvm::raw_ostream &os) {
  nn::NetworkOp network = networkOf(module);
  Table table(
      {Align::Left, Align::Left, Align::Right, Align::Right, Align::Left});
  table.add({"parameter", "type", "elements", "bytes"});
  table.addRule();
  for (auto parameter : network.getOps<nn::ParameterOp>())
    table.add({parameter.getName().str(), nn::spell(parameter.getType()),
               std::to_string(elementsOf(parameter)),
               std::to_string(bytesOf(parameter)),
               parameter.getFrozen() ? "frozen" : ""});
  Totals totals = totalsOf(network);
  table.addRule();
  table.add({"in all", "", std::to_string(totals.elements),
             std::to_string(totals.bytes)});
  table.print(os);
}

/// `normal(0, 0.176777)`: the distribution with its numbers, six digits of
/// each.
static std::string spellDistribution(nn::ParameterOp parameter) {
  StringRef word = parameter.getDistribution();
  std::string text = word.str();
  if (word == "loaded")
    return text;
  llvm::raw_string_ostream os(text);
  os << llvm::format("(%.6g", parameter.getA().convertToDouble());
  if (word != "constant")
    os << llvm::format(", %.6g", parameter.getB().convertToDouble());
  os << ")";
  return text;
}

void plexus::driver::printInitialisers(mlir::ModuleOp module,
                                       llvm::raw_ostream &os) {
  Table table({Align::Left, Align::Left, Align::Left, Align::Left});
  table.add({"parameter", "type", "distribution", "chosen"});
  table.addRule();
  for (auto parameter : networkOf(module).getOps<nn::ParameterOp>())
    table.add({parameter.getName().str(), nn::spell(parameter.getType()),
               spellDistribution(parameter), parameter.getChosen().str()});
  table.print(os);
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

void plexus::driver::printMemory(const MemoryPlan &plan,
                                 llvm::raw_ostream &os) {
  Table table({Align::Left, Align::Right, Align::Left});
  auto row = [&](StringRef what, uint64_t bytes, StringRef use) {
    table.add({what.str(), std::to_string(bytes), use.str()});
  };
  table.add({"memory", "bytes", "used by"});
  table.addRule();
  row("parameters", plan.parameterBytes, "every entry point");
  row("state", plan.stateBytes, "training: what the optimizer remembers");
  row("workspace", plan.workspaceBytes, "the largest entry point");
  table.addRule();
  row("in all", plan.parameterBytes + plan.stateBytes + plan.workspaceBytes,
      "");
  table.print(os);
}

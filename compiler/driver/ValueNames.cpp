//===- ValueNames.cpp - names of values for readers -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/ValueNames.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using llvm::StringRef;

namespace {

/// The names of one function.
class Names {
public:
  void nameRegion(Region &region, unsigned loops);

private:
  Location unique(Location loc, StringRef base);
  void nameResult(Operation &op);
  void nameArguments(Block &block);

  llvm::StringSet<> taken;
  llvm::StringMap<unsigned> counts;
  struct Given {
    std::string name;
    StringRef base;
    unsigned countBefore;
  };
  llvm::SmallVector<Given> given;         ///< all of `taken`, in order
  llvm::DenseMap<Value, StringRef> bases; ///< names without a number
};

} // namespace

/// `loc` with the first name of base, base_1, ... that is free.
Location Names::unique(Location loc, StringRef base) {
  unsigned &count = counts[base], before = count;
  std::string name = base.str();
  while (!taken.insert(name).second)
    name = (base + "_" + Twine(++count)).str();
  given.push_back({name, base, before});
  return NameLoc::get(StringAttr::get(loc.getContext(), name), loc);
}

static StringRef nameIn(Location loc) {
  auto name = loc->findInstanceOf<NameLoc>();
  return name ? name.getName().getValue() : StringRef();
}

void Names::nameResult(Operation &op) {
  if (op.getNumResults() == 0)
    return;
  if (op.hasTrait<OpTrait::ConstantLike>()) {
    op.setLoc(UnknownLoc::get(op.getContext()));
    return;
  }
  StringRef base = nameIn(op.getLoc());
  if (auto load = dyn_cast<memref::LoadOp>(op))
    if (StringRef memory = bases.lookup(load.getMemRef()); !memory.empty())
      base = memory;
  if (base.empty())
    return;
  bases[op.getResult(0)] = base;
  op.setLoc(unique(op.getLoc(), base));
}

void Names::nameArguments(Block &block) {
  for (BlockArgument argument : block.getArguments())
    if (StringRef base = nameIn(argument.getLoc()); !base.empty()) {
      bases[argument] = base;
      argument.setLoc(unique(argument.getLoc(), base));
    }
}

/// Sibling regions may use the same names, as the printer does.
void Names::nameRegion(Region &region, unsigned loops) {
  size_t before = given.size();
  llvm::scope_exit leave([&] {
    while (given.size() > before) {
      const Given &last = given.back();
      taken.erase(last.name);
      counts[last.base] = last.countBefore;
      given.pop_back();
    }
  });
  for (Block &block : region) {
    auto loop = dyn_cast<scf::ForOp>(region.getParentOp());
    constexpr StringRef variables = "ijklmn";
    if (loop && loops <= variables.size())
      loop.getInductionVar().setLoc(NameLoc::get(
          StringAttr::get(loop.getContext(), variables.substr(loops - 1, 1))));
    else
      nameArguments(block);
    for (Operation &op : block)
      nameResult(op);
    for (Operation &op : block)
      for (Region &inner : op.getRegions())
        nameRegion(inner, loops + isa<scf::ForOp>(op));
  }
}

void plexus::driver::shortenNames(ModuleOp module) {
  for (Operation &op : *module.getBody())
    for (Region &region : op.getRegions())
      Names().nameRegion(region, /*loops=*/0);
}

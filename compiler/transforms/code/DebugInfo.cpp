//===- DebugInfo.cpp - where machine code comes from, for debuggers -------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/BinaryFormat/Dwarf.h"

using namespace mlir;

namespace plexus {
#define GEN_PASS_DEF_DEBUGINFO
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {

/// The debug information of one module.
class DebugInfo {
public:
  DebugInfo(ModuleOp module, StringRef folder)
      : context(module.getContext()), folder(folder) {}
  void describe(LLVM::LLVMFuncOp function);

private:
  LLVM::DIFileAttr fileOf(FileLineColRange place);
  LLVM::DISubprogramAttr subprogram(LLVM::LLVMFuncOp function,
                                    FileLineColRange place);
  DistinctAttr distinct() {
    return DistinctAttr::create(UnitAttr::get(context));
  }

  MLIRContext *context;
  StringRef folder;
  LLVM::DICompileUnitAttr unit; ///< of the first file that is met
};

} // namespace

/// The place in a source file where the location begins.
static FileLineColRange placeOf(Location loc) {
  return loc->findInstanceOf<FileLineColRange>();
}

static Location startOf(FileLineColRange place) {
  return FileLineColLoc::get(place.getFilename(), place.getStartLine(),
                             place.getStartColumn());
}

/// A file relative to the folder of the network, and that folder as `.`: the
/// same wherever it lies.
LLVM::DIFileAttr DebugInfo::fileOf(FileLineColRange place) {
  StringRef name = place.getFilename().getValue();
  if (!folder.empty() && name.consume_front(folder))
    name = name.ltrim('/');
  return LLVM::DIFileAttr::get(context, name, ".");
}

LLVM::DISubprogramAttr DebugInfo::subprogram(LLVM::LLVMFuncOp function,
                                             FileLineColRange place) {
  LLVM::DIFileAttr file = fileOf(place);
  if (!unit)
    unit = LLVM::DICompileUnitAttr::get(distinct(), llvm::dwarf::DW_LANG_C,
                                        file, StringAttr::get(context, "plexc"),
                                        /*isOptimized=*/true,
                                        LLVM::DIEmissionKind::Full);
  auto type =
      LLVM::DISubroutineTypeAttr::get(context, llvm::dwarf::DW_CC_normal, {});
  auto name = StringAttr::get(context, function.getName());
  return LLVM::DISubprogramAttr::get(
      context, distinct(), unit, /*scope=*/file, name, /*linkageName=*/name,
      file, place.getStartLine(), /*scopeLine=*/place.getStartLine(),
      LLVM::DISubprogramFlags::Definition |
          LLVM::DISubprogramFlags::LocalToUnit |
          LLVM::DISubprogramFlags::Optimized,
      type, /*retainedNodes=*/{}, /*annotations=*/{});
}

void DebugInfo::describe(LLVM::LLVMFuncOp function) {
  FileLineColRange start = placeOf(function.getLoc());
  if (!start || function.isExternal())
    return;
  LLVM::DISubprogramAttr scope = subprogram(function, start);
  function->walk([&](Operation *op) {
    FileLineColRange place = placeOf(op->getLoc());
    // What has no place, as a constant, belongs to the whole.
    op->setLoc(startOf(place ? place : start));
    // A function has one file; a block of it may come from another.
    if (place && place.getFilename() != start.getFilename())
      op->setLoc(FusedLoc::get(
          {op->getLoc()},
          LLVM::DILexicalBlockFileAttr::get(scope, fileOf(place), 0), context));
  });
  function->setLoc(FusedLoc::get({startOf(start)}, scope, context));
}

namespace {
struct DebugInfoPass : plexus::impl::DebugInfoBase<DebugInfoPass> {
  using DebugInfoBase::DebugInfoBase;
  void runOnOperation() override {
    DebugInfo info(getOperation(), folder);
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      info.describe(function);
  }
};
} // namespace

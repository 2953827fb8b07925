//===- TextNames.cpp - the names of values in a text of IR ----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/tools/TextNames.h"

#include "mlir/IR/Block.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

static bool isInName(char c) {
  return llvm::isAlnum(c) || llvm::is_contained("$._-", c);
}

/// `h` of a text that begins with `%h`; none for a number, which is no name.
static StringRef nameAt(StringRef text) {
  if (!text.consume_front("%") || text.empty() || llvm::isDigit(text.front()))
    return {};
  return text.take_while(isInName);
}

namespace {

struct TextNames : PassWrapper<TextNames, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TextNames)
  TextNames(StringRef text, StringRef file) : file(file) {
    text.split(lines, '\n');
  }
  void runOnOperation() override;

private:
  Location named(Location loc, bool isResult);

  StringRef file;
  SmallVector<StringRef> lines;
};

} // namespace

/// The location of an argument is that of its name, the location of an op that
/// of the op behind `%h = `.
Location TextNames::named(Location loc, bool isResult) {
  auto place = dyn_cast<FileLineColLoc>(loc);
  if (!place || place.getFilename() != file || place.getLine() > lines.size())
    return loc;
  StringRef line = lines[place.getLine() - 1];
  StringRef before = line.take_front(place.getColumn() - 1);
  StringRef name =
      isResult ? nameAt(before.trim()) : nameAt(line.drop_front(before.size()));
  if (name.empty() || (isResult && !before.rtrim().ends_with("=")))
    return loc;
  return NameLoc::get(StringAttr::get(&getContext(), name), loc);
}

void TextNames::runOnOperation() {
  getOperation()->walk([&](Operation *op) {
    if (op->getNumResults() > 0)
      op->setLoc(named(op->getLoc(), /*isResult=*/true));
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (BlockArgument argument : block.getArguments())
          argument.setLoc(named(argument.getLoc(), /*isResult=*/false));
  });
}

std::unique_ptr<Pass> plexus::createTextNames(StringRef text, StringRef file) {
  return std::make_unique<TextNames>(text, file);
}

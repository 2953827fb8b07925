//===- Layout.cpp - where tensors lie in the memory of the caller ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/Layout.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace plexus::calling;

FailureOr<Layout> Layout::of(ModuleOp entryPoints) {
  Layout layout;
  for (auto function : entryPoints.getOps<func::FuncOp>())
    for (BlockArgument argument : function.getArguments()) {
      auto role = [&](StringRef kind) {
        return function.getArgAttrOfType<StringAttr>(argument.getArgNumber(),
                                                     kind);
      };
      StringAttr parameter = role("nn.parameter"), state = role("nn.state");
      if (!parameter && !state)
        continue;
      StringAttr name = parameter ? parameter : state;
      std::optional<uint64_t> bytes =
          bytesOf(cast<ShapedType>(argument.getType()), /*capacity=*/1);
      if (!bytes)
        return emitError(argument.getLoc())
               << "`" << name.getValue() << "` is too large";
      (parameter ? layout.parameters : layout.states).place(name, *bytes);
    }
  return layout;
}

/// A number for each name.
static DictionaryAttr numbers(MLIRContext *context, const auto &byName) {
  Builder b(context);
  SmallVector<NamedAttribute> entries;
  for (auto [name, number] : byName)
    entries.push_back(b.getNamedAttr(
        name, b.getI64IntegerAttr(static_cast<int64_t>(number))));
  return b.getDictionaryAttr(entries);
}

DictionaryAttr Arena::asAttribute(Builder &b) const {
  return numbers(b.getContext(), offsets);
}

static constexpr StringLiteral columnsAttr = "plx.columns";

void plexus::calling::recordColumns(ModuleOp module,
                                    const ColumnLengths &lengths) {
  module->setAttr(columnsAttr, numbers(module.getContext(), lengths));
}

uint64_t plexus::calling::columnLengthIn(ModuleOp module, StringRef name) {
  auto lengths = module->getAttrOfType<DictionaryAttr>(columnsAttr);
  auto length = lengths ? lengths.getAs<IntegerAttr>(name) : IntegerAttr();
  return length ? length.getInt() : 0;
}

void Layout::record(ModuleOp module) const {
  Builder b(module.getContext());
  auto bytes = [&](const Arena &arena) {
    return b.getI64IntegerAttr(static_cast<int64_t>(arena.bytes()));
  };
  module->setAttr("plx.parameters", parameters.asAttribute(b));
  module->setAttr("plx.parameter_bytes", bytes(parameters));
  module->setAttr("plx.states", states.asAttribute(b));
  module->setAttr("plx.state_bytes", bytes(states));
}

uint64_t plexus::calling::offsetIn(ModuleOp module, StringRef table,
                                   StringRef name) {
  auto offsets = module->getAttrOfType<DictionaryAttr>(table);
  return offsets.getAs<IntegerAttr>(name).getInt();
}

FailureOr<int64_t> plexus::calling::capacityOf(ModuleOp module) {
  if (auto capacity = module->getAttrOfType<IntegerAttr>("plx.capacity"))
    return capacity.getInt();
  return emitError(module.getLoc()) << "the module has no plx.capacity";
}

uint64_t plexus::calling::bytesIn(ModuleOp module, StringRef name) {
  return module->getAttrOfType<IntegerAttr>(name).getInt();
}

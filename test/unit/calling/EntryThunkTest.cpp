//===- EntryThunkTest.cpp - a plx_call is taken apart in order ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/EntryThunk.h"

#include "runtime/core/plexus.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include <cstddef>
#include <gtest/gtest.h>

using namespace plexus::calling;

namespace {

class EntryThunkTest : public testing::Test {
protected:
  EntryThunkTest() : module("test", context) {
    module.setDataLayout("e-p:64:64-i64:64-f64:64");
  }

  /// The IR of the thunk of `entry`.
  std::string thunkOf(Entry entry, ArrayCounts counts) {
    llvm::Type *none = llvm::Type::getVoidTy(context);
    llvm::Function::Create(llvm::FunctionType::get(none, /*isVarArg=*/true),
                           llvm::GlobalValue::InternalLinkage, nameOf(entry),
                           module);
    llvm::Function *thunk = createEntryThunk(
        module, entry, counts, /*capacity=*/8,
        [](llvm::IRBuilderBase &b, llvm::Function *code,
           llvm::ArrayRef<llvm::Value *> arguments) {
          for (llvm::Value *argument : arguments) // names to look for
            argument->setName("argument");
          b.CreateCall(code, arguments);
        });
    std::string text;
    llvm::raw_string_ostream(text) << *thunk;
    return text;
  }

  llvm::LLVMContext context;
  llvm::Module module;
};

TEST_F(EntryThunkTest, AnEntryPointThatIsNotThereHasNoThunk) {
  EXPECT_EQ(createEntryThunk(module, Entry::step, {1, 1, 1}, 8,
                             [](auto &, auto *, auto) { FAIL(); }),
            nullptr);
}

/// The fixed arguments are loaded in the order of the rows, from where C has
/// them.
TEST_F(EntryThunkTest, FixedArgumentsComeFromTheirFields) {
  std::string text = thunkOf(Entry::step, {0, 0, 0});
  size_t at = 0;
  auto expect = [&](size_t offset) {
    std::string place = "i64 " + std::to_string(offset) + "\n";
    at = offset ? text.find(place, at) : text.find("load", at);
    EXPECT_NE(at, std::string::npos) << place << text;
  };
#define ARENA(NAME, FIELD) expect(offsetof(plx_call, FIELD));
#define SCALAR(NAME, FIELD, TYPE) expect(offsetof(plx_call, FIELD));
#include "compiler/calling/CallingConvention.def"
}

TEST_F(EntryThunkTest, MoreRowsThanTheCapacityEndInATrap) {
  std::string thunk = thunkOf(Entry::predict, {1, 0, 1});
  llvm::StringRef text = thunk;
  EXPECT_NE(text.find(", 8\n"), llvm::StringRef::npos) << text.str();
  EXPECT_NE(text.find("call void @llvm.trap()"), llvm::StringRef::npos);
}

/// One argument for each tensor behind them: inputs, targets, outputs.
TEST_F(EntryThunkTest, ArraysAreTakenApart) {
  auto pointers = [&](Entry entry) {
    std::string text = thunkOf(entry, {2, 3, 4});
    return llvm::StringRef(text.substr(text.find("call")))
        .count("ptr %argument");
  };
  unsigned arenas = 0;
#define ARENA(NAME, FIELD) ++arenas;
#include "compiler/calling/CallingConvention.def"
  EXPECT_EQ(pointers(Entry::predict), arenas + 2 + 4);
  EXPECT_EQ(pointers(Entry::gradients), arenas + 2 + 3);
}

/// Each name of the convention is a field of the same name, at its place.
TEST_F(EntryThunkTest, NamesAreThoseOfTheInterface) {
  EXPECT_EQ(nameOf(Fixed::Workspace), "workspace");
  EXPECT_EQ(nameOf(Fixed::LearningRate), "learning_rate");
  EXPECT_EQ(nameOf(Entry::statistics), "statistics");
  EXPECT_TRUE(takes(Entry::predict, Arrays::Outputs));
  EXPECT_FALSE(takes(Entry::predict, Arrays::Targets));
  EXPECT_TRUE(takes(Entry::step, Arrays::Targets));
  EXPECT_FALSE(takes(Entry::step, Arrays::Outputs));
}

} // namespace

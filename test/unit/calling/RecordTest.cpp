//===- RecordTest.cpp - constants with the layout of structs of C ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/Record.h"

#include "runtime/core/plexus.h"
#include <cstddef>
#include <gtest/gtest.h>

using namespace plexus::calling;

namespace {

struct Sample {
  const char *name;
  uint32_t small, reserved;
  double number;
  uint32_t before, last;
};

/// C leaves bytes open behind `small`.
struct Open {
  uint32_t small;
  double number;
};

class RecordTest : public testing::Test {
protected:
  RecordTest() : module("test", context) {
    // Pointers and 64-bit numbers at multiples of 8, as on all targets.
    module.setDataLayout("e-p:64:64-i64:64-f64:64");
  }
  llvm::Constant *null() {
    return llvm::ConstantPointerNull::get(
        llvm::PointerType::getUnqual(context));
  }
  llvm::LLVMContext context;
  llvm::Module module;
};

TEST_F(RecordTest, OffsetsAreThoseOfC) {
  EXPECT_EQ(offsetOf(&Sample::number), offsetof(Sample, number));
#define FIELD(NAME)                                                            \
  EXPECT_EQ(offsetOf(&plx_call::NAME), offsetof(plx_call, NAME));
#define ARENA(NAME, MEMBER) FIELD(MEMBER)
#define SCALAR(NAME, MEMBER, TYPE) FIELD(MEMBER)
#define ARRAYS(NAME, MEMBER, ROLE) FIELD(MEMBER)
#include "compiler/calling/CallingConvention.def"
}

/// Every field of plx_call has a row of the calling convention.
TEST_F(RecordTest, TheConventionIsWhole) {
  size_t bytes = 0;
#undef FIELD
#define FIELD(NAME) bytes += sizeof(plx_call::NAME);
#define ARENA(NAME, MEMBER) FIELD(MEMBER)
#define SCALAR(NAME, MEMBER, TYPE) FIELD(MEMBER)
#define ARRAYS(NAME, MEMBER, ROLE) FIELD(MEMBER)
#include "compiler/calling/CallingConvention.def"
  EXPECT_EQ(bytes, sizeof(plx_call));
}

TEST_F(RecordTest, FieldsAreSetInAnyOrder) {
  auto *value = llvm::cast<llvm::ConstantStruct>(Record<Sample>(module)
                                                     .set(&Sample::last, 4)
                                                     .set(&Sample::reserved, 0)
                                                     .set(&Sample::before, 5)
                                                     .set(&Sample::number, 3.0)
                                                     .set(&Sample::name, null())
                                                     .set(&Sample::small, 2)
                                                     .build());
  ASSERT_EQ(value->getNumOperands(), 6u);
  EXPECT_EQ(llvm::cast<llvm::ConstantInt>(value->getOperand(1))->getZExtValue(),
            2u);
  EXPECT_EQ(llvm::cast<llvm::ConstantInt>(value->getOperand(5))->getZExtValue(),
            4u);
  EXPECT_EQ(module.getDataLayout().getTypeAllocSize(value->getType()),
            sizeof(Sample));
}

using RecordDeathTest = RecordTest;

/// One that is forgotten where alignment would hide it, too.
TEST_F(RecordDeathTest, AForgottenFieldIsNoticed) {
  Record<Sample> record(module);
  record.set(&Sample::name, null())
      .set(&Sample::small, 2)
      .set(&Sample::number, 3.0)
      .set(&Sample::before, 5)
      .set(&Sample::last, 4);
  EXPECT_DEATH(record.build(), "differs from its struct");
}

TEST_F(RecordDeathTest, AForgottenEndIsNoticed) {
  Record<Sample> record(module);
  record.set(&Sample::name, null())
      .set(&Sample::small, 2)
      .set(&Sample::reserved, 0)
      .set(&Sample::number, 3.0)
      .set(&Sample::before, 5);
  EXPECT_DEATH(record.build(), "differs from its struct");
}

TEST_F(RecordDeathTest, AFieldThatIsSetTwiceIsNoticed) {
  Record<Sample> record(module);
  record.set(&Sample::name, null())
      .set(&Sample::small, 2)
      .set(&Sample::small, 2)
      .set(&Sample::number, 3.0)
      .set(&Sample::before, 5)
      .set(&Sample::last, 4);
  EXPECT_DEATH(record.build(), "differs from its struct");
}

TEST_F(RecordDeathTest, AStructWithOpenBytesIsRefused) {
  Record<Open> record(module);
  record.set(&Open::small, 1).set(&Open::number, 2.0);
  EXPECT_DEATH(record.build(), "differs from its struct");
}

} // namespace

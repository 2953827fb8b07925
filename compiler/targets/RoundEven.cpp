//===- RoundEven.cpp - rounding to an integer without an instruction ------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/RoundEven.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

/// The steps of Real<T> in math/Scalar.h.
static Value *roundEven(IRBuilder<> &b, Value *x) {
  Type *type = x->getType();
  int mantissa = type->getScalarType()->getFPMantissaWidth() - 1;
  Value *shift = ConstantFP::get(type, std::ldexp(1.0, mantissa));
  Value *size = b.CreateUnaryIntrinsic(Intrinsic::fabs, x);
  Value *rounded = b.CreateFSub(b.CreateFAdd(size, shift), shift);
  return b.CreateSelect(
      b.CreateFCmpOLT(size, shift),
      b.CreateBinaryIntrinsic(Intrinsic::copysign, rounded, x), x);
}

void plexus::expandRoundEven(Module &module) {
  for (Function &function : module)
    for (Instruction &instruction :
         make_early_inc_range(instructions(function))) {
      auto *call = dyn_cast<IntrinsicInst>(&instruction);
      if (!call || call->getIntrinsicID() != Intrinsic::roundeven)
        continue;
      IRBuilder<> b(call);
      call->replaceAllUsesWith(roundEven(b, call->getArgOperand(0)));
      call->eraseFromParent();
    }
}

//===- ZeroSigns.cpp - choices between a number and zero ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/ZeroSigns.h"

#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

/// `a` is the number and `b` a zero, or the other way round.
static bool areNumberAndZero(Value *a, Value *b, Value *number) {
  return (a == number && match(b, m_AnyZeroFP())) ||
         (b == number && match(a, m_AnyZeroFP()));
}

/// The strict comparison of x with zero by which `choice` takes x or a zero;
/// null where it is another choice.
static FCmpInst *strictComparisonOf(SelectInst &choice) {
  auto *comparison = dyn_cast<FCmpInst>(choice.getCondition());
  if (!comparison || !FCmpInst::isStrictPredicate(comparison->getPredicate()))
    return nullptr;
  Value *left = comparison->getOperand(0), *right = comparison->getOperand(1);
  Value *number = match(left, m_AnyZeroFP()) ? right : left;
  bool decides =
      areNumberAndZero(left, right, number) &&
      areNumberAndZero(choice.getTrueValue(), choice.getFalseValue(), number);
  return decides ? comparison : nullptr;
}

/// Takes the other value where the opposite holds.
static void turn(SelectInst &choice, FCmpInst &comparison) {
  FCmpInst *own = &comparison;
  if (!comparison.hasOneUse()) {
    own = cast<FCmpInst>(comparison.clone());
    own->insertBefore(choice.getIterator());
    choice.setCondition(own);
  }
  own->setPredicate(own->getInversePredicate());
  choice.swapValues();
}

void plexus::keepZeroSigns(Module &module) {
  for (Function &function : module)
    for (Instruction &instruction : instructions(function))
      if (auto *choice = dyn_cast<SelectInst>(&instruction))
        if (FCmpInst *comparison = strictComparisonOf(*choice))
          turn(*choice, *comparison);
}

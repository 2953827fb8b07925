//===- NN.cpp - the dialect of networks -----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

#include "dialects/nn/NNDialect.cpp.inc"
#include "dialects/nn/NNInterfaces.cpp.inc"

void NNDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dialects/nn/NNOps.cpp.inc"
      >();
}

/// `normal(0.0, 0.5)`: the distribution of a parameter and its two numbers.
static ParseResult parseDistribution(OpAsmParser &parser, StringAttr &name,
                                     FloatAttr &a, FloatAttr &b) {
  std::string word;
  double first, second;
  if (parser.parseKeywordOrString(&word) || parser.parseLParen() ||
      parser.parseFloat(first) || parser.parseComma() ||
      parser.parseFloat(second) || parser.parseRParen())
    return failure();
  Builder &builder = parser.getBuilder();
  name = builder.getStringAttr(word);
  a = builder.getF64FloatAttr(first);
  b = builder.getF64FloatAttr(second);
  return success();
}

static void printDistribution(OpAsmPrinter &printer, Operation *,
                              StringAttr name, FloatAttr a, FloatAttr b) {
  printer << name.getValue() << '(';
  printer.printFloat(a.getValue());
  printer << ", ";
  printer.printFloat(b.getValue());
  printer << ')';
}

#define GET_OP_CLASSES
#include "dialects/nn/NNOps.cpp.inc"

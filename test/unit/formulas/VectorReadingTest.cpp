//===- VectorReadingTest.cpp - formulas read as IR on vectors -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A formula that is read on a vector computes in each place what it computes on
// a number, to the bit: each function is built, compiled and run here.
//
//===----------------------------------------------------------------------===//
#include "dialects/formula/Formula.h"
#include "dialects/formula/IRScalar.h"
#include "math/Philox.h"
#include "math/Trig.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"
#include <cstring>
#include <gtest/gtest.h>

using namespace mlir;
using namespace plexus::math;
using plexus::formula::IRScalar;
using plexus::formula::IRWord;

namespace {

using Body = llvm::function_ref<Value(OpBuilder &, Location, Value)>;

/// Machine code of `void f(const void *in, void *out)`, which loads one value
/// of a type and stores what `body` makes of it.
class Compiled {
public:
  Compiled(MLIRContext &context, Type type, Body body) {
    Location loc = UnknownLoc::get(&context);
    OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
    OpBuilder b = OpBuilder::atBlockEnd(module->getBody());
    auto pointer = LLVM::LLVMPointerType::get(&context);
    auto function = LLVM::LLVMFuncOp::create(
        b, loc, "f",
        LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&context),
                                    {pointer, pointer}));
    Block *block = function.addEntryBlock(b);
    b.setInsertionPointToStart(block);
    Value in = LLVM::LoadOp::create(b, loc, type, block->getArgument(0), 4);
    LLVM::StoreOp::create(b, loc, body(b, loc, in), block->getArgument(1), 4);
    LLVM::ReturnOp::create(b, loc, ValueRange());
    PassManager pm(&context);
    pm.addPass(createArithToLLVMConversionPass());
    pm.addPass(createConvertMathToLLVMPass());
    if (failed(pm.run(*module)))
      return;
    auto llvmContext = std::make_unique<llvm::LLVMContext>();
    auto code = translateModuleToLLVMIR(*module, *llvmContext);
    auto built = llvm::orc::LLJITBuilder().create();
    if (!built) {
      ADD_FAILURE() << llvm::toString(built.takeError());
      return;
    }
    jit = std::move(*built);
    code->setDataLayout(jit->getDataLayout());
    llvm::cantFail(jit->addIRModule(
        llvm::orc::ThreadSafeModule(std::move(code), std::move(llvmContext))));
    run = llvm::cantFail(jit->lookup("f"))
              .toPtr<void (*)(const void *, void *)>();
  }
  void (*run)(const void *in, void *out) = nullptr;

private:
  std::unique_ptr<llvm::orc::LLJIT> jit;
};

class VectorReading : public testing::Test {
protected:
  VectorReading() {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    DialectRegistry registry;
    registerBuiltinDialectTranslation(registry);
    registerLLVMDialectTranslation(registry);
    context.appendDialectRegistry(registry);
    context.loadDialect<arith::ArithDialect, mlir::math::MathDialect,
                        LLVM::LLVMDialect>();
  }

  /// Compares f on vectors of `Lanes` numbers with f on each of the numbers.
  template <class T, unsigned Lanes, class F> void compare(F f) {
    OpBuilder b(&context);
    Type element = sizeof(T) == 8 ? Type(b.getF64Type()) : b.getF32Type();
    auto vector = VectorType::get({Lanes}, element);
    Compiled compiled(context, vector,
                      [&](OpBuilder &b, Location loc, Value v) {
                        return f(IRScalar(b, loc, v)).value();
                      });
    ASSERT_NE(compiled.run, nullptr);
    std::vector<T> numbers = {0,
                              -0.0,
                              1,
                              -1,
                              88.5,
                              -103.9,
                              709.9,
                              -745.2,
                              std::numeric_limits<T>::infinity(),
                              -std::numeric_limits<T>::infinity(),
                              std::numeric_limits<T>::quiet_NaN(),
                              std::numeric_limits<T>::denorm_min(),
                              std::numeric_limits<T>::min(),
                              std::numeric_limits<T>::max()};
    for (int i = 0; i < 2000; ++i) // from 2^-30 to 2^10, both signs
      numbers.push_back(
          std::ldexp(T(i % 2 ? -1 : 1) * T(1 + 0.00137 * i), i * 7 % 41 - 30));
    while (numbers.size() % Lanes)
      numbers.push_back(0);
    for (size_t i = 0; i < numbers.size(); i += Lanes) {
      alignas(64) T in[Lanes], out[Lanes];
      std::memcpy(in, &numbers[i], sizeof in);
      compiled.run(in, out);
      for (unsigned lane = 0; lane < Lanes; ++lane) {
        T alone = f(Real<T>(in[lane])).value();
        bool same = std::isnan(alone)
                        ? std::isnan(out[lane])
                        : std::memcmp(&alone, &out[lane], sizeof alone) == 0;
        EXPECT_TRUE(same) << "f(" << in[lane] << ") is " << alone
                          << ", in lane " << lane << " " << out[lane];
      }
    }
  }

  template <class F> void compareAll(F f) {
    compare<float, 16>(f);
    compare<float, 8>(f);
    compare<double, 8>(f);
  }

  MLIRContext context;
};

#define READ_ON_VECTORS(NAME, EXPRESSION)                                      \
  TEST_F(VectorReading, NAME) {                                                \
    compareAll([](auto x) { return EXPRESSION; });                             \
  }
READ_ON_VECTORS(Exp, exp(x))
READ_ON_VECTORS(Expm1, expm1(x))
READ_ON_VECTORS(Log, log(x))
READ_ON_VECTORS(Log1p, log1p(x))
READ_ON_VECTORS(Tanh, tanh(x))
READ_ON_VECTORS(Erf, erf(x))
READ_ON_VECTORS(Sigmoid, sigmoid(x))
READ_ON_VECTORS(Softplus, softplus(x))
READ_ON_VECTORS(Arithmetic, -(2.0 - x) * x / (1.0 + abs(x)) + sqrt(abs(x)))
READ_ON_VECTORS(Choices, select(x < 0.5, copySign(2.0, x), roundEven(x)))

/// Random words too: the same in each place as one by one.
TEST_F(VectorReading, Philox) {
  auto words = [](auto word) {
    using W = decltype(word);
    Words4<W> counter = {word, word.literal(3), word, word.literal(7)};
    return philox4x32(counter, word.literal(11), word.literal(13)).w1;
  };
  OpBuilder b(&context);
  auto vector = VectorType::get({8}, b.getI32Type());
  Compiled many(context, vector, [&](OpBuilder &b, Location loc, Value v) {
    return words(IRWord(b, loc, v)).value();
  });
  Compiled one(context, b.getI32Type(),
               [&](OpBuilder &b, Location loc, Value v) {
                 return words(IRWord(b, loc, v)).value();
               });
  uint32_t in[8] = {0,          1,          2,          77,
                    0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
  uint32_t out[8];
  many.run(in, out);
  for (unsigned lane = 0; lane < 8; ++lane) {
    uint32_t alone;
    one.run(&in[lane], &alone);
    EXPECT_EQ(out[lane], alone) << "lane " << lane;
    EXPECT_EQ(alone, philox4x32(Words4<uint32_t>{in[lane], 3, in[lane], 7},
                                uint32_t(11), uint32_t(13))
                         .w1);
  }
}

} // namespace

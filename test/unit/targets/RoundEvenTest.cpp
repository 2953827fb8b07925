//===- RoundEvenTest.cpp - rounding to an integer without an instruction --===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What stands in for the instruction is compiled, run in this process and
// compared with the function of formulas.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/RoundEven.h"

#include "math/Scalar.h"
#include "test/unit/targets/Parsed.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"
#include <cmath>
#include <cstring>

using namespace plexus;
using namespace plexus::test;

namespace {

template <class T> constexpr bool isWide = sizeof(T) == 8;

/// `void f(const T *in, T *out)`, which rounds four numbers.
template <class T> std::string roundingOf() {
  std::string type = isWide<T> ? "<4 x double>" : "<4 x float>";
  std::string name =
      isWide<T> ? "@llvm.roundeven.v4f64" : "@llvm.roundeven.v4f32";
  return "declare " + type + " " + name + "(" + type + ")\n" +
         "define void @f(ptr %in, ptr %out) {\n  %x = load " + type +
         ", ptr %in, align 4\n  %r = call " + type + " " + name + "(" + type +
         " %x)\n  store " + type + " %r, ptr %out, align 4\n  ret void\n}\n";
}

template <class T> std::vector<T> numbers() {
  std::vector<T> all = {
      std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN(),
      std::numeric_limits<T>::denorm_min(), std::numeric_limits<T>::max()};
  T whole = std::ldexp(T(1), std::numeric_limits<T>::digits - 1);
  for (T start : {T(0), whole / 2 - 4, whole - 8})
    for (T half = start; half < start + 8; half += T(0.5))
      for (T x : {std::nextafter(half, T(-1)), half,
                  std::nextafter(half, std::numeric_limits<T>::max())})
        all.insert(all.end(), {x, -x});
  while (all.size() % 4)
    all.push_back(0);
  return all;
}

template <class T> void expectSameBits(T x, T got) {
  T want = roundEven(math::Real<T>(x)).value();
  if (std::isnan(want))
    EXPECT_TRUE(std::isnan(got)) << x;
  else
    EXPECT_EQ(std::memcmp(&got, &want, sizeof got), 0)
        << x << " gives " << got << ", not " << want;
}

template <class T> class RoundEven : public testing::Test {};
using Formats = testing::Types<float, double>;
TYPED_TEST_SUITE(RoundEven, Formats);

TYPED_TEST(RoundEven, GivesTheSameBitsWithoutTheInstruction) {
  using T = TypeParam;
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto context = std::make_unique<llvm::LLVMContext>();
  auto module = parsed(*context, roundingOf<T>());
  expandRoundEven(*module);
  EXPECT_EQ(textOf(*module).find("call <4 x " +
                                 std::string(isWide<T> ? "double" : "float") +
                                 "> @llvm.roundeven"),
            std::string::npos);
  auto jit = llvm::cantFail(llvm::orc::LLJITBuilder().create());
  module->setDataLayout(jit->getDataLayout());
  llvm::cantFail(jit->addIRModule(
      llvm::orc::ThreadSafeModule(std::move(module), std::move(context))));
  auto *round = llvm::cantFail(jit->lookup("f"))
                    .template toPtr<void (*)(const T *, T *)>();
  std::vector<T> all = numbers<T>();
  for (size_t i = 0; i < all.size(); i += 4) {
    T out[4];
    round(&all[i], out);
    for (size_t lane = 0; lane < 4; ++lane)
      expectSameBits(all[i + lane], out[lane]);
  }
}

} // namespace

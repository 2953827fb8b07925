//===- Record.h - constants with the layout of structs of C ---------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The structs of the C interface are written once, in runtime/core/plexus.h.
// What the compiler writes and reads of them is told by pointers to members,
// from which types and offsets follow.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_CALLING_RECORD_H
#define PLEXUS_COMPILER_CALLING_RECORD_H

#include "llvm/IR/Constants.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Module.h"
#include <type_traits>

namespace plexus::calling {

/// The bytes before a member of a struct of C.
template <class S, class F> uint64_t offsetOf(F S::*member) {
  static const S probe{};
  return reinterpret_cast<const char *>(&(probe.*member)) -
         reinterpret_cast<const char *>(&probe);
}

/// The type of LLVM that a type of C has on a target of 64 bits.
template <class F> llvm::Type *typeOf(llvm::LLVMContext &context) {
  if constexpr (std::is_pointer_v<F>)
    return llvm::PointerType::getUnqual(context);
  else if constexpr (std::is_floating_point_v<F>)
    return sizeof(F) == 8 ? llvm::Type::getDoubleTy(context)
                          : llvm::Type::getFloatTy(context);
  else
    return llvm::IntegerType::get(context, 8 * sizeof(F));
}

/// Constants at offsets, of which a struct is made.
class RecordFields {
public:
  void add(uint64_t offset, llvm::Constant *value) {
    fields.push_back({offset, value});
  }
  /// The struct of so many bytes, which must all be set: the structs of the C
  /// interface leave no bytes open for alignment, so that none is undefined.
  llvm::Constant *build(const llvm::Module &module, uint64_t size);

private:
  struct Field {
    uint64_t offset;
    llvm::Constant *value;
  };
  llvm::SmallVector<Field, 32> fields;
};

/// A constant S, whose fields are set in any order, each once.
template <class S> class Record {
public:
  explicit Record(const llvm::Module &module) : module(module) {}

  template <class F> Record &set(F S::*member, llvm::Constant *address) {
    static_assert(std::is_pointer_v<F>);
    fields.add(offsetOf(member), address);
    return *this;
  }
  template <class F, class V>
    requires std::is_arithmetic_v<F> && std::is_arithmetic_v<V>
  Record &set(F S::*member, V value) {
    llvm::Type *type = typeOf<F>(module.getContext());
    if constexpr (std::is_floating_point_v<F>)
      fields.add(offsetOf(member), llvm::ConstantFP::get(type, value));
    else
      fields.add(offsetOf(member),
                 llvm::ConstantInt::get(type, static_cast<uint64_t>(value)));
    return *this;
  }
  llvm::Constant *build() { return fields.build(module, sizeof(S)); }

private:
  const llvm::Module &module;
  RecordFields fields;
};

} // namespace plexus::calling

#endif

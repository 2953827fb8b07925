//===- Parsed.h - LLVM IR from a text -------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_UNIT_TARGETS_PARSED_H
#define PLEXUS_TEST_UNIT_TARGETS_PARSED_H

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SourceMgr.h"
#include <gtest/gtest.h>

namespace plexus::test {

inline std::unique_ptr<llvm::Module> parsed(llvm::LLVMContext &context,
                                            llvm::StringRef text) {
  llvm::SMDiagnostic error;
  auto module = llvm::parseAssemblyString(text, error, context);
  EXPECT_TRUE(module) << error.getMessage().str() << " in " << text.str();
  return module;
}

inline std::string textOf(const llvm::Module &module) {
  std::string text;
  llvm::raw_string_ostream(text) << module;
  return text;
}

} // namespace plexus::test

#endif

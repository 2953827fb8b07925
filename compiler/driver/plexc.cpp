//===- plexc.cpp - the compiler's command line ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Crash.h"
#include "compiler/driver/Driver.h"

#include "llvm/Support/FileSystem.h"

using namespace plexus::driver;

int main(int argc, char **argv) {
  void *here = reinterpret_cast<void *>(&main);
  std::string program = llvm::sys::fs::getMainExecutable(argv[0], here);
  return runGuarded([&] {
    int status =
        run({argv + 1, argv + argc}, program, llvm::outs(), llvm::errs());
    // A message that could not be written is no failure of its own.
    llvm::errs().clear_error();
    return status;
  });
}

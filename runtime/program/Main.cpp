//===- Main.cpp - the entry of a generated program ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Joined by the linker with the object file of one compiled network.
//
//===----------------------------------------------------------------------===//
#include "runtime/files/OutOfMemory.h"
#include "runtime/program/Program.h"

#include <cstring>

extern "C" const plx_model plx_program_model;

/// Nothing catches what the globals of libraries throw before main.
[[gnu::constructor(101)]] static void beforeMain() {
  plexus::host::endWhereMemoryDoes(nullptr);
}

int main(int argc, char **argv) {
  const char *name = argc > 0 ? argv[0] : nullptr;
  const char *slash = name ? std::strrchr(name, '/') : nullptr;
  plexus::host::endWhereMemoryDoes(slash ? slash + 1 : name);
  return plexus::host::runProgram(plx_program_model, argc, argv);
}

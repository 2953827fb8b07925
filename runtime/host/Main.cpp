//===- Main.cpp - the entry of a generated program ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Joined by the linker with the object file of one compiled network.
//
//===----------------------------------------------------------------------===//
#include "runtime/host/Program.h"

extern "C" const plx_model plx_program_model;

int main(int argc, char **argv) {
  return plexus::host::runProgram(plx_program_model, argc, argv);
}

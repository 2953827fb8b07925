//===- RunProgram.h - a generated program, run in process -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_UNIT_PROGRAM_RUNPROGRAM_H
#define PLEXUS_TEST_UNIT_PROGRAM_RUNPROGRAM_H

#include "FakeNetwork.h"
#include "runtime/program/Program.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <stdlib.h>

namespace plexus::fake {

/// Each test works in an empty folder of its own.
class InFolder : public testing::Test {
protected:
  void SetUp() override {
    before = std::filesystem::current_path();
    std::string name =
        (std::filesystem::temp_directory_path() / "plexus-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    std::filesystem::current_path(folder);
  }
  void TearDown() override {
    std::filesystem::current_path(before);
    std::filesystem::remove_all(folder);
  }

  std::filesystem::path before, folder;
};

struct Ran {
  int status;
  std::string out, err;
};

inline Ran run(const plx_model &model, std::vector<std::string> arguments,
               const host::Terminal &terminal = {}) {
  std::vector<const char *> argv = {"./line"};
  for (const std::string &argument : arguments)
    argv.push_back(argument.c_str());
  std::ostringstream out, err;
  int status = host::runProgram(model, int(argv.size()), argv.data(), out, err,
                                terminal);
  return {status, out.str(), err.str()};
}

inline std::string contents(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline void write(const std::string &path, const std::string &text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline bool exists(const std::string &path) {
  return std::filesystem::exists(path);
}

/// Everything that a settled training needs: "epochs" and more may follow.
inline const char *const sgd =
    R"("batch": 4, "seed": 42, "learning_rate": 0.1)";

} // namespace plexus::fake

#endif // PLEXUS_TEST_UNIT_PROGRAM_RUNPROGRAM_H

//===- AtomicFileTest.cpp - Files appear whole or not at all --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/AtomicFile.h"
#include "Scratch.h"

#include <csignal>
#include <filesystem>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace plexus::host;
using Names = std::vector<std::string>;

static std::string textOf(const std::string &path) {
  Bytes bytes = readFile(path);
  return std::string(bytes.begin(), bytes.end());
}

static void put(const std::string &path, const std::string &text) {
  AtomicFile file(path);
  file.write(text);
  file.commit();
}

TEST(AtomicFile, WritesAndReplaces) {
  Scratch scratch;
  for (const char *name : {"f", "-o", "@x", "a b", "a\nb"}) {
    put(scratch.path(name), "one");
    put(scratch.path(name), "two!");
    EXPECT_EQ(textOf(scratch.path(name)), "two!");
  }
  put(scratch.path(std::string(255, 'n')), "long name");
  EXPECT_EQ(scratch.names().size(), 6u);
}

TEST(AtomicFile, PermissionsFollowTheUmask) {
  Scratch scratch;
  mode_t before = ::umask(027);
  put(scratch.path("f"), "x");
  ::umask(before);
  struct stat status;
  ASSERT_EQ(::stat(scratch.path("f").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640u);
}

TEST(AtomicFile, WithoutCommitNothingHappens) {
  Scratch scratch;
  std::string old = scratch.write("old", "old");
  {
    AtomicFile file(old), fresh(scratch.path("fresh"));
    file.write("new");
    fresh.write("new");
    EXPECT_EQ(scratch.names().size(), 3u);
  }
  EXPECT_EQ(scratch.names(), Names{"old"});
  EXPECT_EQ(textOf(old), "old");
}

TEST(AtomicFile, FollowsLinks) {
  Scratch scratch;
  ::mkdir(scratch.path("sub").c_str(), 0700);
  scratch.write("sub/real", "old");
  ::symlink("sub/hop", scratch.path("link").c_str());
  ::symlink("real", scratch.path("sub/hop").c_str());
  put(scratch.path("link"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(scratch.path("link")));
  EXPECT_EQ(textOf(scratch.path("sub/real")), "new");

  ::symlink("sub/later", scratch.path("dangling").c_str());
  put(scratch.path("dangling"), "made");
  EXPECT_EQ(textOf(scratch.path("sub/later")), "made");

  ::symlink("loop", scratch.path("loop").c_str());
  EXPECT_TRUE(fails([&] { put(scratch.path("loop"), "x"); },
                    Status::CannotCreate,
                    "...cannot be created: too many levels of symbolic links"));
  EXPECT_EQ(scratch.names(), (Names{"dangling", "link", "loop", "sub"}));
}

TEST(AtomicFile, SaysWhyItCannotBe) {
  Scratch scratch;
  ::mkdir(scratch.path("folder").c_str(), 0700);
  ::mkfifo(scratch.path("fifo").c_str(), 0600);
  scratch.write("file", "x");
  struct {
    std::string path, reason;
  } cases[] = {
      {scratch.path("folder"), "is a folder, not a file"},
      {scratch.path("none/f"), "cannot be created: no such file or directory"},
      {scratch.path("none/"), "cannot be created: no such file or directory"},
      {scratch.path("file/f"), "cannot be created: not a directory"},
      {scratch.path("fifo"), "exists and is not a regular file"},
      {"/dev/null", "exists and is not a regular file"},
      {scratch.path(std::string(256, 'n')),
       "cannot be created: file name too long"},
  };
  for (const auto &c : cases)
    EXPECT_TRUE(fails([&] { put(c.path, "x"); }, Status::CannotCreate,
                      c.path + ": " + c.reason));
  EXPECT_TRUE(fails([&] { put("", "x"); }, Status::CannotCreate,
                    "is not the name of a file"));
  EXPECT_EQ(scratch.names(), (Names{"fifo", "file", "folder"}));

  Unprivileged nobody;
  EXPECT_TRUE(
      fails([&] { put(scratch.path("f"), "x"); }, Status::CannotCreate,
            scratch.path("f") + ": cannot be created: permission denied"));
}

// Stands for a full file system: a write succeeds in part, then fails.
TEST(AtomicFile, FailedWriteLeavesTheOldFile) {
  Scratch scratch;
  std::string old = scratch.write("old", "old");
  auto handler = ::signal(SIGXFSZ, SIG_IGN);
  rlimit limit, small;
  ::getrlimit(RLIMIT_FSIZE, &limit);
  small = {1000, limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  auto result =
      fails([&] { put(old, std::string(5000, 'x')); }, Status::InputOutput,
            old + ": cannot be written: file too large");
  ::setrlimit(RLIMIT_FSIZE, &limit);
  ::signal(SIGXFSZ, handler);
  EXPECT_TRUE(result);
  EXPECT_EQ(scratch.names(), Names{"old"});
  EXPECT_EQ(textOf(old), "old");
}

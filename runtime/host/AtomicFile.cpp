//===- AtomicFile.cpp - Files appear whole or not at all ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/AtomicFile.h"
#include "runtime/host/Errors.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace plexus::host;

/// `folder/` of `path`, or nothing for a bare name.
static std::string folderOf(const std::string &path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::string plexus::host::followLinks(std::string path, int &error) {
  for (int hops = 0; hops < 40; ++hops) {
    char next[PATH_MAX];
    ssize_t length = ::readlink(path.c_str(), next, sizeof(next));
    if (length < 0) {
      bool isEnd = errno == EINVAL || errno == ENOENT;
      error = isEnd ? 0 : errno;
      return path;
    }
    std::string link(next, static_cast<size_t>(length));
    path = link.starts_with('/') ? link : folderOf(path) + link;
  }
  error = ELOOP;
  return path;
}

static int openNew(const std::string &path) {
  int descriptor;
  do
    descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

AtomicFile::AtomicFile(std::string path) : name(std::move(path)) {
  if (name.empty() || name.find('\0') != std::string::npos)
    throw Error(Status::CannotCreate, name, "is not the name of a file");
  int error = 0;
  target = followLinks(name, error);
  if (error != 0)
    fail(Status::CannotCreate, error);
  struct stat status;
  if (::stat(target.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode))
      throw Error(Status::CannotCreate, name, "is a folder, not a file");
    if (!S_ISREG(status.st_mode))
      throw Error(Status::CannotCreate, name,
                  "exists and is not a regular file");
  } else if (errno != ENOENT || target.ends_with('/')) {
    fail(Status::CannotCreate, errno);
  }
  // The name is short, whatever the target's, and new to every process.
  static std::atomic<unsigned> counter = 0;
  do {
    temporary = folderOf(target) + ".plexus-" + std::to_string(::getpid()) +
                "-" + std::to_string(counter++) + ".tmp";
    descriptor = openNew(temporary);
  } while (descriptor < 0 && errno == EEXIST);
  if (descriptor < 0) {
    int reason = errno;
    temporary.clear();
    fail(Status::CannotCreate, reason);
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor >= 0)
    ::close(descriptor);
  if (!temporary.empty())
    ::unlink(temporary.c_str());
}

void AtomicFile::fail(Status status, int error) {
  std::string what =
      status == Status::InputOutput ? "cannot be written" : "cannot be created";
  throw Error(status, name, what + ": " + systemReason(error));
}

void AtomicFile::write(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      fail(Status::InputOutput, errno);
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
}

void AtomicFile::write(std::string_view text) {
  write(std::span(reinterpret_cast<const uint8_t *>(text.data()), text.size()));
}

/// fsync, where the file system has it.
static bool synchronise(int descriptor) {
  int result;
  do
    result = ::fsync(descriptor);
  while (result != 0 && errno == EINTR);
  return result == 0 || errno == EINVAL || errno == EROFS;
}

void AtomicFile::commit() {
  if (!synchronise(descriptor))
    fail(Status::InputOutput, errno);
  int closing = descriptor;
  descriptor = -1;
  if (::close(closing) != 0 && errno != EINTR)
    fail(Status::InputOutput, errno);
  if (::rename(temporary.c_str(), target.c_str()) != 0)
    fail(Status::CannotCreate, errno);
  temporary.clear();
  std::string folder = folderOf(target);
  int opened = ::open(folder.empty() ? "." : folder.c_str(),
                      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // A folder that may be written but not read cannot be forced to disk; the
  // file itself is there and whole.
  if (opened < 0)
    return;
  bool done = synchronise(opened);
  int error = errno;
  ::close(opened);
  if (!done)
    fail(Status::InputOutput, error);
}

void plexus::host::writeFile(const std::string &path,
                             std::span<const uint8_t> bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

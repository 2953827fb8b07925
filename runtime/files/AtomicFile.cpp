//===- AtomicFile.cpp - Files appear whole or not at all ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/AtomicFile.h"
#include "runtime/files/Errors.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
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
    path = link.starts_with('/') ? link : folderOf(path).append(link);
  }
  error = ELOOP;
  return path;
}

static int openRetrying(const char *path, int flags) {
  int descriptor;
  do
    descriptor = ::open(path, flags | O_CLOEXEC, 0666);
  while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

/// Whether the file that is open no longer has the name `path`.
static bool isGone(const std::string &path, int descriptor) {
  struct stat named, opened;
  if (::lstat(path.c_str(), &named) != 0)
    return errno == ENOENT;
  return ::fstat(descriptor, &opened) == 0 &&
         (named.st_ino != opened.st_ino || named.st_dev != opened.st_dev);
}

/// A new file, locked as long as it is open, so that others see that it is in
/// use. EEXIST if there is one, or if another process took it for an abandoned
/// one before it was locked.
static int openNew(const std::string &path) {
  int descriptor = openRetrying(path.c_str(), O_WRONLY | O_CREAT | O_EXCL);
  if (descriptor < 0)
    return descriptor;
  bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  bool isTaken = !locked && errno == EWOULDBLOCK;
  if (!isTaken && !isGone(path, descriptor))
    return descriptor;
  ::close(descriptor);
  errno = EEXIST;
  return -1;
}

static constexpr std::string_view temporaryPrefix = ".plexus-",
                                  temporarySuffix = ".tmp";

/// Removes what killed processes left in `folder`: temporaries that nobody has
/// locked. A failure is ignored: it leaves a file that the next one removes.
static void removeAbandoned(const std::string &folder) {
  DIR *entries = ::opendir(folder.empty() ? "." : folder.c_str());
  if (!entries)
    return;
  while (const dirent *entry = ::readdir(entries)) {
    std::string_view name = entry->d_name;
    if (!name.starts_with(temporaryPrefix) || !name.ends_with(temporarySuffix))
      continue;
    std::string path = folder + entry->d_name;
    int descriptor =
        openRetrying(path.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
      continue;
    struct stat status;
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
        ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 &&
        !isGone(path, descriptor))
      ::unlink(path.c_str());
    ::close(descriptor);
  }
  ::closedir(entries);
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
  removeAbandoned(folderOf(target));
  // The name is short, whatever the target's, and new to every process.
  static std::atomic<unsigned> counter = 0;
  do {
    temporary = folderOf(target) + std::string(temporaryPrefix) +
                std::to_string(::getpid()) + "-" + std::to_string(counter++) +
                std::string(temporarySuffix);
    descriptor = openNew(temporary);
  } while (descriptor < 0 && errno == EEXIST);
  if (descriptor < 0) {
    int reason = errno;
    temporary.clear();
    fail(Status::CannotCreate, reason);
  }
  ending.watch(temporary.c_str());
}

AtomicFile::~AtomicFile() {
  if (descriptor >= 0)
    ::close(descriptor);
  if (!temporary.empty())
    ::unlink(temporary.c_str());
}

void AtomicFile::fail(Status status, int error) { fail(name, status, error); }

void AtomicFile::fail(const std::string &place, Status status, int error) {
  std::string what =
      status == Status::InputOutput ? "cannot be written" : "cannot be created";
  throw Error(status, place, what + ": " + systemReason(error));
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

/// Links the target to a second name, or renames it where the file system has
/// no links. Without a target it changes nothing.
void AtomicFile::keep(const std::string &keptAs) {
  if (::access(target.c_str(), F_OK) != 0 && errno == ENOENT)
    return;
  // Another process may keep a file under the same name at the same time.
  int result = 0, attempts = 0;
  do {
    if (::unlink(keptAs.c_str()) != 0 && errno != ENOENT)
      fail(keptAs, Status::CannotCreate, errno);
    result = ::link(target.c_str(), keptAs.c_str());
  } while (result != 0 && errno == EEXIST && ++attempts < 1000);
  if (result == 0 || errno == ENOENT)
    return;
  bool hasNoLinks = errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK;
  if (!hasNoLinks || ::rename(target.c_str(), keptAs.c_str()) != 0)
    fail(keptAs, Status::CannotCreate, errno);
}

void AtomicFile::commit(const std::string &keptAs) {
  if (!synchronise(descriptor))
    fail(Status::InputOutput, errno);
  if (!keptAs.empty())
    keep(keptAs);
  if (::rename(temporary.c_str(), target.c_str()) != 0)
    fail(Status::CannotCreate, errno);
  ending.watch(nullptr);
  temporary.clear();
  // After the rename: until then the lock says that the temporary is in use.
  int closing = descriptor;
  descriptor = -1;
  if (::close(closing) != 0 && errno != EINTR)
    fail(Status::InputOutput, errno);
  std::string folder = folderOf(target);
  int opened = openRetrying(folder.empty() ? "." : folder.c_str(),
                            O_RDONLY | O_DIRECTORY);
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

//===- File.cpp - Reading regular files, compressed or not ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/File.h"
#include "runtime/files/Errors.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace plexus::host;

/// Why a file of this mode is not read, or nothing.
static const char *irregularity(mode_t mode) {
  if (S_ISREG(mode))
    return nullptr;
  if (S_ISDIR(mode))
    return "is a folder, not a file";
  if (S_ISFIFO(mode))
    return "is a pipe; only regular files are read";
  if (S_ISCHR(mode) || S_ISBLK(mode))
    return "is a device; only regular files are read";
  return "is not a regular file";
}

InputFile::InputFile(std::string path) : name(std::move(path)) {
  if (name.empty())
    throw Error(Status::NoInput, "the name of a file is empty");
  if (name.find('\0') != std::string::npos)
    throw Error(Status::NoInput, name, "the name of the file has a NUL in it");
  // Looked at before it is opened, because opening a device can do things; and
  // again after, because it may have been exchanged.
  struct stat status;
  if (::stat(name.c_str(), &status) != 0)
    throw Error(Status::NoInput, name, systemReason(errno));
  if (const char *reason = irregularity(status.st_mode))
    throw Error(Status::NoInput, name, reason);
  do
    descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0)
    throw Error(Status::NoInput, name, systemReason(errno));
  if (::fstat(descriptor, &status) != 0 || irregularity(status.st_mode)) {
    ::close(descriptor);
    throw Error(Status::NoInput, name, "is not a regular file");
  }
  size = static_cast<uint64_t>(status.st_size);
  if (name.ends_with(".gz"))
    gzip = std::make_unique<GzipReader>(
        [this](std::span<uint8_t> into) { return readRaw(into); }, name,
        expansionLimit(size));
}

InputFile::~InputFile() { ::close(descriptor); }

uint64_t InputFile::most() const { return gzip ? expansionLimit(size) : size; }

uint64_t InputFile::likely() const {
  if (!gzip)
    return size;
  // A gzip member ends in its length modulo 2^32, little-endian.
  uint8_t length[4];
  if (size < 4 || ::pread(descriptor, length, 4, off_t(size) - 4) != 4)
    return 0;
  return std::min(most(), uint64_t(length[0]) | uint64_t(length[1]) << 8 |
                              uint64_t(length[2]) << 16 |
                              uint64_t(length[3]) << 24);
}

size_t InputFile::read(std::span<uint8_t> into) {
  return gzip ? gzip->read(into) : readRaw(into);
}

size_t InputFile::readRaw(std::span<uint8_t> into) {
  size_t filled = 0;
  while (filled < into.size()) {
    ssize_t count =
        ::read(descriptor, into.data() + filled, into.size() - filled);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      throw Error(Status::InputOutput, name,
                  "cannot be read: " + systemReason(errno));
    if (count == 0)
      break;
    filled += static_cast<size_t>(count);
  }
  return filled;
}

Bytes plexus::host::readFile(const std::string &path) {
  InputFile file(path);
  // One byte more than expected, so that the same call sees the end.
  Bytes bytes(file.likely() + 1);
  size_t filled = 0;
  while (true) {
    filled += file.read(std::span(bytes).subspan(filled));
    if (filled < bytes.size())
      break;
    if (filled > file.most())
      throw Error(Status::InputOutput, path, "grew while it was read");
    bytes.resize(std::min(file.most() + 1, 65536 + filled + filled / 2));
  }
  bytes.resize(filled);
  return bytes;
}

std::string plexus::host::pathIn(const std::string &folder,
                                 const std::string &path) {
  if (folder.empty() || path.starts_with('/'))
    return path;
  return folder.ends_with('/') ? folder + path : folder + "/" + path;
}

//===- Scratch.cpp - A folder for a test, and what a failure looks like ---===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "Scratch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

using namespace plexus::host;
namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string pattern = (fs::temp_directory_path() / "plexus-XXXXXX").string();
  if (!mkdtemp(pattern.data()))
    throw std::runtime_error("no scratch folder");
  ::chmod(pattern.c_str(), 0755);
  folder = pattern + "/";
}

Scratch::~Scratch() { fs::remove_all(folder); }

std::string Scratch::write(const std::string &name,
                           const std::string &text) const {
  std::ofstream(path(name), std::ios::binary) << text;
  return path(name);
}

std::vector<std::string> Scratch::names() const {
  std::vector<std::string> result;
  for (const auto &entry : fs::directory_iterator(folder))
    result.push_back(entry.path().filename().string());
  std::sort(result.begin(), result.end());
  return result;
}

Unprivileged::Unprivileged() : wasRoot(::geteuid() == 0) {
  if (wasRoot && ::seteuid(65534) != 0)
    throw std::runtime_error("cannot become nobody");
}

Unprivileged::~Unprivileged() {
  if (wasRoot && ::seteuid(0) != 0)
    std::abort();
}

std::string plexus::host::gzip(const std::string &text) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string result(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef *>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

Bytes plexus::host::bytesOf(const std::string &text) {
  return Bytes(text.begin(), text.end());
}

std::string plexus::host::little(uint64_t value, int size) {
  std::string result;
  for (int i = 0; i < size; ++i)
    result += static_cast<char>(value >> (8 * i));
  return result;
}

std::string plexus::host::big(uint64_t value, int size) {
  std::string result = little(value, size);
  std::reverse(result.begin(), result.end());
  return result;
}

testing::AssertionResult
plexus::host::fails(const std::function<void()> &action, Status status,
                    const std::string &message) {
  try {
    action();
  } catch (const Error &error) {
    std::string text = error.what();
    bool matches = message.starts_with("...")
                       ? text.find(message.substr(3)) != std::string::npos
                       : text == message;
    if (matches && error.status == status &&
        text.find('\n') == std::string::npos)
      return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "status " << int(error.status) << ", message\n  " << text
           << "\nwanted status " << int(status) << ", message\n  " << message;
  }
  return testing::AssertionFailure() << "nothing failed, wanted\n  " << message;
}

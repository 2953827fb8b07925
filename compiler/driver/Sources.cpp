//===- Sources.cpp - reading the files that are named ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Sources.h"

#include "compiler/syntax/Parser.h"
#include "llvm/Support/FileSystem.h"

using namespace plexus;
using namespace plexus::driver;
namespace fs = llvm::sys::fs;
using llvm::StringRef;
using Buffer = std::unique_ptr<llvm::MemoryBuffer>;

static llvm::Error cannotRead(ExitStatus status, StringRef path,
                              const llvm::Twine &why) {
  return fail(status, "cannot read " + quoted(path) + ": " + why);
}

static llvm::Expected<Buffer> readStandardInput() {
  llvm::ErrorOr<Buffer> buffer = llvm::MemoryBuffer::getSTDIN();
  if (std::error_code error = buffer.getError())
    return fail(ExitStatus::InputOutput,
                "cannot read standard input: " + reason(error));
  return std::move(*buffer);
}

llvm::Expected<Buffer> plexus::driver::readSource(StringRef path) {
  if (path == "-")
    return readStandardInput();
  fs::file_status status;
  if (std::error_code error = fs::status(path, status))
    return cannotRead(ExitStatus::NoInput, path, reason(error));
  if (fs::is_directory(status))
    return cannotRead(ExitStatus::NoInput, path, "it is a folder");
  if (!fs::is_regular_file(status))
    return cannotRead(ExitStatus::NoInput, path, "it is not a regular file");
  if (status.getSize() > frontend::maxFileSize)
    return cannotRead(ExitStatus::BadSpec, path,
                      "it has " + llvm::Twine(status.getSize()) +
                          " bytes; at most " +
                          llvm::Twine(frontend::maxFileSize) + " are read");
  // Volatile: the file is copied, because another process may change it.
  llvm::ErrorOr<Buffer> buffer =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                  /*RequiresNullTerminator=*/true,
                                  /*IsVolatile=*/true);
  if (std::error_code error = buffer.getError())
    return cannotRead(ExitStatus::NoInput, path, reason(error));
  return std::move(*buffer);
}

llvm::SmallVector<Buffer>
plexus::driver::splitSource(const llvm::MemoryBuffer &buffer) {
  llvm::SmallVector<Buffer> parts;
  std::string text;
  size_t lines = 0;
  auto finish = [&] {
    parts.push_back(llvm::MemoryBuffer::getMemBufferCopy(
        text, buffer.getBufferIdentifier()));
    text.assign(lines, '\n');
  };
  StringRef rest = buffer.getBuffer();
  while (!rest.empty()) {
    size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    StringRef line = rest.take_front(end);
    rest = rest.drop_front(end);
    ++lines;
    if (line.starts_with("# -----"))
      finish();
    else
      text += line;
  }
  finish();
  return parts;
}

llvm::Error plexus::driver::checkOverwrite(StringRef output,
                                           const llvm::SourceMgr &sources) {
  for (unsigned id = 1; id <= sources.getNumBuffers(); ++id) {
    StringRef input = sources.getMemoryBuffer(id)->getBufferIdentifier();
    if (fs::equivalent(output, input))
      return fail(ExitStatus::Usage, "the output " + quoted(output) +
                                         " would overwrite the input " +
                                         quoted(input));
  }
  return llvm::Error::success();
}

//===- OutputFile.cpp - files appear whole or not at all ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/outputs/OutputFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace plexus;
namespace fs = llvm::sys::fs;
using llvm::StringRef;

static llvm::Error cannotCreate(StringRef path, const llvm::Twine &why) {
  return fail(ExitStatus::CannotCreate,
              "cannot create " + quoted(path) + ": " + why);
}

/// The file that `path` leads to, or will be.
static llvm::Expected<std::string> followLinks(StringRef path) {
  if (!fs::is_symlink_file(path))
    return path.str();
  llvm::SmallString<128> target;
  if (std::error_code error = fs::real_path(path, target))
    return cannotCreate(path, "the link leads nowhere");
  return target.str().str();
}

llvm::Expected<OutputFile> OutputFile::create(StringRef path) {
  fs::file_status status;
  std::error_code missing = fs::status(path, status);
  if (!missing && fs::is_directory(status))
    return cannotCreate(path, "it is a folder");
  if (!missing && !fs::is_regular_file(status))
    return cannotCreate(path, "it is not a regular file");
  llvm::Expected<std::string> target = followLinks(path);
  if (!target)
    return target.takeError();
  OutputFile file(path, std::move(*target));
  if (std::error_code error =
          file.open(llvm::sys::path::parent_path(file.target)))
    return cannotCreate(path, reason(error));
  if (!missing)
    file.permissions = status.permissions();
  return file;
}

std::error_code OutputFile::open(StringRef folder) {
  // `./` keeps the name from being read as an option of a linker.
  bool isPlain = !folder.empty() && folder[0] != '-' && folder[0] != '@';
  llvm::SmallString<128> prefix(isPlain ? "" : ".");
  llvm::sys::path::append(prefix, folder, ".plexc-");
  std::error_code error;
  constexpr unsigned attempts = 16;
  for (unsigned i = 0; i != attempts; ++i) {
    unsigned number = llvm::sys::Process::GetRandomNumber();
    std::string name = prefix.str().str() + llvm::utohexstr(number);
    error = fs::openFileForReadWrite(name, descriptor, fs::CD_CreateNew,
                                     fs::OF_None);
    if (error == std::errc::file_exists)
      continue;
    if (error)
      return error;
    temporary = name;
    llvm::sys::RemoveFileOnSignal(temporary);
    return {};
  }
  return error;
}

OutputFile::OutputFile(OutputFile &&other)
    : permissions(other.permissions), path(std::move(other.path)),
      target(std::move(other.target)),
      temporary(std::exchange(other.temporary, {})),
      descriptor(std::exchange(other.descriptor, -1)) {}

OutputFile::~OutputFile() {
  close();
  if (temporary.empty())
    return;
  fs::remove(temporary);
  llvm::sys::DontRemoveFileOnSignal(temporary);
}

std::error_code OutputFile::close() {
  int open = std::exchange(descriptor, -1);
  if (open == -1)
    return {};
  return llvm::sys::Process::SafelyCloseFileDescriptor(open);
}

llvm::Error OutputFile::write(StringRef bytes) {
  llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/false);
  os << bytes;
  os.flush();
  std::error_code error = os.error();
  os.clear_error();
  if (!error && permissions)
    error = fs::setPermissions(descriptor, *permissions);
  if (!error)
    return llvm::Error::success();
  return fail(ExitStatus::InputOutput,
              "cannot write " + quoted(path) + ": " + reason(error));
}

llvm::Error OutputFile::commit() {
  if (std::error_code error = close())
    return fail(ExitStatus::InputOutput,
                "cannot write " + quoted(path) + ": " + reason(error));
  if (std::error_code error = fs::rename(temporary, target))
    return cannotCreate(path, reason(error));
  llvm::sys::DontRemoveFileOnSignal(std::exchange(temporary, {}));
  return llvm::Error::success();
}

/// For devices and pipes, which are there before and after.
static llvm::Error writeInPlace(StringRef path, StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error, fs::CD_OpenExisting);
  if (error)
    return cannotCreate(path, reason(error));
  os << bytes;
  os.close();
  error = os.error();
  os.clear_error();
  if (error)
    return fail(ExitStatus::InputOutput,
                "cannot write " + quoted(path) + ": " + reason(error));
  return llvm::Error::success();
}

llvm::Error plexus::writeOutput(StringRef path, StringRef bytes) {
  fs::file_status status;
  bool exists = !fs::status(path, status);
  if (exists && (status.type() == fs::file_type::character_file ||
                 status.type() == fs::file_type::fifo_file))
    return writeInPlace(path, bytes);
  llvm::Expected<OutputFile> file = OutputFile::create(path);
  if (!file)
    return file.takeError();
  if (llvm::Error error = file->write(bytes))
    return error;
  return file->commit();
}

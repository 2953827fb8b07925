//===- OutputFile.h - files appear whole or not at all ----------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_OUTPUTS_OUTPUTFILE_H
#define PLEXUS_COMPILER_OUTPUTS_OUTPUTFILE_H

#include "compiler/support/Failure.h"

#include "llvm/Support/FileSystem.h"

namespace plexus {

/// A file that is written under a temporary name in the folder of its target
/// and renamed when it is complete. Destroyed before `commit`, or when a signal
/// ends the process, it leaves no trace.
///
/// If the target is a symbolic link, the file it leads to is replaced. Its
/// permissions stay. A device or a pipe cannot be renamed over; `create`
/// refuses it, `writeOutput` writes straight to it.
class OutputFile {
public:
  /// Errors: CannotCreate.
  static llvm::Expected<OutputFile> create(llvm::StringRef path);
  OutputFile(OutputFile &&other);
  ~OutputFile();

  /// The name to write to; never begins with `-` or `@`.
  llvm::StringRef temporaryName() const { return temporary; }

  /// Errors: InputOutput.
  llvm::Error write(llvm::StringRef bytes);
  /// Puts the file under its name. Errors: CannotCreate.
  llvm::Error commit();

private:
  OutputFile(llvm::StringRef path, std::string target)
      : path(path), target(std::move(target)) {}
  std::error_code open(llvm::StringRef folder);
  std::error_code close();

  std::optional<llvm::sys::fs::perms> permissions; // of a file that is replaced
  std::string path;      // as the user gave it, for messages
  std::string target;    // after following links
  std::string temporary; // empty once there is none
  int descriptor = -1;
};

/// Writes a whole file. Errors: CannotCreate, InputOutput.
llvm::Error writeOutput(llvm::StringRef path, llvm::StringRef bytes);

} // namespace plexus

#endif // PLEXUS_COMPILER_OUTPUTS_OUTPUTFILE_H

//===- AtomicFile.h - Files appear whole or not at all --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_ATOMICFILE_H
#define PLEXUS_RUNTIME_FILES_ATOMICFILE_H

#include "runtime/files/Errors.h"
#include "runtime/files/OutOfMemory.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plexus::host {

/// The only way a file is written: into a temporary in the target's folder,
/// which `commit` forces to disk and renames over the target, and then the
/// folder is forced to disk. Whatever fails before the rename leaves the old
/// file as it was and removes the temporary. A process that is killed leaves
/// its temporary behind; the next AtomicFile in the folder removes it.
///
/// If `path` is a symbolic link, the file it leads to is replaced and the link
/// stays (its folder then holds the temporary). Permissions are those of a new
/// file under the umask. An existing target has to be a regular file.
///
/// Errors: CannotCreate if there can be no such file, InputOutput if writing
/// it fails.
class AtomicFile {
public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile &) = delete;
  AtomicFile &operator=(const AtomicFile &) = delete;

  void write(std::span<const uint8_t> bytes);
  void write(std::string_view text);

  /// Puts the file under its name. Called once, after the last write. The file
  /// that had the name before gets the name `keptAs`, if that is not empty, in
  /// the same folder: at every instant the name leads to a whole file.
  void commit(const std::string &keptAs = {});

private:
  [[noreturn]] void fail(Status status, int error);
  [[noreturn]] static void fail(const std::string &place, Status status,
                                int error);
  void keep(const std::string &keptAs);

  std::string name;      ///< as the user gave it, for messages
  std::string target;    ///< after following links
  std::string temporary; ///< empty once there is none
  RemovedAtTheEnd ending;
  int descriptor = -1;
};

/// Follows `path` while it is a symbolic link, as far as the kernel does; what
/// the last link names need not exist. Sets `error`, an errno, where that
/// fails.
std::string followLinks(std::string path, int &error);

/// Writes a whole file through AtomicFile.
void writeFile(const std::string &path, std::span<const uint8_t> bytes);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_ATOMICFILE_H

//===- CommandFiles.cpp - which files a command reads and writes ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/CommandFiles.h"

#include "runtime/files/AtomicFile.h"
#include "runtime/files/Errors.h"
#include "runtime/files/File.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace plexus::host {

/// The folder of `path`, one that can be opened.
static std::string parentOf(const std::string &path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos)
    return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

static std::string numbersOf(const struct stat &status) {
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

/// Equal for two names of one file: device and inode, or those of the folder
/// and the name in it.
static std::string identityOf(const std::string &path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) == 0)
    return numbersOf(status);
  int error = 0;
  std::string target = followLinks(path, error);
  if (stat(parentOf(target).c_str(), &status) != 0)
    return path;
  return numbersOf(status) + "/" + target.substr(target.rfind('/') + 1);
}

/// Fails where `path` cannot be created.
static void requireCreatable(const std::string &path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode))
      throw Error(Status::CannotCreate, path, "is not a regular file");
    return;
  }
  // A file in the place of the folder would look like missing rights to
  // `access`. What a link names is created in the folder of the link's target.
  int error = errno, linkError = 0;
  if (error == ENOENT &&
      access(parentOf(followLinks(path, linkError)).c_str(), W_OK | X_OK) == 0)
    return;
  throw Error(Status::CannotCreate, path,
              "cannot create it: " +
                  systemReason(error == ENOENT ? errno : error));
}

/// Every file that is named somewhere in a part of the description.
static void collectFiles(const nlohmann::json &part,
                         std::vector<std::string> &files) {
  if (!part.is_structured())
    return;
  for (const auto &[key, value] : part.items())
    if (part.is_object() && key == "file" && value.is_string())
      files.push_back(value.get<std::string>());
    else
      collectFiles(value, files);
}

CommandFiles::CommandFiles(const Program &program, const Options &options) {
  if (!options.weights.empty())
    reads("--weights", options.weights);
  for (const std::string &text : options.inputs)
    if (size_t equals = text.find('='); equals != std::string::npos)
      reads("--input " + text.substr(0, equals), text.substr(equals + 1));
  for (const char *record : {"data", "weights"}) {
    std::vector<std::string> files;
    if (program.description.contains(record))
      collectFiles(program.description[record], files);
    for (const std::string &file : files)
      reads("`" + std::string(record) + "` of the program",
            pathIn(options.dataDir, file));
  }
}

void CommandFiles::reads(std::string what, const std::string &path) {
  uses.push_back({std::move(what), identityOf(path)});
}

void CommandFiles::writes(std::string what, const std::string &path,
                          std::string_view replaced) {
  requireCreatable(path);
  Use use = {std::move(what), identityOf(path)};
  for (const Use &other : uses)
    if (other.identity == use.identity &&
        (replaced.empty() || other.what != replaced))
      throw Error(Status::Usage, use.what + " and " + other.what +
                                     " name the same file, `" + path + "`");
  uses.push_back(std::move(use));
}

} // namespace plexus::host

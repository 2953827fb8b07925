//===- Format.h - the one style of .plx files -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_SYNTAX_FORMAT_H
#define PLEXUS_COMPILER_SYNTAX_FORMAT_H

#include <string>

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace plexus {
namespace ast {
struct File;
} // namespace ast

namespace frontend {

/// The text of `file` in the project's style, as `plexc fmt` writes it. Every
/// comment, every line break and single blank lines stay; spaces, indentation
/// and the columns of neighbouring lines are made anew, and a pipe that makes a
/// line longer than 100 columns is broken before each `|>`. The result has the
/// same tree, and formatting it again changes nothing.
///
/// `file` was parsed from a buffer of `sources` without an error.
std::string format(const ast::File &file, const llvm::SourceMgr &sources);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_SYNTAX_FORMAT_H

//===- Dump.h - a syntax tree as indented text ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_SYNTAX_DUMP_H
#define PLEXUS_COMPILER_SYNTAX_DUMP_H

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace plexus {
namespace ast {
struct File;
} // namespace ast

namespace frontend {

/// Prints what `--emit=ast` shows: a line a node, children indented by two.
/// Two files with the same tree print the same text.
void dump(const ast::File &file, llvm::raw_ostream &os);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_SYNTAX_DUMP_H

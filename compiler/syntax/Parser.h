//===- Parser.h - from text to syntax tree --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_SYNTAX_PARSER_H
#define PLEXUS_COMPILER_SYNTAX_PARSER_H

#include "compiler/syntax/AST.h"

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace plexus {
class DiagnosticEngine;

namespace frontend {

/// Files beyond this many bytes are refused.
inline constexpr size_t maxFileSize = size_t(16) << 20;

/// Parses one buffer of `sources`. Returns a tree even after errors (without
/// what could not be read); `engine.hasErrors()` says whether there were any.
std::unique_ptr<ast::File> parseFile(llvm::SourceMgr &sources,
                                     unsigned bufferId,
                                     DiagnosticEngine &engine);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_SYNTAX_PARSER_H

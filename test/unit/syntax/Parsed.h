//===- Parsed.h - a source text, its tree and what was said about it ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_TEST_UNIT_FRONTEND_PARSED_H
#define PLEXUS_TEST_UNIT_FRONTEND_PARSED_H

#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/AST.h"
#include "compiler/syntax/Dump.h"
#include "compiler/syntax/Format.h"
#include "compiler/syntax/Parser.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gtest/gtest.h>

namespace plexus {

struct Parsed {
  llvm::SourceMgr sources;
  DiagnosticEngine engine{sources};
  std::vector<Diagnostic> diagnostics;
  std::unique_ptr<ast::File> file;

  explicit Parsed(llvm::StringRef source) {
    engine.setHandler([this](const Diagnostic &diagnostic) {
      diagnostics.push_back(diagnostic);
    });
    unsigned id = sources.AddNewSourceBuffer(
        llvm::MemoryBuffer::getMemBufferCopy(source, "test.plx"), {});
    file = frontend::parseFile(sources, id, engine);
  }

  bool ok() const { return !engine.hasErrors(); }

  std::string tree() const {
    std::string text;
    llvm::raw_string_ostream os(text);
    frontend::dump(*file, os);
    return text;
  }

  std::string formatted() const { return frontend::format(*file, sources); }

  /// `line:column id`, a line an error.
  std::string errors() const {
    std::string text;
    for (const Diagnostic &diagnostic : diagnostics) {
      auto [line, column] = sources.getLineAndColumn(diagnostic.caret);
      text += std::to_string(line) + ":" + std::to_string(column) + " " +
              diag::name(diagnostic.id).str() + "\n";
    }
    return text;
  }

  /// The value of the constant that is the only declaration.
  const ast::Expr &constant() const {
    return *llvm::cast<ast::ConstDecl>(*file->decls.at(0)).value;
  }
};

} // namespace plexus

#endif // PLEXUS_TEST_UNIT_FRONTEND_PARSED_H

//===- Parser.cpp - files, declarations and records -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/Parser.h"

#include "compiler/syntax/ParserImpl.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;

static const RecordKind recordKinds[] = {RecordKind::Data, RecordKind::Train,
                                         RecordKind::Weights,
                                         RecordKind::Build};

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

std::string frontend::docText(StringRef lines) {
  std::string text;
  while (!lines.empty()) {
    StringRef line;
    std::tie(line, lines) = lines.split('\n');
    line = line.trim();
    if (!line.consume_front("##") || line.starts_with("#"))
      continue;
    line.consume_front(" ");
    text += (text.empty() ? "" : "\n") + line.str();
  }
  return text;
}

std::vector<DeclPtr> Parser::parseDecls() {
  std::vector<DeclPtr> decls;
  while (!token.is(TokenKind::End)) {
    std::string doc = docText(token.doc);
    Token keyword = token;
    nesting = 0;
    openBrackets = 0;
    if (DeclPtr decl = parseDecl()) {
      decl->doc = std::move(doc);
      decl->keyword = keyword.range();
      decl->range = from(keyword.begin());
      decls.push_back(std::move(decl));
      if (!token.is(TokenKind::RBrace)) {
        finishItem("declaration");
        continue;
      }
      failDecl();
    }
    synchronize();
    if (token.is(TokenKind::RBrace)) // one too many; it has been reported
      consume();
  }
  return decls;
}

DeclPtr Parser::parseDecl() {
  if (token.isName("import"))
    return parseImport();
  if (token.isName("const"))
    return parseConst();
  if (token.isName("block"))
    return parseBlock();
  if (token.isName("network"))
    return parseNetwork();
  for (RecordKind kind : recordKinds)
    if (token.isName(spelling(kind)))
      return parseRecordDecl(kind);
  return failDecl();
}

DeclPtr Parser::parseImport() {
  auto decl = std::make_unique<ImportDecl>();
  consume();
  decl->pathRange = token.range();
  if (!at(TokenKind::String))
    return failExpected("the file's name in quotes");
  if (!parseStringValue(decl->path))
    return {};
  if (at(TokenKind::LParen)) {
    decl->hasNames = true;
    bool parsed = parseBracketed(TokenKind::RParen, "a name", [&] {
      return expectName(decl->names.emplace_back(), "a name");
    });
    if (!parsed)
      return {};
  }
  return decl;
}

DeclPtr Parser::parseConst() {
  auto decl = std::make_unique<ConstDecl>();
  consume();
  if (!expectName(decl->name, "the constant's name") ||
      !expect(TokenKind::Assign, "`=`") || !(decl->value = parseExpr()))
    return {};
  return decl;
}

DeclPtr Parser::parseBlock() {
  auto decl = std::make_unique<BlockDecl>();
  consume();
  if (!expectCapital(decl->name, "block"))
    return {};
  if (!at(TokenKind::LParen))
    return failExpected("`(` and the tensors of the block");
  if (!parseParams(decl->tensors))
    return {};
  if (at(TokenKind::LParen)) {
    decl->hasSettings = true;
    std::swap(decl->settings, decl->tensors);
    if (!parseParams(decl->tensors))
      return {};
  }
  if (consumeIf(TokenKind::Arrow) && !parseType(decl->result.emplace()))
    return {};
  unsigned errorsBefore = engine.errorCount();
  if (!parseBody(decl->body))
    return {};
  // What could not be read may have been the `return`.
  if (engine.errorCount() == errorsBefore)
    checkReturns(decl->body, &decl->name);
  return decl;
}

DeclPtr Parser::parseNetwork() {
  auto decl = std::make_unique<NetworkDecl>();
  consume();
  if (!expectCapital(decl->name, "network") || !parseBody(decl->body))
    return {};
  checkReturns(decl->body, nullptr);
  return decl;
}

//===----------------------------------------------------------------------===//
// Records
//===----------------------------------------------------------------------===//

DeclPtr Parser::parseRecordDecl(RecordKind kind) {
  auto decl = std::make_unique<RecordDecl>();
  decl->recordKind = kind;
  consume();
  if (at(TokenKind::Name))
    decl->name = takeName();
  if (!at(TokenKind::LBrace))
    return failExpected(decl->name ? "`{`" : "a name or `{`");
  if (!parseRecord(decl->record))
    return {};
  return decl;
}

bool Parser::parseRecord(Record &record) {
  Opening opening;
  if (!open(opening))
    return false;
  while (!token.is(TokenKind::RBrace)) {
    // An indented word without its `:` is a key, not a declaration.
    bool isOutside = token.is(TokenKind::End) ||
                     (startsDecl() && token.text.begin()[-1] == '\n');
    if (isOutside)
      return failUnclosed(opening, "}");
    unsigned outerNesting = nesting;
    Entry entry;
    if (!parseEntry(entry)) {
      nesting = outerNesting;
      synchronize();
      continue;
    }
    record.entries.push_back(std::move(entry));
    finishItem("entry");
  }
  --nesting;
  consume();
  record.range = from(opening.begin());
  return true;
}

bool Parser::parseEntry(Entry &entry) {
  SMLoc begin = token.begin();
  ++openBrackets; // an entry may begin a line
  bool hasName = expectName(entry.path.emplace_back(), "a key");
  --openBrackets;
  if (!hasName) {
    consume();
    return false;
  }
  while (consumeIf(TokenKind::Dot))
    if (!expectName(entry.path.emplace_back(), "a key after `.`"))
      return false;
  if (!expect(TokenKind::Colon, "`:` after the key"))
    return false;
  if (token.is(TokenKind::LBrace)) {
    auto record = std::make_unique<Record>();
    if (!parseRecord(*record))
      return false;
    entry.value = std::move(record);
  } else {
    ExprPtr value = parseExpr();
    if (!value)
      return false;
    entry.value = std::move(value);
  }
  entry.range = from(begin);
  return true;
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// Checks what must hold before a single token is read.
static bool checkText(StringRef source, DiagnosticEngine &engine) {
  SMLoc begin = SMLoc::getFromPointer(source.begin());
  if (source.size() > maxFileSize) {
    engine.report(begin, Id::file_too_large, source.size(), maxFileSize);
    return false;
  }
  size_t nul = source.find('\0');
  if (nul != StringRef::npos) {
    engine.report(SMLoc::getFromPointer(source.begin() + nul),
                  Id::file_has_nul);
    return false;
  }
  const auto *bytes = reinterpret_cast<const llvm::UTF8 *>(source.begin());
  const auto *end = reinterpret_cast<const llvm::UTF8 *>(source.end());
  if (!llvm::isLegalUTF8String(&bytes, end)) {
    engine.report(SMLoc::getFromPointer(reinterpret_cast<const char *>(bytes)),
                  Id::file_bad_utf8, llvm::utohexstr(*bytes, false, 2));
    return false;
  }
  return true;
}

std::unique_ptr<File> frontend::parseFile(llvm::SourceMgr &sources,
                                          unsigned bufferId,
                                          DiagnosticEngine &engine) {
  auto file = std::make_unique<File>();
  file->bufferId = bufferId;
  StringRef source = sources.getMemoryBuffer(bufferId)->getBuffer();
  if (!checkText(source, engine))
    return file;
  unsigned errorsBefore = engine.errorCount();
  file->decls = Parser(source, engine).parseDecls();
  if (file->decls.empty() && engine.errorCount() == errorsBefore)
    engine.report(SMLoc::getFromPointer(source.begin()), Id::file_empty);
  return file;
}

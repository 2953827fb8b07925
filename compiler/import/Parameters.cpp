//===- Parameters.cpp - what layers own -----------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "dialects/nn/Initialisers.h"
#include "dialects/nn/ops/Network.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;

/// Whether `text` is `pattern` with something for each `*`.
static bool matches(StringRef pattern, StringRef text) {
  SmallVector<StringRef> parts;
  pattern.split(parts, '*');
  if (parts.size() == 1)
    return pattern == text;
  if (!text.consume_front(parts.front()))
    return false;
  for (StringRef part : llvm::ArrayRef(parts).drop_front().drop_back()) {
    size_t at = text.find(part);
    if (at == StringRef::npos)
      return false;
    text = text.drop_front(at + part.size());
  }
  return text.ends_with(parts.back());
}

/// Where a pattern is written in the record; invalid if on the command line.
static SMRange findString(const Expr &expr, StringRef text) {
  if (const auto *string = llvm::dyn_cast<StringExpr>(&expr))
    return string->value == text ? expr.range : SMRange();
  SMRange found;
  auto search = [&](const Expr &part) {
    if (!found.isValid())
      found = findString(part, text);
  };
  if (const auto *list = llvm::dyn_cast<ListExpr>(&expr))
    for (const ExprPtr &element : list->elements)
      search(*element);
  if (const auto *call = llvm::dyn_cast<CallExpr>(&expr))
    for (const Arg &arg : call->args)
      search(*arg.value);
  return found;
}

void Importer::collectGlobs() {
  auto rangeOf = [&](StringRef text) {
    if (program.weights)
      for (const Entry &entry : program.weights->record.entries)
        if (const Expr *expr = entry.expr())
          if (SMRange range = findString(*expr, text); range.isValid())
            return range;
    return SMRange();
  };
  for (const WeightsFile &file : settings.load) {
    StringRef pattern = file.only.empty() ? "*" : StringRef(file.only);
    StringRef written = file.only.empty() ? file.file : file.only;
    globs.push_back({pattern.str(), rangeOf(written), Glob::Loads});
  }
  for (const std::string &pattern : settings.freeze)
    globs.push_back({pattern, rangeOf(pattern), Glob::Freezes});
  for (const auto &[from, to] : settings.rename)
    globs.push_back({to, rangeOf(to), Glob::Renames});
}

llvm::FailureOr<mlir::Value>
Importer::declareParameter(Instance &instance,
                           const nn::ParameterRequest &request, SMRange range) {
  std::string path = instance.path + "." + request.name.str();
  if (!llvm::is_contained(instance.parameters, request.name))
    instance.parameters.push_back(request.name.str());
  auto type = mlir::RankedTensorType::get(request.shape, request.elementType);
  if (auto found = parameters.find(path); found != parameters.end()) {
    auto [value, first] = found->second;
    if (value.getType() == type)
      return value;
    report(range, Id::net_shared_shape, path, nn::spell(value.getType()),
           nn::spell(type))
        .note(first, Id::net_first_call);
    return llvm::failure();
  }
  if (!checkSize(type, range))
    return llvm::failure();

  bool isFrozen = false, isLoaded = false;
  for (Glob &glob : globs) {
    if (!matches(glob.pattern, path))
      continue;
    glob.used = true;
    isFrozen |= glob.does == Glob::Freezes;
    isLoaded |= glob.does == Glob::Loads;
  }
  nn::Choice choice{{"loaded", 0.0, 0.0}, "loaded"};
  if (!isLoaded)
    choice = nn::chooseDistribution(request);
  auto op = nn::ParameterOp::create(
      builder, locations.of(range, path), type, path, choice.distribution.name,
      llvm::APFloat(choice.distribution.a),
      llvm::APFloat(choice.distribution.b), choice.reason, isFrozen);
  parameters[path] = {op.getResult(), range};
  return op.getResult();
}

std::optional<Operand>
Importer::findParameter(Instance &instance, const Name &name, SMRange range) {
  auto found = parameters.find(instance.path + "." + name.text.str());
  if (found != parameters.end())
    return Operand{found->second.first, {}, range, found->second.second};
  if (!instance.called) {
    report(range, Id::net_not_called_yet, instance.path)
        .note(instance.declared, Id::net_declared_here, instance.path);
    return std::nullopt;
  }
  if (instance.children.contains(name.text)) {
    report(range, Id::net_layer_as_value, textOf(range));
    return std::nullopt;
  }
  SmallVector<StringRef> known;
  for (const std::string &parameter : instance.parameters)
    known.push_back(parameter);
  for (const auto &child : instance.children)
    known.push_back(child.first());
  llvm::sort(known);
  report(name.range, Id::net_no_member, instance.path, name.text,
         diag::guess(name.text, known));
  return std::nullopt;
}

/// A pattern of `weights` that chooses nothing is a typo.
void Importer::checkGlobs() {
  SmallVector<StringRef> paths;
  for (const auto &entry : parameters)
    paths.push_back(entry.first());
  llvm::sort(paths);
  for (const Glob &glob : globs) {
    if (glob.used)
      continue;
    std::string example = diag::guess(glob.pattern, paths).meant;
    if (example.empty() && !paths.empty())
      example = paths.front();
    report(glob.range, Id::net_unused_glob, glob.pattern,
           example.empty() ? "none" : diag::quoted(example));
  }
}

//===- ModulesConsts.cpp - the values of a module's consts ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/ModulesConsts.h"

#include "compiler/program/Modules.h"
#include "compiler/support/Diagnostics.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::StringRef;

/// The names that an expression of a const can use.
static void collectNames(const Expr &expr, std::vector<StringRef> &names) {
  if (const auto *name = llvm::dyn_cast<NameExpr>(&expr))
    names.push_back(name->name);
  if (const auto *list = llvm::dyn_cast<ListExpr>(&expr))
    for (const ExprPtr &element : list->elements)
      collectNames(*element, names);
  if (const auto *unary = llvm::dyn_cast<UnaryExpr>(&expr))
    collectNames(*unary->operand, names);
  if (const auto *binary = llvm::dyn_cast<BinaryExpr>(&expr)) {
    collectNames(*binary->lhs, names);
    collectNames(*binary->rhs, names);
  }
  if (const auto *call = llvm::dyn_cast<CallExpr>(&expr))
    for (const Arg &arg : call->args)
      collectNames(*arg.value, names);
}

namespace {

/// Visits consts depth first, with a stack of its own: a file may define each
/// of a hundred thousand consts by the next.
class ConstOrder {
public:
  ConstOrder(Module &module, DiagnosticEngine &engine)
      : module(module), engine(engine) {
    for (const DeclPtr &decl : module.file->decls)
      if (const auto *constant = llvm::dyn_cast<ConstDecl>(decl.get()))
        nodes.try_emplace(constant->name.text.str(), Node{constant});
  }

  void run() {
    for (auto &[name, node] : nodes) {
      if (node.state == State::Fresh)
        open(node);
      while (!stack.empty())
        step();
    }
  }

private:
  enum class State { Fresh, Open, Done };

  struct Node {
    const ConstDecl *decl;
    State state = State::Fresh;
    bool failed = false;
    std::vector<StringRef> uses = {};
    size_t next = 0; // of `uses`
  };

  void open(Node &node) {
    node.state = State::Open;
    collectNames(*node.decl->value, node.uses);
    stack.push_back(&node);
  }

  void step() {
    Node &node = *stack.back();
    if (node.next == node.uses.size()) {
      stack.pop_back();
      return close(node);
    }
    auto used = nodes.find(std::string_view(node.uses[node.next]));
    if (used == nodes.end() || used->second.state == State::Done) {
      node.failed |= used != nodes.end() && used->second.failed;
      ++node.next;
    } else if (used->second.state == State::Fresh) {
      open(used->second);
    } else {
      reportCycle(used->second);
      ++node.next;
    }
  }

  void reportCycle(Node &first) {
    constexpr unsigned mostNotes = 5;
    auto begin = std::find(stack.begin(), stack.end(), &first);
    const Name &name = first.decl->name;
    InFlight error = engine.report(name.range, Id::const_cycle, name.text);
    unsigned notes = 0;
    for (auto node = begin; node != stack.end(); ++node) {
      (*node)->failed = true;
      const Name &through = (*node)->decl->name;
      if (node != begin && notes++ < mostNotes)
        error.note(through.range, Id::const_cycle_through, through.text);
    }
  }

  void close(Node &node) {
    node.state = State::Done;
    if (node.failed)
      return;
    std::optional<ConstantValue> value =
        evaluate(*node.decl->value, module.constants, engine);
    node.failed = !value || !isConst(*value);
    if (!node.failed)
      module.constants.bind(node.decl->name.text, std::move(*value));
  }

  bool isConst(const ConstantValue &value) {
    switch (value.kind) {
    case ConstantValue::Kind::Number:
    case ConstantValue::Kind::String:
    case ConstantValue::Kind::Bool:
      return true;
    case ConstantValue::Kind::List:
      for (const ConstantValue &element : value.elements)
        if (!isConst(element))
          return false;
      return true;
    case ConstantValue::Kind::Word:
      reportUndefined(value);
      return false;
    case ConstantValue::Kind::Range:
    case ConstantValue::Kind::Call:
      engine.report(value.range, Id::const_not_value, describe(value));
      return false;
    }
    llvm_unreachable("a kind of value that is neither");
  }

  void reportUndefined(const ConstantValue &word) {
    llvm::SmallVector<StringRef> names = module.constants.names();
    for (auto &[name, node] : nodes)
      names.push_back(name);
    engine.report(word.range, Id::const_undefined, word.text,
                  diag::guess(word.text, names));
  }

  Module &module;
  DiagnosticEngine &engine;
  std::map<std::string, Node, std::less<>> nodes;
  std::vector<Node *> stack;
};

} // namespace

void frontend::evaluateConsts(Module &module, DiagnosticEngine &engine) {
  ConstOrder(module, engine).run();
}

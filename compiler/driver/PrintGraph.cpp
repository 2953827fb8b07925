//===- PrintGraph.cpp - the network as a picture --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PrintGraph.h"

#include "compiler/driver/SourceWords.h"
#include "dialects/nn/ops/Network.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::StringRef;

/// A string of Graphviz; `\n` ends a line of a label.
static std::string quotedText(StringRef text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '"' || c == '\\')
      result += '\\';
    result += c;
  }
  return result + "\"";
}

namespace {

/// The graph while it is written.
class Graph {
public:
  explicit Graph(llvm::raw_ostream &os) : os(os) {}
  void add(mlir::Operation &op);

private:
  void node(mlir::Operation &op, StringRef label, StringRef style);
  void edge(mlir::Value from, mlir::Operation &to);

  llvm::raw_ostream &os;
  llvm::DenseMap<mlir::Operation *, unsigned> numbers;
};

} // namespace

void Graph::node(mlir::Operation &op, StringRef label, StringRef style) {
  unsigned number = numbers.size();
  numbers[&op] = number;
  os << "  n" << number << " [label=" << quotedText(label);
  if (!style.empty())
    os << ", " << style;
  os << "]\n";
}

void Graph::edge(mlir::Value from, mlir::Operation &to) {
  mlir::Operation *maker = from.getDefiningOp();
  auto number = numbers.find(maker);
  if (number == numbers.end())
    return;
  bool isParameter = mlir::isa<nn::ParameterOp>(maker);
  os << "  n" << number->second << " -> n" << numbers.at(&to);
  if (isParameter)
    os << " [color=gray, arrowhead=none]";
  os << "\n";
}

/// How an op is drawn that is no box.
static StringRef styleOf(mlir::Operation &op) {
  if (mlir::isa<nn::InputOp, nn::TargetOp>(op))
    return "shape=ellipse";
  if (mlir::isa<nn::OutputOp, nn::LossOp, nn::MetricOp>(op))
    return "shape=ellipse, style=bold";
  if (mlir::isa<nn::ParameterOp>(op))
    return "shape=plaintext, fontsize=9, fontcolor=gray40, height=0.2";
  return "";
}

/// The name, what it is, and the shape of a row; each on a line of its own.
static std::string labelOf(mlir::Operation &op) {
  std::string label;
  auto line = [&](StringRef text) {
    if (!text.empty())
      label += (label.empty() ? "" : "\n") + text.str();
  };
  bool isParameter = mlir::isa<nn::ParameterOp>(op);
  StringRef name = sourceNameOf(op), word = sourceWordOf(op);
  line(name == word ? "" : name);
  if (!isParameter)
    line(word);
  if (op.getNumResults() == 1)
    line(nn::spell(op.getResult(0).getType()));
  return label;
}

void Graph::add(mlir::Operation &op) {
  node(op, labelOf(op), styleOf(op));
  for (mlir::Value operand : op.getOperands())
    edge(operand, op);
}

void plexus::driver::printGraph(mlir::ModuleOp module, llvm::raw_ostream &os) {
  nn::NetworkOp network = *module.getOps<nn::NetworkOp>().begin();
  os << "digraph " << quotedText(network.getSymName()) << " {\n"
     << "  node [shape=box, fontname=\"Helvetica\"]\n";
  Graph graph(os);
  for (mlir::Operation &op : network.getBody().front())
    if (mlir::isa<nn::NNDialect>(op.getDialect()) &&
        !op.hasTrait<mlir::OpTrait::IsTerminator>())
      graph.add(op);
  os << "}\n";
}

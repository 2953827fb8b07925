//===- plexus-referee.cpp - what a .plx file computes, interpreted --------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Prints outputs, loss and gradients of a network for one batch, or compares
// them with values that somebody else computed.
//
//===----------------------------------------------------------------------===//
#include "test/referee/Scalars.h"
#include "test/referee/Source.h"
#include "test/referee/Training.h"
#include "test/referee/ValuesFile.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

#include <numeric>

using namespace plexus;
using namespace plexus::referee;
namespace cl = llvm::cl;

static cl::opt<std::string> input(cl::Positional, cl::Required,
                                  cl::desc("FILE.plx"));
static cl::opt<std::string>
    valuesFile("values", cl::value_desc("FILE"),
               cl::desc("weights/…, inputs/… and targets/… in safetensors; "
                        "else they are drawn"));
static cl::opt<bool>
    check("check", cl::desc("compare with the outputs/, results/, gradients/ "
                            "and trained/ of the values, to 1e-12"));
static cl::opt<bool>
    dual("dual", cl::desc("also compare the gradients with dual numbers"));
static cl::opt<uint64_t> seed("seed", cl::init(0),
                              cl::desc("of what is drawn"));
static cl::opt<unsigned> rowCount("rows", cl::init(2),
                                  cl::desc("of the batch that is drawn"));
static cl::opt<bool> strict("f32", cl::desc("print outputs and results of the "
                                            "exact binary32 mode instead"));

static constexpr double tolerance = 1e-12;

static int fail(const llvm::Twine &message) {
  llvm::errs() << "plexus-referee: error: " << message << "\n";
  return 65;
}

static void print(const std::string &name, const Datum<Double> &datum) {
  llvm::outs() << name;
  auto show = [](const auto &tensor, auto number) {
    llvm::outs() << " [";
    for (size_t i = 0; i < tensor.shape.size(); ++i)
      llvm::outs() << (i ? ", " : "") << tensor.shape[i];
    llvm::outs() << "]";
    for (const auto &element : tensor.elements)
      llvm::outs() << " " << number(element);
    llvm::outs() << "\n";
  };
  if (auto *classes = std::get_if<Indices>(&datum))
    show(*classes, [](int32_t c) { return std::to_string(c); });
  else
    show(std::get<Tensor<Double>>(datum), [](Double x) {
      char text[32];
      snprintf(text, sizeof text, "%.17g", x.value);
      return std::string(text);
    });
}

namespace {
/// Compares what the referee found with what stands in the file.
class Comparison {
public:
  explicit Comparison(const Values &values) : values(values) {}

  void all(const std::string &kind, const Values &found,
           const std::string &foundKind) {
    double worst = 0;
    unsigned count = 0;
    for (const auto &[name, expected] : values) {
      if (name.compare(0, kind.size() + 1, kind + "/"))
        continue;
      ++count;
      std::string own = foundKind + name.substr(kind.size());
      if (name == "gradients/loss")
        own = "results/loss";
      auto place = found.find(own);
      double error = place == found.end()
                         ? std::numeric_limits<double>::infinity()
                         : difference(place->second, expected);
      worst = std::fmax(worst, error);
      if (!(error <= tolerance)) {
        llvm::errs() << name << " is off by " << error << "\n";
        failed = true;
      }
    }
    llvm::outs() << kind << ": " << count << " tensors, "
                 << llvm::formatv("{0:e1}", worst) << "\n";
  }

  bool failed = false;

private:
  const Values &values;
};
} // namespace

/// The means of the metrics become what is shown.
static void finishResults(nn::NetworkOp network, Values &results) {
  for (auto metric : network.getOps<nn::MetricOp>()) {
    auto found = results.find(("results/" + metric.getName()).str());
    if (found != results.end() && metric.getFinish() == "root_mean")
      for (Double &x : std::get<Tensor<Double>>(found->second).elements)
        x = referee::sqrt(x);
  }
}

static size_t rowsOf(const Values &values) {
  for (const auto &[name, datum] : values)
    if (const auto *tensor = std::get_if<Tensor<Double>>(&datum))
      if (tensor->rows)
        return size_t(tensor->shape.front());
  return 0;
}

static llvm::Expected<bool> compare(Source &source, const Values &values) {
  nn::NetworkOp network = source.network();
  Comparison comparison(values);
  auto predicted = interpret(network, values, Call());
  if (!predicted)
    return predicted.takeError();
  finishResults(network, *predicted);
  comparison.all("outputs", *predicted, "outputs");
  comparison.all("results", *predicted, "results");
  // The gradients are those of all rows but two.
  std::vector<uint32_t> first(rowsOf(values) - 2);
  std::iota(first.begin(), first.end(), 0);
  Call call{true, source.settings().train->seed, 1, 0};
  auto found = differentiate(network, selectRows(values, first), call);
  if (!found)
    return found.takeError();
  comparison.all("gradients", found->values, "gradients");
  auto trained = train(network, *source.settings().train, values, 5);
  if (!trained)
    return trained.takeError();
  comparison.all("trained", *trained, "weights");
  return comparison.failed;
}

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv, "interprets a network\n");
  auto text = llvm::MemoryBuffer::getFile(input);
  if (!text)
    return fail("cannot read `" + input + "`: " + text.getError().message());
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  Source source(context, (*text)->getBuffer(),
                strict ? frontend::Precision::F32 : frontend::Precision::F64,
                input);
  if (!source.module()) {
    llvm::errs() << source.messages();
    return 65;
  }
  nn::NetworkOp network = source.network();
  Values values = initialWeights(network, seed);
  if (valuesFile.empty()) {
    values.merge(drawnBatch(network, seed, rowCount));
  } else {
    std::string error;
    for (auto &[name, value] : readValues(valuesFile, error))
      std::visit([&](auto &tensor) { values[name] = tensor; }, value);
    if (!error.empty())
      return fail(error);
  }
  if (check) {
    llvm::Expected<bool> failed = compare(source, values);
    return failed ? *failed : fail(llvm::toString(failed.takeError()));
  }
  if (strict) {
    auto found = interpret(network, convert<StrictFloat>(values), Call());
    if (!found)
      return fail(llvm::toString(found.takeError()));
    for (auto &[name, datum] : *found) {
      if (auto *tensor = std::get_if<Tensor<StrictFloat>>(&datum)) {
        Tensor<Double> shown(tensor->shape, tensor->rows);
        for (size_t i = 0; i < shown.elements.size(); ++i)
          shown.elements[i] = Double(tensor->elements[i].value);
        print(name, shown);
      } else {
        print(name, std::get<Indices>(datum));
      }
    }
    return 0;
  }
  Call call{true, seed, 1, 0};
  auto found = differentiate(network, values, call);
  if (!found)
    return fail(llvm::toString(found.takeError()));
  for (const auto &[name, datum] : found->values)
    print(name, datum);
  if (dual) {
    auto error = dotProductError(network, values, call, found->values, values);
    if (!error)
      return fail(llvm::toString(error.takeError()));
    llvm::outs() << "dual numbers: " << llvm::formatv("{0:e1}", *error) << "\n";
    return std::fabs(*error) > tolerance;
  }
  return 0;
}

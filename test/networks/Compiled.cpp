//===- Compiled.cpp - a network as machine code in this process -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Compiled.h"

#include "compiler/outputs/ModelTables.h"
#include "compiler/pipeline/Pipeline.h"
#include "dialects/nn/ops/Network.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"

using namespace mlir;

namespace plexus::networks {

using referee::Double;
using referee::Indices;
using referee::Shape;
using referee::Tensor;

llvm::ArrayRef<Mode> allModes() {
  constexpr bool F32 = true, F64 = false;
  static const Mode modes[] = {
#define MODE(name, precision, level, fuse, statistics)                         \
  {name, precision, level, fuse, statistics, "native", "", true},
#include "test/networks/Modes.def"
  };
  return modes;
}

namespace {
/// Bytes at an address that PLX_ALIGNMENT divides. Filled with what no kernel
/// may rely on.
class Arena {
public:
  explicit Arena(uint64_t bytes)
      : size(bytes), memory(bytes + PLX_ALIGNMENT, std::byte(0xCB)) {}
  std::byte *data() const {
    auto place = reinterpret_cast<uintptr_t>(memory.data());
    return reinterpret_cast<std::byte *>(llvm::alignTo(place, PLX_ALIGNMENT));
  }
  void clear() { std::memset(data(), 0, size); }

private:
  uint64_t size;
  mutable std::vector<std::byte> memory;
};

/// Elements of the model's type to and from numbers, in row-major order.
class Elements {
public:
  Elements(bool single, void *place) : single(single), place(place) {}
  /// Of a parameter or state.
  template <typename T>
  Elements(const plx_model &model, const T &described, std::byte *arena)
      : Elements(model.element_type == PLX_F32, arena + described.offset) {
    count = described.elements;
    columnLength = described.column_length;
  }
  uint64_t bytes() const { return single ? 4 : 8; }
  double operator[](uint64_t i) const {
    i = plx_place(count, columnLength, i);
    return single ? double(static_cast<float *>(place)[i])
                  : static_cast<double *>(place)[i];
  }
  void set(uint64_t i, double value) {
    i = plx_place(count, columnLength, i);
    if (single)
      static_cast<float *>(place)[i] = float(value);
    else
      static_cast<double *>(place)[i] = value;
  }
  Tensor<Double> tensor(Shape shape, bool rows) const {
    Tensor<Double> result(std::move(shape), rows);
    for (uint64_t i = 0; i < result.elements.size(); ++i)
      result.elements[i] = Double((*this)[i]);
    return result;
  }
  void set(const Tensor<Double> &tensor) {
    for (uint64_t i = 0; i < tensor.elements.size(); ++i)
      set(i, tensor.elements[i].value);
  }

private:
  bool single;
  uint64_t count = 0, columnLength = 0;
  void *place;
};
} // namespace

struct Compiled::Arenas {
  explicit Arenas(const plx_model &model)
      : parameters(model.parameter_bytes), states(model.state_bytes),
        workspace(model.workspace_bytes), gradients(model.parameter_bytes),
        results(
            std::max(model.result_count, model.layer_count * PLX_STATISTICS) *
            8) {
    states.clear();
  }
  Arena parameters, states, workspace, gradients, results;
};

Compiled::Compiled() = default;
Compiled::~Compiled() = default;

/// What the results of an entry point are called at stage `grad`, in order.
static std::vector<std::string> resultNames(ModuleOp module, StringRef entry) {
  std::vector<std::string> names;
  if (auto function = module.lookupSymbol<func::FuncOp>(entry))
    for (unsigned i = 0; i < function.getNumResults(); ++i)
      names.push_back(
          function.getResultAttrOfType<StringAttr>(i, "nn.result").str());
  return names;
}

/// Machine code of `module`, from the file of the mode if it is there.
static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
machineCode(ModuleOp module, const Mode &mode, const PipelineOptions &options) {
  bool isThere = !mode.object.empty() && llvm::sys::fs::exists(mode.object);
  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream os(object);
  if (failed(
          runPipeline(module, isThere ? Stage::grad : Stage::obj, options, os)))
    return llvm::createStringError("the pipeline failed");
  if (isThere)
    return llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(mode.object));
  if (!mode.object.empty())
    if (llvm::Error error = llvm::writeToOutput(
            mode.object, [&](llvm::raw_ostream &file) -> llvm::Error {
              file << os.str();
              return llvm::Error::success();
            }))
      return error;
  return std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(object));
}

llvm::Expected<std::unique_ptr<Compiled>>
Compiled::compile(ModuleOp module, const Mode &mode,
                  OwningOpRef<ModuleOp> *gradStage) {
  std::unique_ptr<Compiled> compiled(new Compiled);
  auto target = createTarget(mode.march, mode.optLevel);
  if (!target)
    return target.takeError();
  PipelineOptions options{**target};
  options.optLevel = mode.optLevel;
  options.fuse = mode.fuse;
  options.statistics = mode.statistics;
  options.afterStage = [&](Stage stage, ModuleOp reached) {
    if (stage != Stage::grad)
      return success();
    compiled->statisticNames = resultNames(reached, "statistics");
    if (gradStage)
      *gradStage = reached.clone();
    return success();
  };
  std::string symbolName =
      modelSymbol((*module.getOps<nn::NetworkOp>().begin()).getSymName());
  auto object = machineCode(module, mode, options);
  if (!object)
    return object.takeError();

  auto jit = llvm::orc::LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  compiled->jit = std::move(*jit);
  if (llvm::Error error = compiled->jit->addObjectFile(std::move(*object)))
    return error;
  auto symbol = compiled->jit->lookup(symbolName);
  if (!symbol)
    return symbol.takeError();
  compiled->table = symbol->toPtr<const plx_model *>();
  compiled->arenas = std::make_unique<Arenas>(*compiled->table);
  return compiled;
}

static Shape shapeOf(const uint64_t *sizes, uint32_t rank) {
  return Shape(sizes, sizes + rank);
}

Values Compiled::run(plx_entry entry, const Values &batch, const Call &how) {
  const plx_model &m = *table;
  bool single = m.element_type == PLX_F32;
  uint64_t rows = 1;
  std::vector<Arena> arrays;
  auto give = [&](llvm::StringRef kind, const plx_value *values,
                  uint32_t count) {
    std::vector<const void *> pointers;
    for (uint32_t i = 0; i < count; ++i) {
      const auto &datum = batch.at((kind + "/" + values[i].name).str());
      if (auto *classes = std::get_if<Indices>(&datum)) {
        rows = uint64_t(classes->shape[0]);
        std::byte *to = arrays.emplace_back(classes->size() * 4).data();
        std::memcpy(to, classes->elements.data(), classes->elements.size() * 4);
        pointers.push_back(to);
        continue;
      }
      const auto &tensor = std::get<Tensor<Double>>(datum);
      rows = uint64_t(tensor.shape[0]);
      std::byte *to = arrays.emplace_back(tensor.size() * 8).data();
      Elements(single, to).set(tensor);
      pointers.push_back(to);
    }
    return pointers;
  };
  bool needsTargets = entry != m.predict;
  std::vector<const void *> inputs = give("inputs", m.inputs, m.input_count);
  std::vector<const void *> targets =
      needsTargets ? give("targets", m.targets, m.target_count)
                   : std::vector<const void *>();
  std::vector<void *> outputs;
  if (entry == m.predict)
    for (uint32_t i = 0; i < m.output_count; ++i)
      outputs.push_back(
          arrays.emplace_back(rows * m.outputs[i].elements * 8).data());
  plx_call call = {};
  call.parameters = arenas->parameters.data();
  call.state = arenas->states.data();
  call.workspace = arenas->workspace.data();
  call.gradients = arenas->gradients.data();
  call.inputs = inputs.data();
  call.targets = targets.data();
  call.outputs = outputs.data();
  call.results = arenas->results.data();
  call.rows = rows;
  call.seed = how.seed;
  call.step = uint64_t(how.step);
  call.learning_rate = how.learningRate;
  entry(&call);

  Values answers;
  for (size_t i = 0; i < outputs.size(); ++i) {
    const plx_value &value = m.outputs[i];
    Shape shape = shapeOf(value.shape, value.rank);
    shape.insert(shape.begin(), int64_t(rows));
    std::string name = std::string("outputs/") + value.name;
    if (value.type != PLX_I32) {
      answers[name] = Elements(single, outputs[i]).tensor(shape, true);
      continue;
    }
    Indices classes(shape, true);
    std::memcpy(classes.elements.data(), outputs[i],
                classes.elements.size() * 4);
    answers[name] = std::move(classes);
  }
  Elements results(single, call.results);
  if (entry != m.predict)
    for (uint32_t i = 0; i < m.result_count; ++i)
      answers[std::string("results/") + m.results[i].name] =
          Tensor<Double>({}, false, Double(results[i]));
  return answers;
}

Values Compiled::predict(const Values &batch) {
  return run(table->predict, batch, Call());
}

Values Compiled::evaluate(const Values &batch) {
  return run(table->evaluate, batch, Call());
}

Values Compiled::statistics(const Values &batch, const Call &call) {
  if (!table->statistics)
    return {};
  run(table->statistics, batch, call);
  Values answers;
  Elements numbers(table->element_type == PLX_F32, arenas->results.data());
  for (size_t i = 0; i < statisticNames.size(); ++i)
    answers["results/" + statisticNames[i]] =
        Tensor<Double>({}, false, Double(numbers[i]));
  return answers;
}

Values Compiled::step(const Values &batch, const Call &call) {
  return run(table->step, batch, call);
}

Values Compiled::gradients(const Values &batch, const Call &call) {
  Values answers = run(table->gradients, batch, call);
  for (uint32_t i = 0; i < table->parameter_count; ++i) {
    const plx_parameter &p = table->parameters[i];
    if (!p.frozen)
      answers[std::string("gradients/") + p.name] =
          Elements(*table, p, arenas->gradients.data())
              .tensor(shapeOf(p.shape, p.rank), false);
  }
  return answers;
}

Values Compiled::memory() const {
  Values values;
  for (uint32_t i = 0; i < table->parameter_count; ++i) {
    const plx_parameter &p = table->parameters[i];
    Shape shape = shapeOf(p.shape, p.rank);
    values[std::string("weights/") + p.name] =
        Elements(*table, p, arenas->parameters.data()).tensor(shape, false);
    for (uint32_t k = 0; k < table->state_count; ++k) {
      const plx_state &state = table->states[k];
      llvm::StringRef rest = state.name; // fc.weight.m belongs to fc.weight
      if (rest.consume_front(p.name) && rest.count('.') == 1 &&
          rest.starts_with("."))
        values[std::string("states/") + state.name] =
            Elements(*table, state, arenas->states.data()).tensor(shape, false);
    }
  }
  return values;
}

void Compiled::setWeights(const Values &weights) {
  arenas->states.clear();
  for (uint32_t i = 0; i < table->parameter_count; ++i) {
    const plx_parameter &p = table->parameters[i];
    Elements(*table, p, arenas->parameters.data())
        .set(std::get<Tensor<Double>>(
            weights.at(std::string("weights/") + p.name)));
  }
}

void Compiled::initialize(uint64_t seed) {
  plx_initialize(table, arenas->parameters.data(), seed);
}

} // namespace plexus::networks

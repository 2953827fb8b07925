//===- Compile.cpp - from one source text to what was asked for -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Compile.h"

#include "compiler/driver/DiagnosticBridge.h"
#include "compiler/driver/PassReport.h"
#include "compiler/driver/PrintAfter.h"
#include "compiler/driver/PrintGraph.h"
#include "compiler/driver/PrintIR.h"
#include "compiler/driver/PrintNetwork.h"
#include "compiler/driver/PrintPlan.h"
#include "compiler/driver/PrintTarget.h"
#include "compiler/driver/Sources.h"
#include "compiler/driver/Stopwatch.h"
#include "compiler/import/Import.h"
#include "compiler/outputs/Executable.h"
#include "compiler/outputs/ModelTables.h"
#include "compiler/outputs/OutputFile.h"
#include "compiler/program/Modules.h"
#include "compiler/program/ProgramJson.h"
#include "compiler/program/Settings.h"
#include "compiler/syntax/Dump.h"
#include "compiler/syntax/Parser.h"
#include "compiler/targets/Target.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/Path.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::StringRef;

namespace {

/// One compilation. Its members are what one step leaves for the next.
class Compilation {
public:
  Compilation(const Options &options, const Target &target,
              StringRef executable, llvm::raw_ostream &out,
              llvm::raw_ostream &err)
      : options(options), stage(*findStage(options.emit)), target(target),
        executable(executable), out(out), err(err), engine(sources),
        context(mlir::MLIRContext::Threading::DISABLED) {}

  ExitStatus run(std::unique_ptr<llvm::MemoryBuffer> buffer);
  /// Runs it and compares what is reported with what the comments expect.
  ExitStatus runVerified(std::unique_ptr<llvm::MemoryBuffer> buffer);

private:
  ExitStatus runSteps();
  bool load();
  bool importModule();
  ExitStatus list(Listing listing);
  llvm::Error checkTarget() const;
  ExitStatus listKernels();
  ExitStatus listPasses();
  ExitStatus lower();
  PipelineOptions pipelineOptions();
  llvm::LogicalResult reached(Stage stage, mlir::ModuleOp module);
  std::string outputPath() const;
  ExitStatus write(StringRef bytes);

  const Options &options;
  const Stage stage;
  const Target &target;
  const StringRef executable;
  llvm::raw_ostream &out, &err;

  llvm::SourceMgr sources;
  DiagnosticEngine engine;
  mlir::MLIRContext context;
  unsigned mainBuffer = 0;
  frontend::Program program;
  std::optional<frontend::Settings> settings;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  Stopwatch stopwatch;
  ExitStatus failureStatus = ExitStatus::Internal; ///< of the pipeline
};

} // namespace

bool Compilation::load() {
  program = frontend::loadProgram(mainBuffer, engine);
  if (engine.hasErrors())
    return false;
  for (const std::string &assignment : options.settings)
    if (!frontend::applySet(program, assignment, engine))
      return false;
  stopwatch.lap("parse");
  return true;
}

bool Compilation::importModule() {
  settings = frontend::readSettings(
      program, frontend::namesOf(*program.network),
      frontend::dialectWords(context), options.build, engine);
  if (!settings)
    return false;
  if (options.precision == "f32")
    settings->precision = frontend::Precision::F32;
  if (options.precision == "f64")
    settings->precision = frontend::Precision::F64;
  if (!frontend::checkPrecision(*settings, engine))
    return false;
  module =
      frontend::importNetwork(context, program, *settings, sources, engine);
  stopwatch.lap("import");
  return module && !engine.hasErrors() &&
         mlir::succeeded(mlir::verify(*module));
}

ExitStatus Compilation::list(Listing listing) {
  switch (listing) {
  case Listing::Summary:
    printSummary(*module, out);
    return ExitStatus::Ok;
  case Listing::Init:
    printInitialisers(*module, out);
    return ExitStatus::Ok;
  case Listing::Params:
    printParameters(*module, out);
    return ExitStatus::Ok;
  case Listing::Memory: {
    llvm::FailureOr<MemoryPlan> plan = planMemory(*module, pipelineOptions());
    if (llvm::failed(plan))
      return ExitStatus::Internal;
    printMemory(*plan, out);
    return ExitStatus::Ok;
  }
  case Listing::Plan:
    return listKernels();
  case Listing::Graph:
    printGraph(*module, out);
    return ExitStatus::Ok;
  case Listing::Passes:
    return listPasses();
  case Listing::Target:
    printTarget(target.info(), out);
    return ExitStatus::Ok;
  }
  llvm_unreachable("a listing that is not printed");
}

/// Whether code can be made for the target in the precision that is asked for.
llvm::Error Compilation::checkTarget() const {
  bool wide = settings->precision == frontend::Precision::F64;
  return checkArithmetic(target.info(),
                         wide ? math::Format::F64 : math::Format::F32);
}

/// Those of `statistics`, which nobody waits for, are left out.
ExitStatus Compilation::listKernels() {
  if (llvm::Error error = checkTarget())
    return report(std::move(error), err);
  PipelineOptions pipeline = pipelineOptions();
  pipeline.statistics = false;
  llvm::FailureOr<KernelPlan> plan = planKernels(*module, pipeline);
  if (llvm::failed(plan))
    return ExitStatus::Internal;
  printPlan(*plan, target.info(), out);
  return ExitStatus::Ok;
}

/// Compiles all the way to an object file, and drops it.
ExitStatus Compilation::listPasses() {
  if (llvm::Error error = checkTarget())
    return report(std::move(error), err);
  PassReport report;
  PipelineOptions pipeline = pipelineOptions();
  pipeline.configure = [&](mlir::PassManager &passes, Stage stage) {
    report.watch(passes, stage);
  };
  pipeline.timed = [&](StringRef step, double seconds) {
    if (!findStage(step)) // the passes to a stage have rows of their own
      report.add(Stage::llvm, step, seconds);
  };
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream os(bytes);
  if (llvm::failed(runPipeline(*module, Stage::obj, pipeline, os)))
    return ExitStatus::Internal;
  report.print(out);
  return ExitStatus::Ok;
}

PipelineOptions Compilation::pipelineOptions() {
  PipelineOptions pipeline(target);
  pipeline.optLevel = options.optLevel;
  pipeline.fuse = settings->fuse;
  pipeline.program =
      frontend::programJson(*settings, frontend::networkFingerprint(*module));
  // Machine code has the entry point `statistics` always, texts where it is
  // asked for.
  pipeline.statistics =
      stage >= Stage::asm_ ||
      StringRef(options.function).split('.').first == "statistics";
  pipeline.function = options.function;
  if (options.debug)
    pipeline.debugFolder =
        llvm::sys::path::parent_path(options.inputs.front()).str();
  pipeline.configure = [this](mlir::PassManager &passes, Stage stage) {
    printAfterPasses(passes, stage, options, err);
  };
  pipeline.afterStage = [this](Stage stage, mlir::ModuleOp module) {
    return reached(stage, module);
  };
  pipeline.timed = [this](StringRef step, double seconds) {
    stopwatch.add(step, seconds);
  };
  return pipeline;
}

llvm::LogicalResult Compilation::reached(Stage at, mlir::ModuleOp module) {
  if (llvm::is_contained(options.printAfter, stageName(at))) {
    err << "// after " << stageName(at) << ": " << stageSummary(at) << "\n";
    printIR(module, at, options.function, err);
  }
  // The kernels that `llvm` and `asm` show are there at `loops`.
  if (options.function.empty() || at != std::min(stage, Stage::loops))
    return llvm::success();
  llvm::Error error = checkFunction(module, stage, options.function);
  if (!error)
    return llvm::success();
  failureStatus = report(std::move(error), err);
  return llvm::failure();
}

ExitStatus Compilation::lower() {
  if (llvm::Error error =
          checkPrintAfter(options, target, stage, settings->fuse))
    return report(std::move(error), err);
  if (stage >= Stage::llvm)
    if (llvm::Error error = checkTarget())
      return report(std::move(error), err);
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream os(bytes);
  if (llvm::failed(runPipeline(*module, stage, pipelineOptions(), os)))
    return failureStatus;
  if (stage < Stage::llvm)
    printIR(*module, stage, options.function, os);
  return write(bytes);
}

/// Where the result goes: `-o`, else standard output for texts, and a name
/// made from the input's for the rest; empty if there is no such name.
std::string Compilation::outputPath() const {
  if (options.output)
    return *options.output;
  if (stage < Stage::obj)
    return "-";
  const std::string &input = options.inputs.front();
  if (input == "-")
    return "";
  std::string stem = llvm::sys::path::stem(input).str();
  return stage == Stage::obj && !stem.empty() ? stem + ".o" : stem;
}

ExitStatus Compilation::write(StringRef bytes) {
  if (options.verifyDiagnostics)
    return ExitStatus::Ok;
  std::string path = outputPath();
  bool isProgram = stage == Stage::exe;
  if (path.empty())
    return report(
        fail(ExitStatus::Usage, "no name for the output; give one with `-o`"),
        err);
  if (path == "-" && isProgram)
    return report(fail(ExitStatus::Usage,
                       "a program is not written to standard output; "
                       "`--emit=obj` is"),
                  err);
  if (path == "-") {
    out << bytes;
    return ExitStatus::Ok;
  }
  if (llvm::Error error = checkOverwrite(path, sources))
    return report(std::move(error), err);
  if (!isProgram) {
    llvm::Error error = writeOutput(path, bytes);
    return error ? report(std::move(error), err) : ExitStatus::Ok;
  }
  llvm::Expected<std::string> runtime = findRuntime(executable);
  if (!runtime)
    return report(runtime.takeError(), err);
  if (llvm::Error error =
          linkProgram(bytes, modelSymbol(program.network->name.text), path,
                      *runtime, options.debug))
    return report(std::move(error), err);
  stopwatch.lap("link");
  return ExitStatus::Ok;
}

ExitStatus Compilation::runSteps() {
  if (stage == Stage::ast && options.command == Command::Compile &&
      !options.listing) {
    // What was written, whether or not it means something.
    auto file = frontend::parseFile(sources, mainBuffer, engine);
    if (engine.hasErrors())
      return ExitStatus::BadSpec;
    std::string text;
    llvm::raw_string_ostream os(text);
    frontend::dump(*file, os);
    return write(text);
  }
  if (!load() || !importModule())
    return ExitStatus::BadSpec;
  if (options.command == Command::Check)
    return ExitStatus::Ok;
  if (options.listing)
    return list(*options.listing);
  return lower();
}

ExitStatus Compilation::run(std::unique_ptr<llvm::MemoryBuffer> buffer) {
  mainBuffer = sources.AddNewSourceBuffer(std::move(buffer), llvm::SMLoc());
  DiagnosticBridge bridge(engine, context, err, DiagnosticBridge::Mode::Print);
  ExitStatus status = runSteps();
  if (status == ExitStatus::BadSpec && bridge.blamesCommandLine())
    status = ExitStatus::Usage;
  if (options.time)
    stopwatch.print(err);
  return status;
}

ExitStatus
Compilation::runVerified(std::unique_ptr<llvm::MemoryBuffer> buffer) {
  mainBuffer = sources.AddNewSourceBuffer(std::move(buffer), llvm::SMLoc());
  mlir::SourceMgrDiagnosticVerifierHandler verifier(sources, &context, err);
  DiagnosticBridge bridge(engine, context, err, DiagnosticBridge::Mode::Verify);
  ExitStatus end = runSteps();
  bridge.deliver();
  if (llvm::failed(verifier.verify()))
    return ExitStatus::BadSpec;
  // What the file does wrong was expected; what else failed was not.
  return end == ExitStatus::BadSpec ? ExitStatus::Ok : end;
}

ExitStatus plexus::driver::compile(const Options &options, StringRef executable,
                                   llvm::raw_ostream &out,
                                   llvm::raw_ostream &err) {
  auto target = createTarget(options.march, options.optLevel);
  if (!target)
    return report(target.takeError(), err);
  if (llvm::Error error =
          checkPrintAfter(options, **target, *findStage(options.emit)))
    return report(std::move(error), err);
  auto buffer = readSource(options.inputs.front());
  if (!buffer)
    return report(buffer.takeError(), err);
  if (!options.verifyDiagnostics)
    return Compilation(options, **target, executable, out, err)
        .run(std::move(*buffer));
  llvm::SmallVector<std::unique_ptr<llvm::MemoryBuffer>> parts;
  if (options.splitInput)
    parts = splitSource(**buffer);
  else
    parts.push_back(std::move(*buffer));
  ExitStatus status = ExitStatus::Ok;
  for (std::unique_ptr<llvm::MemoryBuffer> &part : parts) {
    ExitStatus end = Compilation(options, **target, executable, out, err)
                         .runVerified(std::move(part));
    if (status == ExitStatus::Ok)
      status = end;
  }
  return status;
}

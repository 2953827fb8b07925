//===- Train.cpp - the command `train` ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"
#include "runtime/program/Progress.h"
#include "runtime/program/SavedWeights.h"
#include "runtime/session/Results.h"
#include "runtime/train/CheckpointFile.h"
#include "runtime/train/History.h"
#include "runtime/train/TrainInterrupt.h"
#include "runtime/train/Weights.h"

#include <optional>
#include <ostream>

namespace plexus::host {

namespace {
/// Passes every report on to the history, to the checkpoint if there is one,
/// and unless it is quiet, to people.
class Reporter : public TrainObserver {
public:
  Reporter(Program &program, History &history, HistoryFile &log,
           Progress *progress, Session &session, CheckpointFile *checkpoints)
      : program(program), history(history), log(log), progress(progress),
        session(session), checkpoints(checkpoints) {}
  void warn(const std::string &text) override {
    if (progress)
      progress->finish(); // the warning gets a line of its own
    program.warn(text);
  }
  void afterStep(const StepReport &report) override {
    if (progress)
      progress->afterStep(report);
  }
  void afterEpoch(const EpochReport &report) override {
    history.add(report);
    updateLog();
    if (progress)
      progress->afterEpoch(report);
  }
  void checkpoint(const TrainState &state) override {
    if (checkpoints)
      checkpoints->save(session, state, history.text());
  }

private:
  /// A log that cannot be written now does not end the training; at the end it
  /// is tried again.
  void updateLog() {
    try {
      if (!logFailed)
        log.update(history);
    } catch (const Error &error) {
      logFailed = true;
      program.warn(error.what());
    }
  }

  Program &program;
  History &history;
  HistoryFile &log;
  bool logFailed = false;
  Progress *progress;
  Session &session;
  CheckpointFile *checkpoints;
};
} // namespace

/// What the source says, changed by what the command line says.
static TrainSettings settingsFor(const Program &program,
                                 const Options &options) {
  auto train = program.description.find("train");
  if (!program.model.step || train == program.description.end() ||
      train->is_null())
    throw Error(
        Status::BadData,
        "this program was compiled without `train`, so it cannot train");
  TrainSettings settings = readTrainSettings(*train);
  settings.seed = seedOf(program, options);
  if (options.epochs && options.steps)
    throw Error(Status::Usage, "--epochs and --steps exclude each other");
  if (options.epochs) {
    settings.epochs = options.epochs;
    settings.steps.reset();
  }
  if (options.steps) {
    settings.steps = options.steps;
    settings.stop = {};
  }
  if (!options.checkpoint.empty()) {
    if (settings.checkpoint.file.empty())
      settings.checkpoint.every = {1, Duration::Unit::Epochs};
    settings.checkpoint.file = options.checkpoint;
  }
  if (options.resume && settings.checkpoint.file.empty())
    throw Error(Status::Usage,
                "--resume needs a checkpoint: the source names none, so give "
                "--checkpoint=FILE");
  if (options.resume && !options.weights.empty())
    throw Error(Status::Usage, "--resume and --weights exclude each other: a "
                               "checkpoint has its own weights");
  if (settings.batch > program.model.capacity)
    throw Error(Status::Internal, "the batch of `train` has " +
                                      counted(settings.batch, "row") +
                                      ", the network was compiled for " +
                                      std::to_string(program.model.capacity));
  return settings;
}

/// What a training that goes on has to have in common with the one before. Its
/// length is left out if the learning rate does not depend on it.
static Course courseOf(const Program &program, const TrainSettings &settings,
                       const Dataset &data) {
  const Course train = program.description.at("train");
  Course course = train;
  for (const char *key : {"checkpoint", "epochs", "steps", "stop"})
    course.erase(key);
  course["seed"] = settings.seed;
  if (settings.schedule.row->readsLength && settings.epochs)
    course["epochs"] = *settings.epochs;
  if (settings.schedule.row->readsLength && settings.steps)
    course["steps"] = *settings.steps;
  // Without the rules that `--steps` takes away, and without `time`, which only
  // decides when the training ends.
  for (const Course &rule : train.value("stop", Course::array()))
    if ((rule.at("name") == "early" && settings.stop.early) ||
        (rule.at("name") == "below" && settings.stop.below))
      course["stop"].push_back(rule);
  course["network"] = program.description.value("network", "");
  course["rows"] = fingerprint(data.train, data.validation);
  return course;
}

/// `best` is that of the metric which `early` watches.
static std::string reasonText(TrainEnd end, const TrainSettings &settings,
                              std::optional<double> best) {
  switch (end) {
  case TrainEnd::Finished:
    return "finished";
  case TrainEnd::Early:
    return settings.stop.early->metric +
           (best ? " no longer improves on " + shortNumber(*best)
                 : " was never a number") +
           ": stopped";
  case TrainEnd::Below:
    return settings.stop.below->metric + " is below " +
           shortNumber(settings.stop.below->value) + ": stopped";
  case TrainEnd::Time:
    return "the time is up: stopped";
  case TrainEnd::Interrupted:
    return "interrupted: stopped";
  }
  return "";
}

static void summarize(Program &program, const TrainSettings &settings,
                      const TrainOutcome &outcome,
                      const SavedWeights &weights) {
  const EpochReport &last = outcome.last;
  std::ostream &out = program.out;
  out << reasonText(outcome.end, settings, outcome.best) << " after "
      << counted(last.step, "step") << ", epoch " << last.epoch << ", "
      << durationText(last.seconds) << "\n";
  if (outcome.restored) {
    const EpochReport &best = *outcome.restored;
    const std::string &watched = settings.stop.early->metric;
    out << "best epoch: " << best.epoch << " (" << watched << " "
        << shortNumber(*outcome.best);
    for (size_t i = 0; i < best.validation.size(); ++i)
      if (std::string name = program.model.results[i].name;
          "val_" + name != watched)
        out << ", val_" << name << " " << shortNumber(best.validation[i]);
    out << ")\n";
  }
  out << weights.text() << "\n";
}

static void sayResumed(Program &program, const TrainSettings &settings,
                       const TrainState &state) {
  program.out << (state.end ? "nothing is left to do in " : "going on with ")
              << shown(settings.checkpoint.file) << ", written after step "
              << state.step << " in epoch " << state.epoch << "\n";
}

/// Writes the history of a training that failed. If that fails, too, the first
/// reason counts.
static void keepHistory(Program &program, const History &history,
                        const HistoryFile &log) {
  try {
    log.finish(history);
  } catch (const Error &error) {
    program.warn(error.what());
  }
}

/// A warm-up that is not over at the last step is hardly meant.
static void warnOfWarmup(Program &program, const TrainSettings &settings,
                         const Horizon &horizon) {
  uint64_t warmup = settings.schedule.warmup.steps(horizon.stepsPerEpoch);
  if (warmup > horizon.totalSteps)
    program.warn("the warm-up takes " + counted(warmup, "step") +
                 ", but the training has " +
                 std::to_string(horizon.totalSteps) +
                 ": the learning rate never reaches " +
                 shortNumber(settings.schedule.learningRate));
}

static void runTrain(Program &program, const Options &options) {
  TrainSettings settings = settingsFor(program, options);
  CommandFiles files(program, options);
  SavedWeights weights(program, options, files,
                       "--weights"); // to go on in the same file is fine
  if (!options.log.empty())
    files.writes("--log", options.log);
  if (!settings.checkpoint.file.empty()) {
    CheckpointPaths paths(settings.checkpoint.file);
    files.writes("--checkpoint", paths.last);
    files.writes("the checkpoint before it", paths.previous,
                 "--checkpoint"); // two names of one file, after a kill
    files.writes("the lock of the checkpoint", paths.lock);
  }

  Session session(program.model);
  // The rows of a training that goes on are read as they were before.
  if (options.resume)
    session.constants = constantsIn(settings.checkpoint.file);
  else
    loadOrInitialize(program, options, session, settings.seed);
  Dataset data = loadProgramData(program, options, session);
  const Rows &rows = rowsOf(data, SplitName::Train);

  warnOfWarmup(program, settings, horizonOf(settings, rows.count));

  History history(program.model, data.validation.count > 0);
  TrainState state;
  std::optional<CheckpointFile> checkpoints;
  if (!settings.checkpoint.file.empty())
    checkpoints.emplace(settings.checkpoint.file,
                        courseOf(program, settings, data));
  Horizon horizon = horizonOf(settings, rows.count);
  if (options.resume) {
    history.resume(checkpoints->load(session, state, horizon));
    if (!options.quiet)
      sayResumed(program, settings, state);
  }
  Progress progress(program, horizon, rows.count);
  HistoryFile log(options.log);
  Reporter reporter(program, history, log, options.quiet ? nullptr : &progress,
                    session, checkpoints ? &*checkpoints : nullptr);
  InterruptGuard guard;
  TrainOutcome outcome;
  try {
    outcome = train({session, settings, rows, data.validation, reporter,
                     guard.interrupted(), state});
  } catch (const Error &error) {
    progress.finish(); // the error gets a line of its own
    if (error.status == Status::Diverged)
      keepHistory(program, history, log);
    throw;
  } catch (...) {
    progress.finish();
    throw;
  }
  progress.finish();
  weights.save(session);
  log.finish(history);
  if (!options.quiet)
    summarize(program, settings, outcome, weights);
}

static constexpr OptionRow trainOptions[] = {
    {"--epochs", "N", "passes over the training rows (default: the program's)",
     storeCount<&Options::epochs>},
    {"--steps", "N", "exactly N steps, whatever `stop` says",
     storeCount<&Options::steps>},
    seedOption,
    dataDirOption,
    startWeightsOption,
    {"--save", "FILE",
     "where the weights go, after Ctrl-C too (default: {program}.safetensors)",
     storeText<&Options::save>},
    {"--log", "FILE", "write the history of all epochs as CSV",
     storeText<&Options::log>},
    {"--checkpoint", "FILE",
     "write the state of the training there (default: the program's; every "
     "epoch if it says nothing)",
     storeText<&Options::checkpoint>},
    {"--resume", "", "go on from the checkpoint", storeFlag<&Options::resume>},
    {"--threads", "N",
     "accepted for later; this version runs on one thread, and results never "
     "depend on it",
     storeCount<&Options::threads>},
    {"--quiet", "", "print nothing but errors and warnings",
     storeFlag<&Options::quiet>},
};
static constexpr std::string_view trainExamples[] = {
    "{program} train --log=history.csv",
    "{program} train --epochs=5 --seed=7 --save=seven.safetensors",
    "{program} train --weights=seven.safetensors --steps=100",
    "{program} train --checkpoint=run.ckpt --resume",
};
const Command trainCommand = {"train",
                              "train, and save the weights",
                              trainOptions,
                              trainExamples,
                              1,
                              runTrain,
                              Needs::Training};

} // namespace plexus::host

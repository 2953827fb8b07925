//===- Predict.cpp - the command `predict` --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/Predict.h"

#include "runtime/files/Errors.h"
#include "runtime/files/Suggestion.h"
#include "runtime/program/CommandFiles.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <ostream>

namespace plexus::host {

std::vector<Array> predictRows(Session &session, const Rows &rows,
                               uint64_t count, uint64_t batch) {
  const plx_model &model = session.model;
  uint64_t capacity = std::max<uint64_t>(std::min(batch, count), 1);
  Batch buffer(model, capacity, false);
  std::vector<Array> part, all;
  for (const plx_value &value : outputs(model)) {
    part.emplace_back(plx_type(value.type), capacity, value.elements);
    all.emplace_back(plx_type(value.type), count, value.elements);
  }
  for (uint64_t first = 0; first < count; first += capacity) {
    buffer.copy(rows, first, std::min(capacity, count - first));
    session.predict(buffer, part);
    for (size_t i = 0; i < all.size(); ++i)
      std::memcpy(all[i].row(first), part[i].row(0),
                  buffer.rows() * all[i].rowBytes());
  }
  return all;
}

/// Something with a column for each of its elements.
struct Shown {
  const plx_value *value;
  const Array *array;
};

static std::string shortest(const Array &array, uint64_t row, uint64_t i) {
  if (std::isnan(loadElement(array.row(row), array.type(), i)))
    return "nan"; // of either sign
  char text[32];
  const void *at = array.row(row);
  std::to_chars_result end = {};
  switch (array.type()) {
  case PLX_F32:
    end =
        std::to_chars(text, std::end(text), static_cast<const float *>(at)[i]);
    break;
  case PLX_F64:
    end =
        std::to_chars(text, std::end(text), static_cast<const double *>(at)[i]);
    break;
  case PLX_I32:
    end = std::to_chars(text, std::end(text),
                        static_cast<const int32_t *>(at)[i]);
    break;
  }
  return std::string(text, end.ptr);
}

static void print(std::ostream &out, const std::vector<Shown> &columns,
                  uint64_t rows) {
  const char *comma = "";
  for (const Shown &shown : columns)
    for (uint64_t i = 0; i < shown.value->elements; ++i, comma = ",") {
      out << comma << shown.value->name;
      if (shown.value->elements > 1)
        out << "[" << i << "]";
    }
  out << "\n";
  for (uint64_t row = 0; row < rows; ++row) {
    comma = "";
    for (const Shown &shown : columns)
      for (uint64_t i = 0; i < shown.value->elements; ++i, comma = ",")
        out << comma << shortest(*shown.array, row, i);
    out << "\n";
  }
}

static size_t outputNamed(const plx_model &model, const std::string &name) {
  std::vector<std::string> known;
  for (const plx_value &value : outputs(model))
    known.emplace_back(value.name);
  auto found = std::ranges::find(known, name);
  if (found == known.end())
    throw Error(Status::Usage, "there is no output `" + name + "`" +
                                   suggestionOrList(name, known));
  return size_t(found - known.begin());
}

/// The outputs that --only names, or all.
static std::vector<size_t> chosenOutputs(const plx_model &model,
                                         const Options &options) {
  std::vector<size_t> chosen;
  for (const std::string &name : options.only)
    if (size_t output = outputNamed(model, name);
        std::ranges::find(chosen, output) == chosen.end())
      chosen.push_back(output);
    else
      throw Error(Status::Usage, "--only names `" + name + "` twice");
  if (options.only.empty())
    for (size_t i = 0; i < model.output_count; ++i)
      chosen.push_back(i);
  return chosen;
}

struct OutputFile {
  size_t output;
  std::string path;
};

/// --output FILE or NAME=FILE. A text up to `=` that is no output's name is
/// taken as the beginning of a file name only if it is not like a name.
static OutputFile outputFile(const plx_model &model, const std::string &text,
                             const std::vector<size_t> &chosen) {
  size_t equals = text.find('=');
  if (equals != std::string::npos && text.find_first_of("/.") > equals)
    return {outputNamed(model, text.substr(0, equals)),
            text.substr(equals + 1)};
  if (chosen.size() != 1)
    throw Error(Status::Usage,
                "there are several outputs; say which with --output NAME=" +
                    text + " or --only NAME");
  return {chosen[0], text};
}

static void requireNumbersFile(const std::string &path) {
  if (!path.ends_with(".npy") && !path.ends_with(".csv"))
    throw Error(Status::Usage,
                "--output writes .npy or .csv, not `" + path + "`");
}

/// What --output names, all of it checked.
static std::vector<OutputFile> outputFiles(const Program &program,
                                           const Options &options,
                                           const std::vector<size_t> &chosen) {
  CommandFiles named(program, options);
  if (options.weights.empty())
    named.reads("--weights", ownWeightsFile(program));
  std::vector<OutputFile> files;
  for (const std::string &text : options.outputs) {
    OutputFile file = outputFile(program.model, text, chosen);
    std::string name = program.model.outputs[file.output].name;
    if (std::ranges::find(chosen, file.output) == chosen.end())
      throw Error(Status::Usage,
                  "--output writes `" + name + "`, which --only leaves out");
    requireNumbersFile(file.path);
    named.writes("--output " + name, file.path);
    files.push_back(std::move(file));
  }
  return files;
}

static void runPredict(Program &program, const Options &options) {
  const plx_model &model = program.model;
  if (model.output_count == 0)
    throw Error(Status::Usage,
                "this network has no `output`, so there is nothing to predict");
  std::vector<size_t> chosen = chosenOutputs(model, options);
  std::vector<OutputFile> files = outputFiles(program, options, chosen);
  bool fromSplit = !options.split.empty();
  if (fromSplit == !options.inputs.empty())
    throw Error(Status::Usage, "predict takes either --input NAME=FILE for "
                               "every input, or --split NAME");
  uint64_t batch = options.batch.value_or(model.capacity);
  if (batch > model.capacity)
    throw Error(
        Status::Usage,
        "--batch is at most " + std::to_string(model.capacity) +
            " in this program; `build { batch: " + std::to_string(batch) +
            " }` in its source makes room for more");
  std::optional<SplitName> split;
  if (fromSplit)
    split = splitNamed(options.split);

  Session session(model);
  loadTrained(program, options, session);
  Dataset data;
  Rows given;
  if (fromSplit)
    data = loadProgramData(program, options, session);
  else
    given = readInputs(program, options, session, false);
  const Rows &rows = fromSplit ? rowsOf(data, *split) : given;
  uint64_t count = std::min(rows.count, options.rows.value_or(rows.count));
  std::vector<Array> predicted = predictRows(session, rows, count, batch);

  for (const OutputFile &file : files)
    saveValue(file.path, model.outputs[file.output], predicted[file.output]);
  if (!files.empty())
    return;
  std::vector<Shown> columns;
  for (size_t i = 0; fromSplit && i < model.target_count; ++i)
    columns.push_back({&model.targets[i], &rows.values[model.input_count + i]});
  for (size_t output : chosen)
    columns.push_back({&model.outputs[output], &predicted[output]});
  print(program.out, columns, count);
}

static constexpr OptionRow predictOptions[] = {
    trainedWeightsOption,
    {"--input", "NAME=FILE",
     "rows of an input from a .csv, .npy or IDX file, also .gz; once for each "
     "input",
     appendText<&Options::inputs>, true},
    skipOption,
    rawOption,
    {"--split", "NAME",
     "instead of --input: train, validation or test rows of the program's "
     "data; prints their targets first",
     storeText<&Options::split>},
    {"--rows", "N", "only the first N rows", storeCount<&Options::rows>},
    {"--only", "NAME", "only this output; may be repeated",
     appendText<&Options::only>, true},
    {"--output", "[NAME=]FILE",
     "write an output to a .npy or .csv file (default: print all as CSV)",
     appendText<&Options::outputs>, true},
    {"--batch", "N",
     "rows of a call (default: as many as the program was compiled for); the "
     "results are the same",
     storeCount<&Options::batch>},
    dataDirOption,
};
static constexpr std::string_view predictExamples[] = {
    "{program} predict --split={split} --rows=5",
    "{program} predict {inputs} --output {output}={output}.npy",
    "{program} predict {inputs} --only {output} > {output}.csv",
};
const Command predictCommand = {"predict",
                                "compute outputs for given rows",
                                predictOptions,
                                predictExamples,
                                2,
                                runPredict,
                                Needs::Output};

} // namespace plexus::host

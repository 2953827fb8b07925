//===- CommandLineOptions.h - option rows that commands share ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_COMMANDLINEOPTIONS_H
#define PLEXUS_RUNTIME_PROGRAM_COMMANDLINEOPTIONS_H

#include "runtime/program/CommandLine.h"

namespace plexus::host {

template <auto Member, uint64_t Least = 1>
void storeCount(Options &options, std::string_view name,
                const std::string &value) {
  options.*Member = parseCount(name, value, Least);
}

template <auto Member>
void storeText(Options &options, std::string_view name,
               const std::string &value) {
  options.*Member = requireText(name, value);
}

template <auto Member>
void appendText(Options &options, std::string_view name,
                const std::string &value) {
  (options.*Member).push_back(requireText(name, value));
}

template <auto Member>
void storeFlag(Options &options, std::string_view, const std::string &) {
  options.*Member = true;
}

inline constexpr OptionRow dataDirOption = {
    "--data-dir", "DIR",
    "folder of the program's data files (default: the working directory)",
    storeText<&Options::dataDir>};

inline constexpr OptionRow trainedWeightsOption = {
    "--weights", "FILE", "weights to use (default: {program}.safetensors)",
    storeText<&Options::weights>};

inline constexpr OptionRow startWeightsOption = {
    "--weights", "FILE",
    "weights to start from (default: initial values, drawn from the seed)",
    storeText<&Options::weights>};

inline constexpr OptionRow givenWeightsOption = {
    "--weights", "FILE",
    "weights to use (default: initial values, drawn from the seed)",
    storeText<&Options::weights>};

inline constexpr OptionRow seedOption = {
    "--seed", "N",
    "seed of initial weights, shuffling, dropout and noise (default: the "
    "program's)",
    storeCount<&Options::seed, 0>};

inline constexpr OptionRow skipOption = {
    "--skip", "N", "lines before the first row in each .csv of --input",
    storeCount<&Options::skip, 0>};

inline constexpr OptionRow rawOption = {
    "--raw", "",
    "take --input as the network's own numbers, without the arithmetic of the "
    "program's data",
    storeFlag<&Options::raw>};

inline constexpr OptionRow jsonOption = {"--json", "", "print JSON",
                                         storeFlag<&Options::json>};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_COMMANDLINEOPTIONS_H

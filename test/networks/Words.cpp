//===- Words.cpp - words that random networks take from the dialect -------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Words.h"

#include "dialects/nn/Initialisers.h"
#include "dialects/nn/NN.h"
#include "llvm/ADT/STLExtras.h"

using plexus::nn::SettingKind;
using plexus::nn::WordKind;
using plexus::nn::WordProperty;

namespace plexus::networks {

/// "alpha: 0.2": every number, in the range of all numbers that there are.
static std::string numbersOf(const nn::Word &word) {
  std::string text;
  for (const nn::Setting &setting : word.settings)
    if (setting.kind == SettingKind::Number)
      text += (text.empty() ? "" : ", ") + setting.name.str() + ": 0.2";
  return text;
}

static bool keepsShape(const nn::Word &layer) {
  return llvm::all_of(layer.settings, [](const nn::Setting &setting) {
    switch (setting.kind) {
    case SettingKind::Tensor:
    case SettingKind::Activation:
    case SettingKind::Initialiser:
      return true;
    case SettingKind::Number:
    case SettingKind::Flag:
      return !setting.isRequired();
    case SettingKind::Tensors:
    case SettingKind::Like:
    case SettingKind::Count:
    case SettingKind::Axis:
    case SettingKind::Axes:
    case SettingKind::Shape:
    case SettingKind::Numbers:
      return false;
    }
    llvm_unreachable("unknown kind");
  });
}

static void addWord(Words &words, const nn::Word &word) {
  std::string name = word.spelling.str(), numbers = numbersOf(word);
  if (word.property == WordProperty::Probabilities)
    words.probabilities.push_back(name);
  if (word.kind == WordKind::Layer && keepsShape(word))
    words.layers.push_back(name);
  if (word.kind == WordKind::Activation) {
    words.activations.push_back(name);
    if (!numbers.empty())
      words.activations.push_back(name + "(" + numbers + ")");
  }
  if (!word.find("p") || !word.find("t"))
    return; // not a row of Losses.td
  Use use{name, numbers.empty() ? "" : ", " + numbers};
  bool logits = word.property == WordProperty::Logits;
  if (word.kind == WordKind::Loss) {
    words.losses.push_back(use);
    if (!logits)
      words.lossesOfProbabilities.push_back(use);
  }
  words.metrics.push_back(use);
  if (!logits)
    words.metricsOfProbabilities.push_back(use);
}

static Words readDialect() {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  Words words;
  for (const nn::Word *word : nn::allWords(context))
    addWord(words, *word);
  for (const nn::Initialiser &row : nn::initialisers()) {
    std::string text = row.name.str();
    for (unsigned i = 0; i < row.numberCount; ++i)
      text += i ? ", 0.3" : "(0.1";
    words.initialisers.push_back(row.numberCount ? text + ")" : text);
    if (row.takesMode)
      words.initialisers.push_back(text + "(mode: fan_in)");
  }
  return words;
}

const Words &words() {
  static const Words words = readDialect();
  return words;
}

} // namespace plexus::networks

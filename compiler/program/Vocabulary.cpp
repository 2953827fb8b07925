//===- Vocabulary.cpp - words of the language that no op defines ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Vocabulary.h"

#include "llvm/ADT/StringSwitch.h"

using llvm::StringRef;

llvm::ArrayRef<StringRef> plexus::frontend::unbuiltWords() {
  static const StringRef words[] = {
      // Layers
      "LayerNorm", "RmsNorm", "BatchNorm", "Conv1d", "Conv2d",
      "DepthwiseConv2d", "ConvTranspose2d", "Embedding", "PositionEmbedding",
      "Rnn", "Gru", "Lstm", "Attention",
      // Functions
      "split", "pad", "max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d",
      "global_avg_pool",
      // Losses
      "hinge", "kl_divergence", "nll",
      // Metrics
      "precision", "recall", "f1", "confusion", "r2",
      // Initialisers
      "orthogonal"};
  return words;
}

StringRef plexus::frontend::ownWordFor(StringRef foreign) {
  return llvm::StringSwitch<StringRef>(foreign)
      .Cases({"Linear", "FullyConnected", "LazyLinear", "InnerProduct"},
             "Dense")
      .Case("AlphaDropout", "Dropout")
      .Case("Swish", "silu")
      .Cases({"MSELoss", "MeanSquaredError", "mse_loss"}, "mse")
      .Cases({"L1Loss", "MeanAbsoluteError", "l1_loss"}, "mae")
      .Cases({"SmoothL1Loss", "HuberLoss", "smooth_l1_loss"}, "huber")
      .Cases({"CrossEntropyLoss", "CategoricalCrossentropy",
              "SparseCategoricalCrossentropy"},
             "cross_entropy")
      .Cases({"BCEWithLogitsLoss", "BCELoss", "BinaryCrossentropy",
              "binary_cross_entropy_with_logits"},
             "binary_cross_entropy")
      .Case("concatenate", "concat")
      .Default("");
}

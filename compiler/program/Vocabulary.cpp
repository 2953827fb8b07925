//===- Vocabulary.cpp - every word that the language knows of -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Vocabulary.h"

using llvm::StringRef;

llvm::ArrayRef<StringRef> plexus::frontend::vocabulary() {
  static const StringRef words[] = {
      // Layers
      "Dense", "Bias", "Dropout", "LayerNorm", "RmsNorm", "BatchNorm", "Conv1d",
      "Conv2d", "DepthwiseConv2d", "ConvTranspose2d", "Embedding",
      "PositionEmbedding", "Rnn", "Gru", "Lstm", "Attention",
      // Functions
      "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "tanh", "sigmoid",
      "softplus", "hard_sigmoid", "hard_swish", "softmax", "log_softmax", "exp",
      "log", "sqrt", "abs", "min", "max", "clamp", "flatten", "reshape",
      "transpose", "concat", "split", "pad", "max_pool1d", "max_pool2d",
      "avg_pool1d", "avg_pool2d", "global_avg_pool", "mean", "sum", "argmax",
      "broadcast", "stop_gradient", "noise",
      // Losses
      "mse", "mae", "huber", "cross_entropy", "binary_cross_entropy", "hinge",
      "kl_divergence", "nll",
      // Metrics
      "accuracy", "binary_accuracy", "top_k_accuracy", "precision", "recall",
      "f1", "confusion", "rmse", "r2",
      // Initialisers
      "auto", "xavier_uniform", "xavier_normal", "kaiming_uniform",
      "kaiming_normal", "lecun_normal", "orthogonal", "uniform", "normal",
      "zeros", "ones", "constant"};
  return words;
}

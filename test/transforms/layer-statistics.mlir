// `statistics` lists a word with parameters together with the activation that alone
// uses it, and an activation by itself; what is used twice twice; and each number
// right after the tensor that it describes.
//
// RUN: plexus-opt %s -split-input-file -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK-LABEL: func.func @statistics(
// CHECK-SAME: nn.layers = [
// CHECK-SAME: {activation = "relu", gradient = false, name = "a", relu_like = true}
// CHECK-SAME: {activation = "tanh", gradient = true, name = "b", relu_like = false}
// CHECK-SAME: {activation = "", gradient = true, name = "c", relu_like = false}
// CHECK-SAME: {activation = "relu", gradient = true, name = "c#2", relu_like = true}
// CHECK-SAME: {activation = "sigmoid", gradient = true, name = "s", relu_like = false}
// CHECK: %[[A:.*]] = nn.relu
// CHECK: nn.mean %[[A]] {axes = array<i64: 0, 1>}
// CHECK: nn.tanh
nn.network @Layers attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %aw = nn.parameter "a.weight" normal(0.0, 1.0) frozen : tensor<3x3xf32>
  %bw = nn.parameter "b.weight" normal(0.0, 1.0) : tensor<3x3xf32>
  %cw = nn.parameter "c.weight" normal(0.0, 1.0) : tensor<3x3xf32>
  %a = nn.dense %x, %aw : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %ra = nn.relu %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %b = nn.dense %ra, %bw : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %rb = nn.tanh %b : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %c = nn.dense %rb, %cw : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %d = nn.dense %c, %cw : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %rd = nn.relu %d : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %e = nn.add %c, %rd : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %s = nn.sigmoid %e : (tensor<?x3xf32>) -> tensor<?x3xf32> loc("s")
  %l = nn.mse %s, %x : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// Without a layer there is none.
// CHECK-LABEL: func.func @gradients(
// CHECK-NOT: func.func @statistics(
nn.network @None attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<3xf32>
  %v = nn.broadcast %w, %x {axes = array<i64: 0>} : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %l = nn.mse %v, %x : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

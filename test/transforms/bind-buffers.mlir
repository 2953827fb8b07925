// Arguments and results get memory of the caller: each parameter and state at a
// multiple of 64 in its arena, a gradient where its parameter is, results packed,
// inputs and outputs in arrays for the most rows.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics -plx-bind-buffers \
// RUN:   -canonicalize -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK: func.func @step(%parameters: memref<84xi8>, %state: memref<20xi8>, %workspace: memref<0xi8>, %gradients: memref<84xi8>, %results: memref<8xi8>, %rows: index, %learning_rate: f64, %seed: i64, %step: i64, %x: memref<48xi8>, %y: memref<48xi8>)
// CHECK-DAG: %[[AT0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[AT4:.*]] = arith.constant 4 : index
// CHECK-DAG: %[[AT64:.*]] = arith.constant 64 : index
// CHECK-DAG: %[[M:.*]] = memref.view %state[%[[AT0]]][] {{.*}} to memref<5xf32>
// CHECK-DAG: %[[B:.*]] = memref.view %parameters[%[[AT64]]][] {{.*}} to memref<5xf32>
// CHECK-DAG: %[[W:.*]] = memref.view %parameters[%[[AT0]]][] {{.*}} to memref<5x3xf32>
// CHECK-DAG: %[[X:.*]] = memref.view %x[%[[AT0]]][%rows] {{.*}} to memref<?x3xf32>
// What the caller gives is not written to.
// CHECK-DAG: bufferization.to_tensor %[[X]] restrict :
// CHECK-DAG: bufferization.to_tensor %[[B]] restrict writable :
// CHECK: %[[LOSS:.*]] = memref.view %results[%[[AT0]]]
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[LOSS]]
// CHECK: %[[METRIC:.*]] = memref.view %results[%[[AT4]]]
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[METRIC]]
// In place.
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[B]]
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[M]]
// CHECK: %[[Y:.*]] = memref.view %y[%[[AT0]]][%rows]
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[Y]]
// CHECK: %[[DB:.*]] = memref.view %gradients[%[[AT64]]][] {{.*}} to memref<5xf32>
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[DB]]
module attributes {plx.capacity = 4 : i64} {
  func.func @step(%x: tensor<?x3xf32> {nn.input = "x"},
                  %w: tensor<5x3xf32> {nn.parameter = "w"},
                  %b: tensor<5xf32> {nn.parameter = "b"},
                  %lr: f64 {nn.scalar = "learning_rate"},
                  %m: tensor<5xf32> {nn.state = "b.m"})
      -> (tensor<f32> {nn.result = "loss"}, tensor<f32> {nn.result = "score"},
          tensor<5xf32> {nn.parameter = "b"}, tensor<5xf32> {nn.state = "b.m"},
          tensor<?x3xf32> {nn.output = "y"}, tensor<5xf32> {nn.gradient = "b"}) {
    %l = nn.sum %w {axes = array<i64: 0, 1>} : (tensor<5x3xf32>) -> tensor<f32>
    %n = nn.add %b, %m : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    return %l, %l, %n, %m, %x, %b
      : tensor<f32>, tensor<f32>, tensor<5xf32>, tensor<5xf32>, tensor<?x3xf32>, tensor<5xf32>
  }
}

// -----

// An output may be called as an input is; a target may stand before an input. The
// layout is written down.
// CHECK: module attributes {plx.capacity = 4 : i64, plx.parameter_bytes = 72 : i64, plx.parameters = {u = 0 : i64, w = 64 : i64}, plx.state_bytes = 0 : i64, plx.states = {}}
// CHECK: func.func @predict({{.*}}%step: i64, %x: memref<48xi8>, %t: memref<16xi8>, %x_0: memref<48xi8>)
// CHECK: %[[OUT:.*]] = memref.view %x_0
// CHECK: materialize_in_destination %{{.*}} in restrict writable %[[OUT]]
module attributes {plx.capacity = 4 : i64} {
  func.func @predict(%t: tensor<?xf32> {nn.target = "t"},
                     %x: tensor<?x3xf32> {nn.input = "x"},
                     %u: tensor<1xf32> {nn.parameter = "u"},
                     %w: tensor<2xf32> {nn.parameter = "w"})
      -> (tensor<?x3xf32> {nn.output = "x"}) {
    return %x : tensor<?x3xf32>
  }
}

// -----

// Sizes are counted with care.
module attributes {plx.capacity = 2147483647 : i64} {
  // expected-error@+1 {{a tensor of `predict` is too large}}
  func.func @predict(%x: tensor<?x2147483647x2147483647xf64> {nn.input = "x"}) {
    return
  }
}

// -----

// expected-error@+1 {{the module has no plx.capacity}}
module {
}

// -----

module attributes {plx.capacity = 4 : i64} {
  // expected-error@+1 {{argument 0 of `no_role` has no role}}
  func.func @no_role(%x: tensor<?x3xf32>) {
    return
  }
}

// -----

module attributes {plx.capacity = 4 : i64} {
  // expected-error@+1 {{result 0 of `no_place` has no place}}
  func.func @no_place(%x: tensor<?x3xf32> {nn.input = "x"}) -> (tensor<?x3xf32> {nn.state = "m"}) {
    return %x : tensor<?x3xf32>
  }
}

// Two writers must not share one destination, or bufferization copies it. The copy is
// called after what is written there.
// RUN: plexus-opt %s -plx-separate-destinations | FileCheck %s

// CHECK-LABEL: @twoSums
// CHECK: %a = tensor.empty
// CHECK: %a_{{[0-9]+}} = linalg.fill {{.*}} outs(%a :
// CHECK: linalg.reduce {{.*}} outs(%a_{{[0-9]+}} :
// CHECK: linalg.reduce {{.*}} outs(%start :
func.func @twoSums(%x: tensor<3xf32>, %z: tensor<3xf32>) -> (tensor<f32>, tensor<f32>) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<f32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<f32>) -> tensor<f32>
  %a = linalg.reduce { arith.addf } ins(%x : tensor<3xf32>) outs(%start : tensor<f32>) dimensions = [0]
  %b = linalg.reduce { arith.addf } ins(%z : tensor<3xf32>) outs(%start : tensor<f32>) dimensions = [0]
  return %a, %b : tensor<f32>, tensor<f32>
}

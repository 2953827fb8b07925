// `nn.matmul` multiplies with or without rows on either side.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%a: tensor<?x2x3xf32>, %b: tensor<?x3x5xf32>, %v: tensor<3xf32>, %m: tensor<3x5xf32>) {
  // CHECK: nn.matmul %{{.*}} : (tensor<?x2x3xf32>, tensor<?x3x5xf32>) -> tensor<?x2x5xf32>
  // CHECK: nn.matmul %{{.*}} : (tensor<3xf32>, tensor<?x3x5xf32>) -> tensor<?x5xf32>
  // CHECK: nn.matmul %{{.*}} : (tensor<3xf32>, tensor<3x5xf32>) -> tensor<5xf32>
  %x = nn.matmul %a, %b : (tensor<?x2x3xf32>, tensor<?x3x5xf32>) -> tensor<?x2x5xf32>
  %y = nn.matmul %v, %b : (tensor<3xf32>, tensor<?x3x5xf32>) -> tensor<?x5xf32>
  %z = nn.matmul %v, %m : (tensor<3xf32>, tensor<3x5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @matmul_c1(%a: tensor<?x3xf32>, %b: tensor<2x5xf32>) {
  // expected-error@+1 {{`@` multiplies [.., k] with [k, n], not f32[3] with f32[2, 5]}}
  %y = nn.matmul %a, %b : (tensor<?x3xf32>, tensor<2x5xf32>) -> tensor<?x5xf32>
  return
}

// -----

func.func @matmul_c1_b(%a: tensor<?x3xf32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{not f32[3] with f32[3]}}
  %y = nn.matmul %a, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @matmul_c1_a(%a: tensor<f32>, %b: tensor<3x5xf32>) {
  // expected-error@+1 {{not f32 with f32[3, 5]}}
  %y = nn.matmul %a, %b : (tensor<f32>, tensor<3x5xf32>) -> tensor<5xf32>
  return
}

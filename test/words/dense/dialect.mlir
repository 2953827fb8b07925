// Weights of `nn.dense` are [out, in]; the bias may be absent.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf32>, %w: tensor<5x3xf32>, %b: tensor<5xf32>) {
  // CHECK: nn.dense %{{[^,]*}}, %{{[^,]*}}, %{{[^,]*}} : (tensor<?x2x3xf32>, tensor<5x3xf32>, tensor<5xf32>) -> tensor<?x2x5xf32>
  // CHECK: nn.dense %{{[^,]*}}, %{{[^,]*}} : (tensor<?x2x3xf32>, tensor<5x3xf32>) -> tensor<?x2x5xf32>
  %y = nn.dense %x, %w, %b
    : (tensor<?x2x3xf32>, tensor<5x3xf32>, tensor<5xf32>) -> tensor<?x2x5xf32>
  %z = nn.dense %x, %w : (tensor<?x2x3xf32>, tensor<5x3xf32>) -> tensor<?x2x5xf32>
  return
}

// -----

func.func @dense_c1(%x: tensor<?x3xf32>, %w: tensor<5x2xf32>) {
  // expected-error@+1 {{`Dense` with weights f32[5, 2] does not fit f32[3]}}
  %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<5x2xf32>) -> tensor<?x5xf32>
  return
}

// -----

func.func @dense_c1_rank(%x: tensor<?x3xf32>, %w: tensor<3xf32>) {
  // expected-error@+1 {{`Dense` with weights f32[3] does not fit f32[3]}}
  %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @dense_c1_scalar(%x: tensor<f32>, %w: tensor<5x3xf32>) {
  // expected-error@+1 {{does not fit f32}}
  %y = nn.dense %x, %w : (tensor<f32>, tensor<5x3xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @dense_c1_rows(%x: tensor<3xf32>, %w: tensor<?x3xf32>) {
  // expected-error@+1 {{`Dense` with weights f32[3] does not fit f32[3]}}
  %y = nn.dense %x, %w : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @dense_c2(%x: tensor<?x3xf32>, %w: tensor<5x3xf32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{`Dense` with weights f32[5, 3] has a bias of f32[5], not f32[3]}}
  %y = nn.dense %x, %w, %b : (tensor<?x3xf32>, tensor<5x3xf32>, tensor<3xf32>) -> tensor<?x5xf32>
  return
}

// -----

func.func @nn_c1(%x: tensor<?x3xf32>, %w: tensor<5x?xf32>) {
  // expected-error@+1 {{operand #1 must be tensor of real numbers (no dimension but the rows dynamic)}}
  %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<5x?xf32>) -> tensor<?x5xf32>
  return
}

// -----

func.func @nn_c2(%x: tensor<?x3xf32>, %w: tensor<5x3xf64>) {
  // expected-error@+1 {{all its real numbers have one format}}
  %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<5x3xf64>) -> tensor<?x5xf32>
  return
}

// -----

func.func @weights_are_real(%x: tensor<?x3xf32>, %w: tensor<5x3xi32>) {
  // expected-error@+1 {{operand #1 must be tensor of real numbers}}
  %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<5x3xi32>) -> tensor<?x5xf32>
  return
}

// `nn.combine_parts` adds the parts, the first dimension, of which the first are there.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%parts: tensor<4x3x5xf32>, %numbers: tensor<2xf64>, %count: index) {
  // CHECK: nn.combine_parts %{{.*}}, %{{.*}} : (tensor<4x3x5xf32>, index) -> tensor<3x5xf32>
  %sum = nn.combine_parts %parts, %count : (tensor<4x3x5xf32>, index) -> tensor<3x5xf32>
  // CHECK: nn.combine_parts %{{.*}}, %{{.*}} : (tensor<2xf64>, index) -> tensor<f64>
  %all = nn.combine_parts %numbers, %count : (tensor<2xf64>, index) -> tensor<f64>
  return
}

// -----

func.func @three(%parts: tensor<3x5xf32>, %count: index) {
  // expected-error @+1 {{needs a power of two of parts}}
  %sum = nn.combine_parts %parts, %count : (tensor<3x5xf32>, index) -> tensor<5xf32>
  return
}

// -----

func.func @none(%number: tensor<f32>, %count: index) {
  // expected-error @+1 {{needs a power of two of parts}}
  %sum = nn.combine_parts %number, %count : (tensor<f32>, index) -> tensor<f32>
  return
}

// -----

// combine_parts_c1
func.func @other_sum(%parts: tensor<4x5xf32>, %count: index) {
  // expected-error @+1 {{computes what has the dimensions of a part}}
  %sum = nn.combine_parts %parts, %count : (tensor<4x5xf32>, index) -> tensor<4xf32>
  return
}

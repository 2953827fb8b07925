// `nn.slice` takes a part of every row and `nn.unslice` puts it back among zeros.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x4x6xf32>, %y: tensor<?x2xf32>) {
  // CHECK: nn.slice %{{.*}} {drop = array<i64: 1>, sizes = array<i64: 2, 1>, starts = array<i64: 1, 5>} : (tensor<?x4x6xf32>) -> tensor<?x2xf32>
  // CHECK: nn.unslice %{{.*}} {drop = array<i64: 1>, sizes = array<i64: 2, 1>, starts = array<i64: 1, 5>} : (tensor<?x2xf32>, tensor<?x4x6xf32>) -> tensor<?x4x6xf32>
  %s = nn.slice %x {starts = array<i64: 1, 5>, sizes = array<i64: 2, 1>,
    drop = array<i64: 1>} : (tensor<?x4x6xf32>) -> tensor<?x2xf32>
  %u = nn.unslice %y, %x {starts = array<i64: 1, 5>, sizes = array<i64: 2, 1>,
    drop = array<i64: 1>} : (tensor<?x2xf32>, tensor<?x4x6xf32>) -> tensor<?x4x6xf32>
  return
}

// -----

func.func @slice_c1_end(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{slice 2..4 is outside of axis 0 of f32[3], which has 3 elements}}
  %s = nn.slice %x {starts = array<i64: 2>, sizes = array<i64: 2>, drop = array<i64>}
    : (tensor<?x3xf32>) -> tensor<?x2xf32>
  return
}

// -----

func.func @slice_c1_start(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{slice -1..1 is outside of axis 0 of f32[3]}}
  %s = nn.slice %x {starts = array<i64: -1>, sizes = array<i64: 2>, drop = array<i64>}
    : (tensor<?x3xf32>) -> tensor<?x2xf32>
  return
}

// -----

func.func @slice_c1_empty(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{slice 1..1 is outside of axis 0 of f32[3]}}
  %s = nn.slice %x {starts = array<i64: 1>, sizes = array<i64: 0>, drop = array<i64>}
    : (tensor<?x3xf32>) -> tensor<?x0xf32>
  return
}

// -----

func.func @slice_c1_overflow(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{is outside of axis 0 of f32[3]}}
  %s = nn.slice %x {starts = array<i64: 9223372036854775807>, sizes = array<i64: 1>,
    drop = array<i64>} : (tensor<?x3xf32>) -> tensor<?x1xf32>
  return
}

// -----

func.func @slice_c1_rank(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{a slice of f32[3] needs a start and a size for each dimension}}
  %s = nn.slice %x {starts = array<i64: 0, 0>, sizes = array<i64: 1, 1>, drop = array<i64>}
    : (tensor<?x3xf32>) -> tensor<?x1xf32>
  return
}

// -----

func.func @slice_c2(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{dimension 0 of a slice is dropped but does not have size 1}}
  %s = nn.slice %x {starts = array<i64: 0>, sizes = array<i64: 2>, drop = array<i64: 0>}
    : (tensor<?x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @slice_c2_twice(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{dimension 0 of a slice is dropped}}
  %s = nn.slice %x {starts = array<i64: 0>, sizes = array<i64: 1>, drop = array<i64: 0, 0>}
    : (tensor<?x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @unslice_c1(%y: tensor<?x2xf32>, %x: tensor<?x3xf32>) {
  // expected-error@+1 {{slice of f32[3] is f32[1], not f32[2]}}
  %u = nn.unslice %y, %x {starts = array<i64: 2>, sizes = array<i64: 1>, drop = array<i64>}
    : (tensor<?x2xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @slice_c1_unslice(%y: tensor<?x2xf32>, %x: tensor<?x3xf32>) {
  // expected-error@+1 {{slice 2..4 is outside of axis 0}}
  %u = nn.unslice %y, %x {starts = array<i64: 2>, sizes = array<i64: 2>, drop = array<i64>}
    : (tensor<?x2xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

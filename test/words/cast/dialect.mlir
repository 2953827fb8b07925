// `nn.cast` keeps the shape and gives real numbers.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x3xi32>) {
  // CHECK: nn.cast %{{.*}} : (tensor<?x3xi32>) -> tensor<?x3xf32>
  %y = nn.cast %x : (tensor<?x3xi32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @cast_c1(%x: tensor<?x3xi32>) {
  // expected-error@+1 {{makes 'tensor<?xf32>' of 'tensor<?x3xi32>'}}
  %y = nn.cast %x : (tensor<?x3xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @cast_of_numbers(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{must be tensor of class indices}}
  %y = nn.cast %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

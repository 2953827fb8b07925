// `nn.argmax` takes an axis away and gives 32-bit indices.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x3x5xf32>) {
  // CHECK: nn.argmax %{{.*}} {axis = 1 : i64} : (tensor<?x3x5xf32>) -> tensor<?x5xi32>
  %y = nn.argmax %x {axis = 1} : (tensor<?x3x5xf32>) -> tensor<?x5xi32>
  return
}

// -----

func.func @argmax_c1(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axis 2 is no dimension of 'tensor<?x3xf32>'}}
  %y = nn.argmax %x {axis = 2} : (tensor<?x3xf32>) -> tensor<?xi32>
  return
}

// -----

func.func @argmax_c1_negative(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axis -1 is no dimension of}}
  %y = nn.argmax %x {axis = -1} : (tensor<?x3xf32>) -> tensor<?xi32>
  return
}

// -----

func.func @argmax_type(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{are incompatible with return type(s)}}
  %y = nn.argmax %x {axis = 1} : (tensor<?x3xf32>) -> tensor<?x3xi32>
  return
}

// `nn.softmax` and `nn.log_softmax` keep the type.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf32>) {
  // CHECK: nn.softmax %{{.*}} {axis = 1 : i64} : (tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  // CHECK: nn.log_softmax %{{.*}} {axis = 2 : i64} : (tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  %y = nn.softmax %x {axis = 1} : (tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  %z = nn.log_softmax %x {axis = 2} : (tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  return
}

// -----

func.func @softmax_c1(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axis 2 is no dimension of 'tensor<?x3xf32>'}}
  %y = nn.softmax %x {axis = 2} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @softmax_c1_log(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axis -1 is no dimension of 'tensor<?x3xf32>'}}
  %y = nn.log_softmax %x {axis = -1} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// `nn.stop_gradient` keeps the type.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x3xf32>) {
  // CHECK: nn.stop_gradient %{{.*}} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %y = nn.stop_gradient %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @stop_gradient_type(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{are incompatible with return type(s)}}
  %y = nn.stop_gradient %x : (tensor<?x3xf32>) -> tensor<?x2xf32>
  return
}

// A row of Activations.td is an op on a tensor or a number; its numbers are
// attributes with defaults.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x3xf32>, %n: f64) {
  // CHECK: nn.leaky_relu %{{.*}} {slope = 2.000000e-01 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  // CHECK: nn.leaky_relu %{{.*}} : (f64) -> f64
  %relu = nn.relu %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %leaky_relu = nn.leaky_relu %x {slope = 0.2} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %elu = nn.elu %x {alpha = 0.5} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %selu = nn.selu %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %gelu = nn.gelu %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %silu = nn.silu %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %tanh = nn.tanh %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %sigmoid = nn.sigmoid %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %softplus = nn.softplus %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %hard_sigmoid = nn.hard_sigmoid %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %hard_swish = nn.hard_swish %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %y = nn.leaky_relu %n : (f64) -> f64
  return
}

// -----

func.func @number_is_f64(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{attribute 'slope' failed to satisfy constraint: 64-bit float attribute}}
  %y = nn.leaky_relu %x {slope = 2} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @result_type(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{are incompatible with return type(s)}}
  %y = nn.tanh %x : (tensor<?x3xf32>) -> tensor<?x2xf32>
  return
}

// -----

func.func @x_is_real(%x: tensor<?x3xi32>) {
  // expected-error@+1 {{operand #0 must be tensor of real numbers}}
  %y = nn.relu %x : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return
}

// -----

func.func @nn_c1(%x: tensor<?x?xf32>) {
  // expected-error@+1 {{operand #0 must be tensor of real numbers}}
  %y = nn.relu %x : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return
}

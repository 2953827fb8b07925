// Letters of `nn.einsum` name dimensions.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%a: tensor<?x5xf32>, %b: tensor<5x3xf32>) {
  // CHECK: nn.einsum "no,oi->ni" %{{.*}} : (tensor<?x5xf32>, tensor<5x3xf32>) -> tensor<?x3xf32>
  %y = nn.einsum "no,oi->ni" %a, %b : (tensor<?x5xf32>, tensor<5x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @einsum_c1_rank(%a: tensor<?x5xf32>, %b: tensor<5x3xf32>) {
  // expected-error@+1 {{einsum "no,o->n" does not fit 'tensor<5x3xf32>'}}
  %y = nn.einsum "no,o->n" %a, %b : (tensor<?x5xf32>, tensor<5x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @einsum_c1_size(%a: tensor<?x5xf32>, %b: tensor<2x3xf32>) {
  // expected-error@+1 {{letter `o` of einsum "no,oi->ni" is both 5 and 2}}
  %y = nn.einsum "no,oi->ni" %a, %b : (tensor<?x5xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @einsum_c2_result(%a: tensor<?x5xf32>, %b: tensor<5x3xf32>) {
  // expected-error@+1 {{letter `k` of the result of einsum "no,oi->nk" is in no operand}}
  %y = nn.einsum "no,oi->nk" %a, %b : (tensor<?x5xf32>, tensor<5x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @einsum_c2_twice(%a: tensor<5x5xf32>, %b: tensor<5x3xf32>) {
  // expected-error@+1 {{does not name each dimension of a tensor by a letter of its own}}
  %y = nn.einsum "oo,oi->i" %a, %b : (tensor<5x5xf32>, tensor<5x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @einsum_c2_sign(%a: tensor<5xf32>, %b: tensor<5xf32>) {
  // expected-error@+1 {{does not name each dimension of a tensor by a letter of its own}}
  %y = nn.einsum "o,o,->" %a, %b : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
  return
}

// -----

func.func @einsum_c3(%a: tensor<?x5xf32>, %b: tensor<5x3xf32>) {
  // expected-error@+1 {{letter `i` of einsum "no,oi->n" occurs only once}}
  %y = nn.einsum "no,oi->n" %a, %b : (tensor<?x5xf32>, tensor<5x3xf32>) -> tensor<?xf32>
  return
}

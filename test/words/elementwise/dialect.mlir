// Operands of a row of Arithmetic.td have one shape, or are numbers, which fit
// any.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%a: tensor<?x3xf32>, %b: tensor<?x3xf32>, %n: f32) {
  // CHECK: nn.sub %{{.*}} : (tensor<?x3xf32>, f32) -> tensor<?x3xf32>
  // CHECK: nn.clamp %{{.*}} {max = 1.000000e+00 : f64, min = -1.000000e+00 : f64}
  %add = nn.add %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %sub = nn.sub %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %mul = nn.mul %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %div = nn.div %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %max = nn.max %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %min = nn.min %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %lt = nn.lt %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %le = nn.le %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %gt = nn.gt %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %ge = nn.ge %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %eq = nn.eq %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %ne = nn.ne %a, %b : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %minus = nn.sub %a, %n : (tensor<?x3xf32>, f32) -> tensor<?x3xf32>
  %both = nn.add %n, %n : (f32, f32) -> f32
  %select = nn.select %a, %b, %n
    : (tensor<?x3xf32>, tensor<?x3xf32>, f32) -> tensor<?x3xf32>
  %neg = nn.neg %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %exp = nn.exp %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %log = nn.log %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %sqrt = nn.sqrt %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %abs = nn.abs %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %erf = nn.erf %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %expm1 = nn.expm1 %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %clamp = nn.clamp %a {min = -1.0, max = 1.0} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @elementwise_c1(%a: tensor<?x3xf32>, %b: tensor<?x2xf32>) {
  // expected-error@+1 {{operands of `*` have different shapes: f32[3] and f32[2]}}
  %y = nn.mul %a, %b : (tensor<?x3xf32>, tensor<?x2xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @elementwise_c1_rows(%a: tensor<?x3xf32>, %b: tensor<7x3xf32>) {
  // expected-error@+1 {{operands of `max` have different shapes: f32[3] and f32[7, 3]}}
  %y = nn.max %a, %b : (tensor<?x3xf32>, tensor<7x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @elementwise_c1_select(%a: tensor<?x3xf32>, %b: tensor<?x2xf32>, %n: f32) {
  // expected-error@+1 {{have different shapes}}
  %y = nn.select %a, %n, %b : (tensor<?x3xf32>, f32, tensor<?x2xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @nn_c2(%a: tensor<?x3xf32>, %n: f64) {
  // expected-error@+1 {{all its real numbers have one format}}
  %y = nn.add %a, %n : (tensor<?x3xf32>, f64) -> tensor<?x3xf32>
  return
}

// -----

func.func @number_is_required(%a: tensor<?x3xf32>) {
  // expected-error@+1 {{requires attribute 'max'}}
  %y = nn.clamp %a {min = 0.0} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

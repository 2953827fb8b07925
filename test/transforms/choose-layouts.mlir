// A weight that its layer reads transposed lies so, with gradient and states; what made
// them makes them so.
// RUN: plexus-opt %s -plx-choose-layouts=vector-bytes=32 | FileCheck %s

#rows = affine_map<(b, o, i) -> (b, o)>
#inputs = affine_map<(b, o, i) -> (b, i)>
#weights = affine_map<(b, o, i) -> (o, i)>
#parts = affine_map<(b, o, i) -> (b floordiv 4, o, i)>
#all = affine_map<(o, i) -> (o, i)>
#bias = affine_map<(o, i) -> (o)>

// CHECK-DAG: #[[ROWS:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[INPUTS:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[WEIGHTS:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[ALL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[BIAS:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK: module attributes {{.*}}plx.columns = {w = 8 : i64, w.m = 8 : i64}

// CHECK: func.func @predict(%[[W:.*]]: tensor<3x8xf32> {nn.parameter = "w"}, %[[FEW:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[COPY:.*]] = tensor.empty
// CHECK-NEXT: %[[TURNED:.*]] = linalg.transpose ins(%[[FEW]]
// CHECK-NEXT: return %[[W]], %[[TURNED]]
module {
func.func @predict(%w: tensor<8x3xf32> {nn.parameter = "w"}, %few: tensor<2x3xf32> {nn.parameter = "few"})
    -> (tensor<3x8xf32> {nn.output = "y"}, tensor<3x2xf32> {nn.output = "z"}) {
  %empty = tensor.empty() : tensor<3x8xf32>
  %read = linalg.transpose ins(%w : tensor<8x3xf32>) outs(%empty : tensor<3x8xf32>) permutation = [1, 0]
  %small = tensor.empty() : tensor<3x2xf32>
  %other = linalg.transpose ins(%few : tensor<2x3xf32>) outs(%small : tensor<3x2xf32>) permutation = [1, 0]
  return %read, %other : tensor<3x8xf32>, tensor<3x2xf32>
}

// CHECK: func.func @step({{.*}}, %[[W:.*]]: tensor<3x8xf32> {nn.parameter = "w"}, %[[M:.*]]: tensor<3x8xf32> {nn.state = "w.m"}, %[[B:.*]]: tensor<8xf32>
// CHECK-NOT: linalg.transpose
// CHECK: %[[G:.*]] = linalg.generic {indexing_maps = [#[[ROWS]], #[[INPUTS]], #[[WEIGHTS]]], iterator_types = ["reduction", "parallel", "parallel"]} ins(%{{.*}}, %{{.*}} :
// CHECK: linalg.generic {indexing_maps = [#[[ALL]], #[[BIAS]], #[[ALL]], #[[ALL]]], {{.*}} ins(%[[G]], %[[B]] : tensor<3x8xf32>, tensor<8xf32>) outs(%[[W]], %[[M]] :
// CHECK: linalg.index 1
// CHECK: return
func.func @step(%dy: tensor<?x8xf32> {nn.input = "dy"}, %x: tensor<?x3xf32> {nn.input = "x"}, %w: tensor<8x3xf32> {nn.parameter = "w"},
    %m: tensor<8x3xf32> {nn.state = "w.m"}, %b: tensor<8xf32> {nn.parameter = "b"})
    -> (tensor<8x3xf32> {nn.parameter = "w"}, tensor<8x3xf32> {nn.state = "w.m"}) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<8x3xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<8x3xf32>) -> tensor<8x3xf32>
  %g = linalg.generic {indexing_maps = [#rows, #inputs, #weights], iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%dy, %x : tensor<?x8xf32>, tensor<?x3xf32>) outs(%start : tensor<8x3xf32>) {
  ^bb0(%p: f32, %q: f32, %sum: f32):
    %next = math.fma %p, %q, %sum : f32
    linalg.yield %next : f32
  } -> tensor<8x3xf32>
  %new:2 = linalg.generic {indexing_maps = [#all, #bias, #all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%g, %b : tensor<8x3xf32>, tensor<8xf32>) outs(%w, %m : tensor<8x3xf32>, tensor<8x3xf32>) {
  ^bb0(%slope: f32, %bias: f32, %old: f32, %moment: f32):
    %row = linalg.index 0 : index
    %number = arith.index_cast %row : index to i32
    %real = arith.sitofp %number : i32 to f32
    %c = arith.addf %slope, %real : f32
    %d = arith.addf %old, %bias : f32
    linalg.yield %c, %d : f32, f32
  } -> (tensor<8x3xf32>, tensor<8x3xf32>)
  return %new#0, %new#1 : tensor<8x3xf32>, tensor<8x3xf32>
}

// Sums in parts are transposed in each part; what else uses a gradient gets a copy.
// CHECK: func.func @gradients
// CHECK: linalg.generic {{.*}} outs(%{{.*}} : tensor<2x3x8xf32>)
// CHECK: %[[HALF:.*]] = tensor.extract_slice %{{.*}}[1, 0, 0] [1, 3, 8] [1, 1, 1]
// CHECK: linalg.transpose ins(%[[HALF]] : tensor<1x3x8xf32>) {{.*}} permutation = [0, 2, 1]
// CHECK: return
func.func @gradients(%dy: tensor<?x8xf32> {nn.input = "dy"}, %x: tensor<?x3xf32> {nn.input = "x"})
    -> (tensor<8x3xf32> {nn.gradient = "w"}, tensor<1x8x3xf32> {nn.output = "other"}) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x8x3xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
  %g = linalg.generic {indexing_maps = [#rows, #inputs, #parts], iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%dy, %x : tensor<?x8xf32>, tensor<?x3xf32>) outs(%start : tensor<2x8x3xf32>) {
  ^bb0(%p: f32, %q: f32, %sum: f32):
    %next = math.fma %p, %q, %sum : f32
    linalg.yield %next : f32
  } -> tensor<2x8x3xf32>
  %first = tensor.extract_slice %g[0, 0, 0] [1, 8, 3] [1, 1, 1] : tensor<2x8x3xf32> to tensor<1x8x3xf32>
  %second = tensor.extract_slice %g[1, 0, 0] [1, 8, 3] [1, 1, 1] : tensor<2x8x3xf32> to tensor<1x8x3xf32>
  %whole = tensor.empty() : tensor<8x3xf32>
  %sum = linalg.generic {indexing_maps = [affine_map<(o, i) -> (0, o, i)>, affine_map<(o, i) -> (0, o, i)>, #all], iterator_types = ["parallel", "parallel"]}
      ins(%first, %second : tensor<1x8x3xf32>, tensor<1x8x3xf32>) outs(%whole : tensor<8x3xf32>) {
  ^bb0(%p: f32, %q: f32, %old: f32):
    %s = arith.addf %p, %q : f32
    linalg.yield %s : f32
  } -> tensor<8x3xf32>
  return %sum, %second : tensor<8x3xf32>, tensor<1x8x3xf32>
}

// What is read both ways is computed once, and copied for one of them.
// CHECK: func.func @evaluate
// CHECK: %[[P:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<3x8xf32>)
// CHECK: %[[COPY:.*]] = linalg.transpose ins(%[[P]] : tensor<3x8xf32>)
// CHECK: linalg.generic {{.*}} ins(%[[COPY]], %[[P]] : tensor<8x3xf32>, tensor<3x8xf32>)
func.func @evaluate(%w: tensor<8x3xf32> {nn.parameter = "w"}) -> (tensor<8x3xf32> {nn.gradient = "w"}) {
  %e = tensor.empty() : tensor<8x3xf32>
  %p = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%w : tensor<8x3xf32>) outs(%e : tensor<8x3xf32>) {
  ^bb0(%x: f32, %o: f32):
    %s = arith.mulf %x, %x : f32
    linalg.yield %s : f32
  } -> tensor<8x3xf32>
  %q = linalg.generic {indexing_maps = [affine_map<(o, i) -> (o mod 8, i mod 3)>, #all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%p, %p : tensor<8x3xf32>, tensor<8x3xf32>) outs(%e : tensor<8x3xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.subf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<8x3xf32>
  return %q : tensor<8x3xf32>
}

// Transposes of other dimensions stay.
// CHECK: func.func @statistics
// CHECK: linalg.transpose {{.*}} permutation = [0, 2, 1]
// CHECK: linalg.transpose {{.*}} permutation = [1, 0, 2]
func.func @statistics(%x: tensor<2x3x4xf32> {nn.input = "x"}) -> (tensor<4x2x3xf32> {nn.result = "z"}) {
  %e = tensor.empty() : tensor<2x4x3xf32>
  %t = linalg.transpose ins(%x : tensor<2x3x4xf32>) outs(%e : tensor<2x4x3xf32>) permutation = [0, 2, 1]
  %f = tensor.empty() : tensor<4x2x3xf32>
  %u = linalg.transpose ins(%t : tensor<2x4x3xf32>) outs(%f : tensor<4x2x3xf32>) permutation = [1, 0, 2]
  return %u : tensor<4x2x3xf32>
}
}

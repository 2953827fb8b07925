// A sum becomes a kernel, which takes in the elementwise ops that use its elements.
// RUN: plexus-opt %s -split-input-file -plx-form-kernels -canonicalize | FileCheck %s

// Bias and activation are computed of the sum; what stands before the activation is
// still wanted, so it is a result too. Six rows of two vectors are computed at once.
#mk = affine_map<(d0, d1, d2) -> (d0, d1)>
#kn = affine_map<(d0, d1, d2) -> (d1, d2)>
#mn = affine_map<(d0, d1, d2) -> (d0, d2)>
#id = affine_map<(d0, d1) -> (d0, d1)>
#column = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: @layer
// CHECK-NOT: linalg
// CHECK: %[[K:.*]]:3 = tile.kernel loops(i, sum k, j) tile(6, 16) ins(%x[i, k] : tensor<?x3xf32>, %w[k, j] : tensor<3x40xf32>)
// CHECK-SAME: epilogue_ins(%b[j] : tensor<40xf32>) outs(%{{.*}}[i, j] : tensor<?x40xf32>, %{{.*}}[i, j] : tensor<?x40xf32>, %{{.*}}[i, j] : tensor<?x40xf32>) initial(0.000000e+00 : f32) accumulate {
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[W:.*]]: f32, %[[ACC:.*]]: f32):
// CHECK-NEXT: %[[FMA:.*]] = math.fma %[[X]], %[[W]], %[[ACC]]
// CHECK-NEXT: tile.yield %[[FMA]]
// CHECK: } epilogue {
// CHECK-NEXT: ^bb0(%[[SUM:.*]]: f32, %[[B:.*]]: f32):
// CHECK-NEXT: %[[Z:.*]] = arith.addf %[[SUM]], %[[B]]
// CHECK-NEXT: %[[H:.*]] = arith.mulf %[[Z]], %[[Z]]
// CHECK-NEXT: %[[N:.*]] = arith.negf %[[H]]
// CHECK-NEXT: tile.yield %[[Z]], %[[H]], %[[N]]
// CHECK: return %[[K]]#0, %[[K]]#1, %[[K]]#2
func.func @layer(%x: tensor<?x3xf32>, %w: tensor<3x40xf32>, %b: tensor<40xf32>) -> (tensor<?x40xf32>, tensor<?x40xf32>, tensor<?x40xf32>) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %rows = tensor.dim %x, %c0 : tensor<?x3xf32>
  %e = tensor.empty(%rows) : tensor<?x40xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x40xf32>) -> tensor<?x40xf32>
  %s = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%x, %w : tensor<?x3xf32>, tensor<3x40xf32>) outs(%f : tensor<?x40xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<?x40xf32>
  %z = linalg.generic {indexing_maps = [#id, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%s, %b : tensor<?x40xf32>, tensor<40xf32>) outs(%e : tensor<?x40xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = arith.addf %i, %j : f32
    linalg.yield %p : f32
  } -> tensor<?x40xf32>
  %h = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%z : tensor<?x40xf32>) outs(%e : tensor<?x40xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.mulf %i, %i : f32
    linalg.yield %p : f32
  } -> tensor<?x40xf32>
  %n = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%h : tensor<?x40xf32>) outs(%e : tensor<?x40xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.negf %i : f32
    linalg.yield %p : f32
  } -> tensor<?x40xf32>
  return %z, %h, %n : tensor<?x40xf32>, tensor<?x40xf32>, tensor<?x40xf32>
}

// -----

// Without rows as many vectors of columns are under way as rows would be.
#kn = affine_map<(d0, d1) -> (d0, d1)>
#n = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: @wide_bias
// CHECK: tile.kernel loops(sum k, j) tile(1, 64) ins(%g[k, j] : tensor<?x100xf32>)
func.func @wide_bias(%g: tensor<?x100xf32>) -> tensor<100xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<100xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<100xf32>) -> tensor<100xf32>
  %s = linalg.generic {indexing_maps = [#kn, #n], iterator_types = ["reduction", "parallel"]}
      ins(%g : tensor<?x100xf32>) outs(%f : tensor<100xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<100xf32>
  return %s : tensor<100xf32>
}

// -----

// An update reads what its destination held, at the element that it writes. Sums over
// rows have columns alone.
#kn = affine_map<(d0, d1) -> (d0, d1)>
#n = affine_map<(d0, d1) -> (d1)>
#id = affine_map<(d0) -> (d0)>
// CHECK-LABEL: @update
// CHECK-NOT: linalg
// CHECK: tile.kernel loops(sum k, j) tile(1, 8) ins(%g[k, j] : tensor<?x5xf32>) epilogue_ins(%b[j] : tensor<5xf32>) outs(%b[j] : tensor<5xf32>)
// CHECK: } epilogue {
// CHECK-NEXT: ^bb0(%[[SUM:.*]]: f32, %[[OLD:.*]]: f32):
// CHECK-NEXT: %{{.*}} = arith.subf %[[OLD]], %[[SUM]]
func.func @update(%g: tensor<?x5xf32>, %b: tensor<5xf32>) -> tensor<5xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<5xf32>) -> tensor<5xf32>
  %s = linalg.generic {indexing_maps = [#kn, #n], iterator_types = ["reduction", "parallel"]}
      ins(%g : tensor<?x5xf32>) outs(%f : tensor<5xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<5xf32>
  %u = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%s : tensor<5xf32>) outs(%b : tensor<5xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.subf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<5xf32>
  return %u : tensor<5xf32>
}

// -----

// Something uses the sum before the op that could be taken in.
#mk = affine_map<(d0, d1, d2) -> (d0, d1)>
#kn = affine_map<(d0, d1, d2) -> (d1, d2)>
#mn = affine_map<(d0, d1, d2) -> (d0, d2)>
#id = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: @used_before
// CHECK: tile.kernel
// CHECK: tensor.extract
// CHECK: linalg.generic
func.func @used_before(%x: tensor<2x3xf32>, %w: tensor<3x4xf32>) -> (tensor<2x4xf32>, f32) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%x, %w : tensor<2x3xf32>, tensor<3x4xf32>) outs(%f : tensor<2x4xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<2x4xf32>
  %first = tensor.extract %s[%c0, %c0] : tensor<2x4xf32>
  %h = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%s : tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.mulf %i, %first : f32
    linalg.yield %p : f32
  } -> tensor<2x4xf32>
  return %h, %first : tensor<2x4xf32>, f32
}

// -----

// What stays in plain loops: a sum along the last dimension, whose columns no
// operand has; one that goes on from numbers that are there; two sums in one.
#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#column = affine_map<(d0, d1) -> (d1)>
#none = affine_map<(d0, d1) -> ()>
// CHECK-LABEL: @others
// CHECK-NOT: tile.kernel
func.func @others(%x: tensor<2x3xf32>, %y: tensor<3xf32>) -> (tensor<2xf32>, tensor<3xf32>, tensor<f32>) {
  %zero = arith.constant 0.0 : f32
  %e2 = tensor.empty() : tensor<2xf32>
  %f2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<2xf32>) -> tensor<2xf32>
  %a = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<2x3xf32>) outs(%f2 : tensor<2xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<2xf32>
  %b = linalg.generic {indexing_maps = [#id, #column], iterator_types = ["reduction", "parallel"]}
      ins(%x : tensor<2x3xf32>) outs(%y : tensor<3xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<3xf32>
  %e = tensor.empty() : tensor<f32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<f32>) -> tensor<f32>
  %c = linalg.generic {indexing_maps = [#id, #none], iterator_types = ["reduction", "reduction"]}
      ins(%x : tensor<2x3xf32>) outs(%f : tensor<f32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<f32>
  return %a, %b, %c : tensor<2xf32>, tensor<3xf32>, tensor<f32>
}

// -----

// Parts of 128 rows have sums of their own, which the kernel adds. What uses the sum moves
// into the epilogue as it does elsewhere.
#ki = affine_map<(d0, d1, d2) -> (d1, d0)>
#kj = affine_map<(d0, d1, d2) -> (d1, d2)>
#pij = affine_map<(d0, d1, d2) -> (d1 floordiv 128, d0, d2)>
#ij = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: @parts
// CHECK-NOT: linalg
// CHECK: tile.kernel loops(i, sum k by 128, j) tile(8, 8) ins(%g[k, i] : tensor<?x3xf32>, %x[k, j] : tensor<?x5xf32>) epilogue_ins(%w[i, j] : tensor<3x5xf32>) outs(%w[i, j] : tensor<3x5xf32>)
// CHECK: arith.subf
// CHECK-NOT: combine_parts
func.func @parts(%g: tensor<?x3xf32>, %x: tensor<?x5xf32>, %w: tensor<3x5xf32>, %count: index) -> tensor<3x5xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x3x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x3x5xf32>) -> tensor<4x3x5xf32>
  %s = linalg.generic {indexing_maps = [#ki, #kj, #pij], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%g, %x : tensor<?x3xf32>, tensor<?x5xf32>) outs(%f : tensor<4x3x5xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<4x3x5xf32>
  %c = nn.combine_parts %s, %count : (tensor<4x3x5xf32>, index) -> tensor<3x5xf32>
  %u = linalg.generic {indexing_maps = [#ij, #ij], iterator_types = ["parallel", "parallel"]}
      ins(%c : tensor<3x5xf32>) outs(%w : tensor<3x5xf32>) {
  ^bb0(%d: f32, %o: f32):
    %p = arith.subf %o, %d : f32
    linalg.yield %p : f32
  } -> tensor<3x5xf32>
  return %u : tensor<3x5xf32>
}

// -----

// Parts that something else reads stay, and so does what combines them.
#kj = affine_map<(d0, d1) -> (d0, d1)>
#pj = affine_map<(d0, d1) -> (d0 floordiv 128, d1)>
// CHECK-LABEL: @kept_parts
// CHECK-NOT: tile.kernel
// CHECK: nn.combine_parts
func.func @kept_parts(%x: tensor<?x5xf32>, %count: index) -> (tensor<4x5xf32>, tensor<5xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %s = linalg.generic {indexing_maps = [#kj, #pj], iterator_types = ["reduction", "parallel"]}
      ins(%x : tensor<?x5xf32>) outs(%f : tensor<4x5xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    linalg.yield %p : f32
  } -> tensor<4x5xf32>
  %c = nn.combine_parts %s, %count : (tensor<4x5xf32>, index) -> tensor<5xf32>
  return %s, %c : tensor<4x5xf32>, tensor<5xf32>
}

// -----

// An update moves up to where its gradient is made, behind the last op that reads the
// weight, and its learning rate goes before it.
#ik = affine_map<(d0, d1, d2) -> (d0, d1)>
#kj = affine_map<(d0, d1, d2) -> (d1, d2)>
#ij = affine_map<(d0, d1, d2) -> (d0, d2)>
#ki = affine_map<(d0, d1, d2) -> (d1, d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: @moves_up
// CHECK-DAG: %[[RATE:.*]] = arith.truncf %lr
// CHECK-DAG: %[[READ:.*]] = tile.kernel {{.*}} ins(%g[i, k] : tensor<4x4xf32>, %w[k, j] : tensor<4x8xf32>)
// CHECK: %[[UPDATED:.*]] = tile.kernel {{.*}} ins(%g[k, i] : tensor<4x4xf32>, %x[k, j] : tensor<4x8xf32>) epilogue_ins(%w[i, j] : tensor<4x8xf32>) outs(%w[i, j] : tensor<4x8xf32>)
// CHECK: arith.mulf %[[RATE]],
// CHECK: %[[OTHER:.*]] = tile.kernel {{.*}} ins(%x[i, k] : tensor<4x8xf32>,
// CHECK: return %[[READ]], %[[OTHER]], %[[UPDATED]]
func.func @moves_up(%g: tensor<4x4xf32>, %x: tensor<4x8xf32>, %w: tensor<4x8xf32>, %v: tensor<8x8xf32>, %lr: f64) -> (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %d = linalg.generic {indexing_maps = [#ki, #kj, #ij], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%g, %x : tensor<4x4xf32>, tensor<4x8xf32>) outs(%f : tensor<4x8xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  %h = linalg.generic {indexing_maps = [#ik, #kj, #ij], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%g, %w : tensor<4x4xf32>, tensor<4x8xf32>) outs(%f : tensor<4x8xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  %y = linalg.generic {indexing_maps = [#ik, #kj, #ij], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%x, %v : tensor<4x8xf32>, tensor<8x8xf32>) outs(%f : tensor<4x8xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  %rate = arith.truncf %lr : f64 to f32
  %u = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%d : tensor<4x8xf32>) outs(%w : tensor<4x8xf32>) {
  ^bb0(%i: f32, %o: f32):
    %s = arith.mulf %rate, %i : f32
    %p = arith.subf %o, %s : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  return %h, %y, %u : tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
}

// -----

// An update waits for what reads the weight through a view. Numbers that are used again and
// again are moved once each.
#kj = affine_map<(d0, d1, d2) -> (d1, d2)>
#ij = affine_map<(d0, d1, d2) -> (d0, d2)>
#ki = affine_map<(d0, d1, d2) -> (d1, d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: @waits_for_views
// CHECK: tensor.extract_slice %w
// CHECK: linalg.generic
// CHECK: tile.kernel {{.*}} outs(%w[i, j]
func.func @waits_for_views(%g: tensor<4x4xf32>, %x: tensor<4x8xf32>, %w: tensor<4x8xf32>, %s0: f32) -> (tensor<2x8xf32>, tensor<4x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %view = tensor.extract_slice %w[1, 0] [2, 8] [1, 1] : tensor<4x8xf32> to tensor<2x8xf32>
  %d = linalg.generic {indexing_maps = [#ki, #kj, #ij], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%g, %x : tensor<4x4xf32>, tensor<4x8xf32>) outs(%f : tensor<4x8xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  %e2 = tensor.empty() : tensor<2x8xf32>
  %read = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%view : tensor<2x8xf32>) outs(%e2 : tensor<2x8xf32>) {
  ^bb0(%i: f32, %o: f32):
    %p = arith.negf %i : f32
    linalg.yield %p : f32
  } -> tensor<2x8xf32>
  %s1 = arith.mulf %s0, %s0 : f32
  %s2 = arith.mulf %s1, %s1 : f32
  %s3 = arith.mulf %s2, %s2 : f32
  %s4 = arith.mulf %s3, %s3 : f32
  %s5 = arith.mulf %s4, %s4 : f32
  %s6 = arith.mulf %s5, %s5 : f32
  %s7 = arith.mulf %s6, %s6 : f32
  %s8 = arith.mulf %s7, %s7 : f32
  %s9 = arith.mulf %s8, %s8 : f32
  %s10 = arith.mulf %s9, %s9 : f32
  %s11 = arith.mulf %s10, %s10 : f32
  %s12 = arith.mulf %s11, %s11 : f32
  %s13 = arith.mulf %s12, %s12 : f32
  %s14 = arith.mulf %s13, %s13 : f32
  %s15 = arith.mulf %s14, %s14 : f32
  %s16 = arith.mulf %s15, %s15 : f32
  %s17 = arith.mulf %s16, %s16 : f32
  %s18 = arith.mulf %s17, %s17 : f32
  %s19 = arith.mulf %s18, %s18 : f32
  %s20 = arith.mulf %s19, %s19 : f32
  %s21 = arith.mulf %s20, %s20 : f32
  %s22 = arith.mulf %s21, %s21 : f32
  %s23 = arith.mulf %s22, %s22 : f32
  %s24 = arith.mulf %s23, %s23 : f32
  %s25 = arith.mulf %s24, %s24 : f32
  %s26 = arith.mulf %s25, %s25 : f32
  %s27 = arith.mulf %s26, %s26 : f32
  %s28 = arith.mulf %s27, %s27 : f32
  %s29 = arith.mulf %s28, %s28 : f32
  %s30 = arith.mulf %s29, %s29 : f32
  %s31 = arith.mulf %s30, %s30 : f32
  %s32 = arith.mulf %s31, %s31 : f32
  %s33 = arith.mulf %s32, %s32 : f32
  %s34 = arith.mulf %s33, %s33 : f32
  %s35 = arith.mulf %s34, %s34 : f32
  %s36 = arith.mulf %s35, %s35 : f32
  %s37 = arith.mulf %s36, %s36 : f32
  %s38 = arith.mulf %s37, %s37 : f32
  %s39 = arith.mulf %s38, %s38 : f32
  %s40 = arith.mulf %s39, %s39 : f32
  %u = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%d : tensor<4x8xf32>) outs(%w : tensor<4x8xf32>) {
  ^bb0(%i: f32, %o: f32):
    %s = arith.mulf %s40, %i : f32
    %p = arith.subf %o, %s : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  return %read, %u : tensor<2x8xf32>, tensor<4x8xf32>
}

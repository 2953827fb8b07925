// Temporaries that are never alive together share bytes, others do not; the
// workspace is as large as the largest function needs, to the byte.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics -plx-plan-memory \
// RUN:   | FileCheck %s

// 160 bytes take 192, 4 rows of 16 numbers take 256.
// CHECK: module attributes {plx.capacity = 4 : i64, plx.workspace_bytes = 448 : i64}
module attributes {plx.capacity = 4 : i64} {
  // CHECK-LABEL: func.func @share(
  // CHECK-SAME: %[[WORKSPACE:[a-z0-9]+]]: memref<448xi8>, %[[ROWS:.*]]: index
  // CHECK: %[[FIRST:.*]] = arith.constant 0 : index
  // CHECK: %[[A:.*]] = memref.view %[[WORKSPACE]][%[[FIRST]]][] : memref<448xi8> to memref<40xf32>
  // CHECK: %[[BEHIND:.*]] = arith.constant 192 : index
  // CHECK: %[[B:.*]] = memref.view %[[WORKSPACE]][%[[BEHIND]]][%[[ROWS]]] : memref<448xi8> to memref<?x16xf32>
  // CHECK: %[[AGAIN:.*]] = arith.constant 0 : index
  // CHECK: %[[C:.*]] = memref.view %[[WORKSPACE]][%[[AGAIN]]][] : memref<448xi8> to memref<32xf32>
  // CHECK: memref.load %[[B]]
  func.func @share(%parameters: memref<64xi8>, %state: memref<0xi8>,
                   %workspace: memref<0xi8>, %rows: index, %v: f32) {
    %a = memref.alloc() : memref<40xf32>
    memref.store %v, %a[%rows] : memref<40xf32>
    %b = memref.alloc(%rows) : memref<?x16xf32>
    %x = memref.load %a[%rows] : memref<40xf32>
    memref.store %x, %b[%rows, %rows] : memref<?x16xf32>
    %c = memref.alloc() : memref<32xf32>
    memref.store %v, %c[%rows] : memref<32xf32>
    %y = memref.load %b[%rows, %rows] : memref<?x16xf32>
    memref.store %y, %c[%rows] : memref<32xf32>
    return
  }

  // A use through a view or inside of a loop keeps the bytes.
  // CHECK-LABEL: func.func @views(
  // CHECK-SAME: %[[WORKSPACE:[a-z0-9]+]]: memref<448xi8>
  // CHECK: arith.constant 0 : index
  // CHECK: arith.constant 64 : index
  // CHECK-NEXT: memref.view %[[WORKSPACE]]{{.*}} to memref<8xf32>
  // CHECK: arith.constant 0 : index
  // CHECK-NEXT: memref.view %[[WORKSPACE]]{{.*}} to memref<4xf32>
  func.func @views(%parameters: memref<64xi8>, %state: memref<0xi8>,
                   %workspace: memref<0xi8>, %rows: index, %v: f32) {
    %one = arith.constant 1 : index
    %a = memref.alloc() : memref<16xf32>
    %part = memref.subview %a[8] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 8>>
    %b = memref.alloc() : memref<8xf32>
    memref.store %v, %b[%one] : memref<8xf32>
    scf.for %i = %one to %rows step %one {
      memref.store %v, %part[%i] : memref<8xf32, strided<[1], offset: 8>>
    }
    %c = memref.alloc() : memref<4xf32>
    memref.store %v, %c[%one] : memref<4xf32>
    %x = memref.load %b[%one] : memref<8xf32>
    return
  }
}

// -----

module attributes {plx.capacity = 2147483647 : i64} {
  func.func @large(%parameters: memref<64xi8>, %state: memref<0xi8>,
                   %workspace: memref<0xi8>, %rows: index) {
    // expected-error@+1 {{a temporary is too large}}
    %a = memref.alloc(%rows) : memref<?x2147483647x2147483647xf64>
    return
  }
}

// -----

// expected-error@+1 {{the module has no plx.capacity}}
module {
}

// -----

module attributes {plx.capacity = 4 : i64} {
  // expected-error@+1 {{`bare` takes no workspace}}
  func.func @bare(%x: memref<3xf32>) {
    return
  }
}

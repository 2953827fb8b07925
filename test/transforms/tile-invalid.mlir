// What a kernel may not be.
// RUN: plexus-opt %s -split-input-file -verify-diagnostics

func.func @two_sums(%x: memref<2x3xf32>, %y: memref<3xf32>) {
  // expected-error @+1 {{needs one loop that sums}}
  tile.kernel loops(i, j) tile(1, 8) ins(%x[i, j] : memref<2x3xf32>) outs(%y[j] : memref<3xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @transposed(%x: memref<3x2xf32>, %y: memref<3xf32>) {
  // expected-error @+1 {{has columns that are not the last dimension of operand 0}}
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[j, k] : memref<3x2xf32>) outs(%y[j] : memref<3xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @sum_later(%x: memref<2x3xf32>, %y: memref<3xf32>) {
  // expected-error @+1 {{sums over operand 1, which is no input}}
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[k, j] : memref<2x3xf32>) epilogue_ins(%x[k, j] : memref<2x3xf32>) outs(%y[j] : memref<3xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32, %i: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @written_twice(%x: memref<2x3x4xf32>, %y: memref<4xf32>) {
  // expected-error @+1 {{writes an output more than once}}
  tile.kernel loops(i, sum k, j) tile(1, 8) ins(%x[i, k, j] : memref<2x3x4xf32>) outs(%y[j] : memref<4xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @other_elements(%x: memref<2x3xf32>, %y: memref<3xf64>) {
  // expected-error @+1 {{has a region `epilogue` that does not yield the elements}}
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[k, j] : memref<2x3xf32>) outs(%y[j] : memref<3xf64>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @no_such_loop(%x: memref<2x3xf32>, %y: memref<3xf32>) {
  // expected-error @+1 {{there is no loop `i`}}
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[i, j] : memref<2x3xf32>) outs(%y[j] : memref<3xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @nothing_to_count(%x: memref<2x3xf32>, %y: memref<4x3xf32>) {
  // expected-error @+1 {{has a loop of which no input has the dimension}}
  tile.kernel loops(i, sum k, j) tile(1, 8) ins(%x[k, j] : memref<2x3xf32>) outs(%y[i, j] : memref<4x3xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @any_columns(%x: memref<2x?xf32>, %y: memref<?xf32>) {
  // expected-error @+1 {{needs a fixed number of columns}}
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[k, j] : memref<2x?xf32>) outs(%y[j] : memref<?xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    tile.yield %i : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @narrow_panel(%x: memref<5x3xf32>, %w: memref<3x40xf32>, %panel: memref<3x8xf32>, %y: memref<5x40xf32>) {
  // expected-error @+1 {{needs a panel of 16 columns of the input's elements}}
  tile.kernel loops(i, sum k, j) tile(2, 16) ins(%x[i, k] : memref<5x3xf32>, %w[k, j] : memref<3x40xf32>) outs(%y[i, j] : memref<5x40xf32>)
      panel(%panel : memref<3x8xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @panel_for_nothing(%x: memref<5x40xf32>, %panel: memref<5x16xf32>, %y: memref<40xf32>) {
  // expected-error @+1 {{has a panel and no input for it}}
  tile.kernel loops(sum k, j) tile(1, 16) ins(%x[k, j] : memref<5x40xf32>) outs(%y[j] : memref<40xf32>)
      panel(%panel : memref<5x16xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @stack_without_parts(%x: memref<?x5xf32>, %stack: memref<2x5xf32>, %y: memref<5xf32>) {
  // expected-error @+1 {{has a stack and no parts}}
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[k, j] : memref<?x5xf32>) outs(%y[j] : memref<5xf32>)
      stack(%stack : memref<2x5xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @low_stack(%x: memref<1000x5xf32>, %stack: memref<1x5xf32>, %y: memref<5xf32>) {
  // expected-error @+1 {{needs a stack of 3 levels}}
  tile.kernel loops(sum k by 128, j) tile(1, 8) ins(%x[k, j] : memref<1000x5xf32>) outs(%y[j] : memref<5xf32>)
      stack(%stack : memref<1x5xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @stack_of_any_height(%x: memref<?x5xf32>, %stack: memref<?x5xf32>, %y: memref<5xf32>) {
  // expected-error @+1 {{needs a stack of sums as large as its outputs}}
  tile.kernel loops(sum k by 128, j) tile(1, 8) ins(%x[k, j] : memref<?x5xf32>) outs(%y[j] : memref<5xf32>)
      stack(%stack : memref<?x5xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @parts_of_any_size(%x: memref<?x?x5xf32>, %y: memref<?x5xf32>) {
  // expected-error @+1 {{needs outputs of a fixed size for sums in parts}}
  tile.kernel loops(i, sum k by 128, j) tile(1, 8) ins(%x[k, i, j] : memref<?x?x5xf32>) outs(%y[i, j] : memref<?x5xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

func.func @narrow_stack(%x: memref<?x5xf32>, %stack: memref<2x4xf32>, %y: memref<5xf32>) {
  // expected-error @+1 {{needs a stack of sums as large as its outputs}}
  tile.kernel loops(sum k by 128, j) tile(1, 8) ins(%x[k, j] : memref<?x5xf32>) outs(%y[j] : memref<5xf32>)
      stack(%stack : memref<2x4xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

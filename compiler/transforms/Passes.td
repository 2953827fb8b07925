//===- Passes.td - the passes of the compiler, one row each -*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_PASSES_TD
#define PLEXUS_COMPILER_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def Differentiate : Pass<"nn-differentiate", "::mlir::ModuleOp"> {
  let summary = "derive the entry points predict, evaluate, gradients and step";
  let description = [{
    Replaces the network by one function for each entry point. `step` and
    `gradients` hold the forward pass and, from each op's own rule, the
    derivative of the total loss in every parameter that is trained; nothing is
    derived for what no loss depends on, or what no parameter reaches.
    `statistics` holds both and numbers that describe every layer.
    Arguments and results carry what they are: `nn.input`, `nn.target`,
    `nn.parameter`, `nn.state`, `nn.scalar`; `nn.output`, `nn.result`,
    `nn.gradient`.
  }];
  let options = [Option<"statistics", "statistics", "bool", "true",
    "build the entry point `statistics`">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
    "::mlir::func::FuncDialect", "::mlir::tensor::TensorDialect"];
}

def LowerToLinalg : Pass<"nn-to-linalg", "::mlir::func::FuncOp"> {
  let summary = "replace every op by its meaning in structured ops";
  let dependentDialects = ["::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect"];
}

def ExpandParts : Pass<"plx-expand-parts", "::mlir::func::FuncOp"> {
  let summary = "add the parts of sums that no kernel adds";
  let description = [{
    `nn.combine_parts` becomes structured ops: a tensor of all parts that is
    halved until one is left.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def FuseElementwise : Pass<"plx-fuse-elementwise", "::mlir::func::FuncOp"> {
  let summary = "make one loop nest of chains of elementwise ops";
  let description = [{
    A structured op is computed inside the one that uses it where each of its
    elements is still computed once. What is only repeated, not computed, is
    repeated inside its user. No sum changes its order, so no bit changes.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect", "::mlir::affine::AffineDialect"];
}

def ChooseLayouts : Pass<"plx-choose-layouts", "::mlir::ModuleOp"> {
  let summary = "let weights lie as the layers that use them read them";
  let description = [{
    A weight of which a prediction wants nothing but the transpose lies column
    after column, with its gradient and the states of its optimizer, where that
    leaves few lanes of a vector idle. The attribute `plx.columns` of the module
    says how long the columns are. Transposes are moved through what computes
    gradients and updates; where one stays it is a copy. Files know nothing of
    it, and no sum changes its order, so no bit changes.
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "unsigned", "32", "bytes of a vector">];
  let dependentDialects = ["::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"];
}

def FormKernels : Pass<"plx-form-kernels", "::mlir::func::FuncOp"> {
  let summary = "make kernels of sums and of what is computed of their elements";
  let description = [{
    A structured op with one loop that sums becomes a `tile.kernel`, whose
    epilogue takes in the elementwise ops that use what it computes, so that they
    read it from registers. The tile, rows and columns at once, is chosen by the
    vectors of the target: as many accumulators as half of its registers. No sum
    changes its order, so no bit changes. What is not served stays as it is.
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "unsigned", "32", "bytes of a vector">,
    Option<"registers", "registers", "unsigned", "16", "vector registers">];
  let dependentDialects = ["::plexus::tile::TileDialect"];
}

def PackPanels : Pass<"plx-pack-panels", "::mlir::func::FuncOp"> {
  let summary = "give kernels memory for columns that lie side by side";
  let description = [{
    Rows of a weight that lie far from each other, thousands of bytes often, fall
    on few sets of a cache and on many pages. A kernel that reads as many columns
    of them as it computes at once, again for each few rows of the other operand,
    gets a `panel` to keep them in.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
}

def StackParts : Pass<"plx-stack-parts", "::mlir::func::FuncOp"> {
  let summary = "give kernels memory for sums of parts that wait for others";
  let description = [{
    The parts of a sum are combined as a balanced binary tree. While they are
    added one after the other, as many sums wait at most as the number of the last
    part has bits: as in a counter that counts in binary.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
}

def SeparateDestinations : Pass<"plx-separate-destinations", "::mlir::func::FuncOp"> {
  let summary = "give every op that writes a destination of its own";
  let description = [{
    Empty and freshly filled tensors that look alike have become one value.
    Bufferization would have to copy it for all but one of those who write to
    it, and to compare each with each; a destination for each writer costs
    nothing, as the plan of the memory lets them share bytes.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"];
}

def BindBuffers : Pass<"plx-bind-buffers", "::mlir::ModuleOp"> {
  let summary = "give every argument and result of an entry point its memory";
  let description = [{
    Every entry point becomes a function of bytes that the caller owns:
    parameters, state, workspace, gradients, results, the number of rows, the
    learning rate, seed, step, then one array for each input, target and output.
    Parameters and states are views into their arenas and are updated in place.
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect",
    "::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect"];
}

def PlanMemory : Pass<"plx-plan-memory", "::mlir::ModuleOp"> {
  let summary = "place every temporary in one workspace of known size";
  let description = [{
    A temporary lives from its allocation to its last use; those that are never
    alive together may share bytes. The size of the workspace, for the rows that
    the network was compiled for, becomes `plx.workspace_bytes` of the module.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect",
    "::mlir::arith::ArithDialect"];
}

def InterleaveLoops : Pass<"plx-interleave-loops", "::mlir::func::FuncOp"> {
  let summary = "compute long formulas of several vectors side by side";
  let description = [{
    Tells LLVM to do so, where a loop computes an activation such as gelu of each
    element. Each operation of such a formula waits for the one before, and a
    machine looks no further ahead than the next vector or two.
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "unsigned", "32", "bytes of a vector">];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def OutlineKernels : Pass<"plx-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "make a function of every loop nest of an entry point";
  let description = [{
    Many small functions are lowered and optimised in time that grows with the
    network; one large function is not. A kernel is named after the entry point
    and the value that it computes (`step.d_h`); one that only stores what was
    known or moves what was there ends in `.fill` or `.copy`. It is handed the
    bytes of each buffer, which overlap with those of no other, and views them
    itself; loop nests that are equal then,
    of several entry points or layers, become one function, which has the name
    of the first.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::memref::MemRefDialect"];
  let options = [
    Option<"share", "share", "bool", "true",
           "whether loop nests that are equal become one function">,
  ];
}

def LowerCopies : Pass<"plx-lower-copies", "::mlir::func::FuncOp"> {
  let summary = "replace memref.copy by linalg.copy, which becomes loops";
  let description = [{
    To LLVM a copy from or to a part of a buffer is a call of the function
    memrefCopy, which no program here has.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def LowerTransposes : Pass<"plx-lower-transposes", "::mlir::func::FuncOp"> {
  let summary = "turn square blocks of a matrix in registers";
  let description = [{
    A transposed copy of a matrix becomes loops over blocks of as many rows and
    columns as a vector has lanes. Smaller matrices stay `linalg.transpose`.
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "unsigned", "32", "bytes of a vector">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"];
}

def LowerKernels : Pass<"plx-lower-kernels", "::mlir::func::FuncOp"> {
  let summary = "make loops over vectors of kernels";
  let description = [{
    The accumulators of a tile are values that the loop of the sum carries, so
    they stay in registers. Columns that do not fill a vector are done by
    narrower ones, rows that do not fill a tile one by one.
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "unsigned", "32", "bytes of a vector">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
    "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"];
}

def LowerToLLVM : Pass<"plx-lower-to-llvm", "::mlir::ModuleOp"> {
  let summary = "replace loops, arithmetic and memory by the LLVM dialect";
  let description = [{
    The upstream patterns of all dialects that are left, in one conversion: one
    pass for each of them takes twice the time of everything before.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect", "::mlir::cf::ControlFlowDialect"];
}

def DebugInfo : Pass<"plx-debug-info", "::mlir::ModuleOp"> {
  let summary = "say in which line of the source each kernel is written";
  let description = [{
    Gives each function of the LLVM dialect a scope for debuggers and profilers
    and each instruction the place where its location begins. Files are named
    from `folder` on, so that machine code does not depend on where it lies.
  }];
  let options = [Option<"folder", "folder", "std::string", [{""}],
    "the folder that names of files are relative to">];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif

//===- Tile.td - kernels: what is computed together --------*- tablegen -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//===----------------------------------------------------------------------===//
//
// tile_c1: tensors before bufferization, buffers after it; a kernel has one kind.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_TILE_TILE_TD
#define PLEXUS_DIALECTS_TILE_TILE_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Tile_Dialect : Dialect {
  let name = "tile";
  let cppNamespace = "::plexus::tile";
  let summary = "Kernels: contractions with what is computed around them";
  let usePropertiesForAttributes = 1;
}

class Tile_Op<string mnemonic, list<Trait> traits = []>
    : Op<Tile_Dialect, mnemonic, traits>;

// tile.kernel loops(i, sum k, j) tile(4, 16) ins(%x[i, k] : tensor<?x3xf32>, ...)
//   epilogue_ins(...) outs(...) initial(0.0 : f32) accumulate {...} epilogue {...}
//   -> tensor<?x4xf32>
def Tile_KernelOp : Tile_Op<"kernel", [AttrSizedOperandSegments,
    DestinationStyleOpInterface,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "a contraction and what is computed of each of its elements";
  let description = [{
    For each index of the parallel loops: an accumulator begins as `initial`;
    along the one loop that sums, in the order of the index, it becomes what
    `accumulate` yields of the elements of `inputs` and of itself; what `epilogue`
    yields of it and of the elements of `epilogue_ins` goes to `outs`, each element
    of which is written once and read by nothing before. Where an epilogue input is
    the buffer of an output, it is read at the element that is written.

    Each operand is written with the loops that its dimensions follow: `%x[i, k]`.
    One loop sums, `loops(i, sum k, j)`; epilogue inputs and outputs leave it out, and
    outputs nothing else. The last parallel loop is that of **columns**: it is the last
    dimension of an operand or none. The one before is that of rows. `tile(4, 16)` are
    the rows and columns that are computed at once, in registers: what it says changes
    no bit. With `sum k by 128` each 128 indices, a part, have a sum of their own. These
    are added as a balanced binary tree: neighbours, 0 + 1, 2 + 3, ..., then the neighbours
    among these; the last without a neighbour goes up as it is. The epilogue takes the
    root.

    `panel` is memory, for as many terms as a sum has and as many columns as the tile,
    in which the columns of the input that is summed and has no rows (a weight) lie side
    by side while all rows are computed. `stack` is memory for sums of parts that wait
    for their neighbour: element [l, ...] for one of 2^l parts, so it has as many as the
    number of the last part has bits. What they hold before and after means nothing.
  }];
  let arguments = (ins Variadic<AnyShaped>:$inputs, Variadic<AnyShaped>:$epilogueInputs,
    Variadic<AnyShaped>:$outs, Optional<AnyMemRef>:$panel, Optional<AnyMemRef>:$stack,
    AffineMapArrayAttr:$maps, DenseBoolArrayAttr:$sums, TypedAttrInterface:$initial, DenseI64ArrayAttr:$tile,
    OptionalAttr<ConfinedAttr<I64Attr, [IntPositive]>>:$part);
  let regions = (region SizedRegion<1>:$accumulate, SizedRegion<1>:$epilogue);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The loop that sums.
    unsigned sumLoop();
    /// The parallel loops, from the outermost.
    ::llvm::SmallVector<unsigned> parallelLoops();
    /// The letters of the loops: k sums; of the others the last is j, that before
    /// it i, and so on.
    std::string letters();
    /// How often a loop runs: the size of the dimension of an input that follows
    /// it, which may be dynamic.
    int64_t extentOf(unsigned loop);
    /// How many sums of parts wait at most while so many terms are added: the
    /// number of the last part has so many bits.
    int64_t levelsOf(int64_t terms);
    /// The input whose columns `panel` can hold; null if there is none.
    ::mlir::OpOperand *panelInput();
    /// The loops that the dimensions of an operand but `panel` and `stack` follow.
    ::mlir::AffineMap mapOf(::mlir::OpOperand &operand);
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getOutsMutable(); }
  }];
}

def Tile_YieldOp : Tile_Op<"yield", [Pure, Terminator, ParentOneOf<["KernelOp"]>]> {
  let summary = "what a region of a kernel computes";
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "$values `:` type($values) attr-dict";
}

#endif

//===- Assembly.cpp - how a kernel is written -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/tile/Tile.h"

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace plexus::tile;

std::string KernelOp::letters() {
  std::string letters(getSums().size(), 'k');
  char letter = 'j';
  for (unsigned loop : llvm::reverse(parallelLoops()))
    letters[loop] = letter--;
  return letters;
}

void KernelOp::print(OpAsmPrinter &p) {
  std::string letters = this->letters();
  p << " loops(";
  for (auto [loop, isSum] : llvm::enumerate(getSums()))
    p << (loop ? ", " : "") << (isSum ? "sum " : "") << letters[loop]
      << (isSum && getPart() ? " by " + std::to_string(*getPart()) : "");
  p << ") tile(" << getTile()[0] << ", " << getTile()[1] << ")";
  auto group = [&](StringRef name, MutableOperandRange operands) {
    if (operands.empty())
      return;
    p << ' ' << name << '(';
    llvm::interleaveComma(operands, p, [&](OpOperand &operand) {
      p << operand.get() << '[';
      llvm::interleaveComma(
          mapOf(operand).getResults(), p, [&](AffineExpr loop) {
            p << letters[cast<AffineDimExpr>(loop).getPosition()];
          });
      p << "] : " << operand.get().getType();
    });
    p << ')';
  };
  group("ins", getInputsMutable());
  group("epilogue_ins", getEpilogueInputsMutable());
  group("outs", getOutsMutable());
  auto memory = [&](StringRef name, Value buffer) {
    if (buffer)
      p << ' ' << name << '(' << buffer << " : " << buffer.getType() << ')';
  };
  memory("panel", getPanel());
  memory("stack", getStack());
  p << " initial(" << getInitial() << ")";
  p.printOptionalAttrDict(
      getOperation()->getAttrs(),
      {"maps", "sums", "initial", "tile", "part", getOperandSegmentSizeAttr()});
  p << " accumulate ";
  p.printRegion(getAccumulate());
  p << " epilogue ";
  p.printRegion(getEpilogue());
  p.printOptionalArrowTypeList(getResultTypes());
}

namespace {
/// A kernel while it is read.
class Reader {
public:
  Reader(OpAsmParser &parser, OperationState &result)
      : parser(parser), b(parser.getBuilder()), result(result) {}

  ParseResult read() {
    TypedAttr initial;
    Region *accumulate = result.addRegion(), *epilogue = result.addRegion();
    if (readLoops() || readTile() || readGroup("ins") ||
        readGroup("epilogue_ins") || readGroup("outs") || readMemory("panel") ||
        readMemory("stack") || parser.parseKeyword("initial") ||
        parser.parseLParen() || parser.parseAttribute(initial) ||
        parser.parseRParen() ||
        parser.parseOptionalAttrDict(result.attributes) ||
        parser.parseKeyword("accumulate") || parser.parseRegion(*accumulate) ||
        parser.parseKeyword("epilogue") || parser.parseRegion(*epilogue) ||
        parser.parseOptionalArrowTypeList(result.types))
      return failure();
    result.addAttribute("initial", initial);
    result.addAttribute("sums", b.getDenseBoolArrayAttr(sums));
    result.addAttribute("maps", b.getArrayAttr(maps));
    result.addAttribute(KernelOp::getOperandSegmentSizeAttr(),
                        b.getDenseI32ArrayAttr(counts));
    return success();
  }

private:
  ParseResult readLoops() {
    return failure(
        parser.parseKeyword("loops") ||
        parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Paren,
                                       [&] { return readHeader(); }));
  }

  ParseResult readHeader() {
    sums.push_back(succeeded(parser.parseOptionalKeyword("sum")));
    if (failed(parser.parseKeyword(&letters.emplace_back())))
      return failure();
    if (!sums.back() || failed(parser.parseOptionalKeyword("by")))
      return success();
    int64_t part;
    if (failed(parser.parseInteger(part)))
      return failure();
    result.addAttribute("part", b.getI64IntegerAttr(part));
    return success();
  }

  ParseResult readTile() {
    SmallVector<int64_t> tile;
    if (parser.parseKeyword("tile") ||
        parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Paren, [&] {
          return parser.parseInteger(tile.emplace_back());
        }))
      return failure();
    result.addAttribute("tile", b.getDenseI64ArrayAttr(tile));
    return success();
  }

  ParseResult readGroup(StringRef name) {
    counts.push_back(0);
    if (failed(parser.parseOptionalKeyword(name)))
      return success();
    return parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Paren,
                                          [&] { return readOperand(); });
  }

  ParseResult readMemory(StringRef name) {
    counts.push_back(0);
    if (failed(parser.parseOptionalKeyword(name)))
      return success();
    ++counts.back();
    OpAsmParser::UnresolvedOperand buffer;
    Type type;
    return failure(parser.parseLParen() || parser.parseOperand(buffer) ||
                   parser.parseColonType(type) ||
                   parser.resolveOperand(buffer, type, result.operands) ||
                   parser.parseRParen());
  }

  ParseResult readOperand() {
    OpAsmParser::UnresolvedOperand operand;
    SmallVector<AffineExpr> dims;
    Type type;
    if (parser.parseOperand(operand) ||
        parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square,
                                       [&] { return readLoop(dims); }) ||
        parser.parseColonType(type))
      return failure();
    ++counts.back();
    maps.push_back(AffineMapAttr::get(
        AffineMap::get(letters.size(), 0, dims, b.getContext())));
    return parser.resolveOperand(operand, type, result.operands);
  }

  ParseResult readLoop(SmallVectorImpl<AffineExpr> &dims) {
    StringRef letter;
    SMLoc place = parser.getCurrentLocation();
    if (parser.parseKeyword(&letter))
      return failure();
    auto loop = llvm::find(letters, letter);
    if (loop == letters.end())
      return parser.emitError(place) << "there is no loop `" << letter << "`";
    dims.push_back(b.getAffineDimExpr(unsigned(loop - letters.begin())));
    return success();
  }

  OpAsmParser &parser;
  Builder &b;
  OperationState &result;
  SmallVector<StringRef> letters;
  SmallVector<bool> sums;
  SmallVector<Attribute> maps;
  SmallVector<int32_t> counts;
};
} // namespace

ParseResult KernelOp::parse(OpAsmParser &parser, OperationState &result) {
  return Reader(parser, result).read();
}

//===- Idx.cpp - The IDX files of MNIST and its relatives -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Idx.h"
#include "runtime/files/ByteReader.h"
#include "runtime/files/Errors.h"
#include "runtime/files/FileKind.h"
#include "runtime/files/ShownShape.h"
#include "shape/Numel.h"

#include <optional>

using namespace plexus;
using namespace plexus::host;

static std::optional<NumberType> typeOf(uint8_t code) {
  switch (code) {
  case 0x08:
    return NumberType::U8;
  case 0x09:
    return NumberType::I8;
  case 0x0B:
    return NumberType::I16;
  case 0x0C:
    return NumberType::I32;
  case 0x0D:
    return NumberType::F32;
  case 0x0E:
    return NumberType::F64;
  }
  return std::nullopt;
}

NumberArray plexus::host::parseIdx(Bytes bytes, const std::string &file) {
  ByteReader reader(bytes, file);
  auto fail = [&](const std::string &reason) -> void {
    throw Error(Status::BadData, file, reason);
  };
  if (!startOf(bytes).starts_with(std::string_view("\0\0", 2)))
    refuseOtherKind(startOf(bytes), file, Wanted::Array);
  auto magic = reader.take(4, "the IDX magic number");
  if (magic[0] != 0 || magic[1] != 0)
    fail("is not an IDX file: it does not start with two zero bytes");
  std::optional<NumberType> type = typeOf(magic[2]);
  if (!type)
    fail("has the IDX type " + std::to_string(magic[2]) +
         "; the types are 8, 9, 11, 12, 13 and 14");
  size_t rank = magic[3];
  if (rank == 0 || rank > maxFileRank)
    fail("has " + std::to_string(rank) + " dimensions; from 1 to " +
         std::to_string(maxFileRank) + " are possible");
  std::vector<uint64_t> shape;
  for (size_t i = 0; i < rank; ++i)
    shape.push_back(reader.u32Big("the dimensions"));
  std::optional<uint64_t> size =
      checkedBytes(shape, bytesOf(*type), maxFileRank);
  if (!size)
    fail("has the impossible shape " + shownShape(shape));
  if (*size != reader.remaining())
    fail("has " + counted(reader.remaining(), "byte") +
         " of data, but its shape " + shownShape(shape) + " takes " +
         std::to_string(*size));
  uint64_t offset = reader.offset();
  return {*type,
          /*bigEndian=*/true,
          /*columnMajor=*/false,
          std::move(shape),
          std::move(bytes),
          offset};
}

NumberArray plexus::host::readIdx(const std::string &path) {
  return parseIdx(readFile(path), path);
}

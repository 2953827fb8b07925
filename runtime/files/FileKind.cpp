//===- FileKind.cpp - What a file is that is not what it should be --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/FileKind.h"
#include "runtime/files/Errors.h"

#include <algorithm>

using namespace plexus::host;
using namespace std::string_view_literals;

namespace {
struct Row {
  std::string_view magic;
  size_t offset;           ///< of the magic
  std::string_view inside; ///< stands somewhere near the start
  std::string_view name;
  std::string_view forWeights, forData; ///< what to do
};
} // namespace

static constexpr std::string_view toWeights =
    "write its arrays with `safetensors.numpy.save_file`";
static constexpr std::string_view toData =
    "write its numbers with `numpy.save`, or as CSV";
static constexpr std::string_view stateDict =
    "save its state_dict with `safetensors.torch.save_file`";
static constexpr std::string_view decompress = "decompress it";
static constexpr std::string_view isWeights =
    "write the array with `numpy.save`, or as CSV";
static constexpr std::string_view asArray =
    "it is read where its name ends in `.npy` or the data record says `npy`";
static constexpr std::string_view asIdx =
    "it is read where its name ends in `.idx` or the data record says `idx`";
static constexpr std::string_view asGzip =
    "a file is decompressed, once, where its name ends in `.gz`";
static constexpr std::string_view page =
    "a server sent it in place of the file";
static constexpr std::string_view pointer = "`git lfs pull` gets the file";
static constexpr std::string_view workbook = "save its sheet as CSV";
static constexpr std::string_view unicode = "save it as UTF-8";

/// The first row that fits is taken.
static constexpr Row rows[] = {
    {"\x93NUMPY"sv, 0, "", "an NPY file", toWeights, asArray},
    {"\0\0\0\0{\""sv, 4, "", "a safetensors file", "", isWeights},
    {"PK\3\4"sv, 0, "data.pkl", "a torch.save archive", stateDict, toData},
    {"\x80\2\x8a\nl\xfc\x9c"sv, 0, "", "a torch.save file", stateDict, toData},
    {"PK\3\4"sv, 0, ".npy", "an NPZ archive", toWeights,
     "write each array with `numpy.save`"},
    {"PK\3\4"sv, 0, "xl/", "an Excel workbook", workbook, workbook},
    {"PK\3\4"sv, 0, "[Content_Types].xml", "an Excel workbook", workbook,
     workbook},
    {"PK\3\4"sv, 0, "", "a ZIP archive", "unpack it", "unpack it"},
    {"\x80\2"sv, 0, "", "a pickle", toWeights, toData},
    {"\x80\3"sv, 0, "", "a pickle", toWeights, toData},
    {"\x80\4"sv, 0, "", "a pickle", toWeights, toData},
    {"\x80\5"sv, 0, "", "a pickle", toWeights, toData},
    {"\x89HDF\r\n\x1a\n"sv, 0, "", "an HDF5 file", toWeights, toData},
    {"MATLAB 5.0 MAT-file"sv, 0, "", "a MATLAB file", toWeights, toData},
    {"PAR1\x15"sv, 0, "", "a Parquet file", toWeights, toData},
    {"ARROW1\0"sv, 0, "", "an Arrow file", toWeights, toData},
    {"GGUF\2\0\0\0"sv, 0, "", "a GGUF file", toWeights, toData},
    {"GGUF\3\0\0\0"sv, 0, "", "a GGUF file", toWeights, toData},
    {"\x1f\x8b\x08"sv, 0, "", "gzip data", asGzip, asGzip},
    {"BZh"sv, 0, "1AY&SY", "bzip2 data", decompress, decompress},
    {"\xfd"
     "7zXZ\0"sv,
     0, "", "xz data", decompress, decompress},
    {"\x28\xb5\x2f\xfd"sv, 0, "", "Zstandard data", decompress, decompress},
    {"version https://git-lfs.github.com/spec/"sv, 0, "",
     "a pointer of Git LFS", pointer, pointer},
    {"<!DOCTYPE html"sv, 0, "", "an HTML page", page, page},
    {"<!doctype html"sv, 0, "", "an HTML page", page, page},
    {"<html"sv, 0, "", "an HTML page", page, page},
    {"<HTML"sv, 0, "", "an HTML page", page, page},
    {"\xff\xfe"sv, 0, "", "text in UTF-16", unicode, unicode},
    {"\xfe\xff"sv, 0, "", "text in UTF-16", unicode, unicode},
    {"\0\0\x08\1"sv, 0, "", "an IDX file", toWeights, asIdx},
    {"\0\0\x08\3"sv, 0, "", "an IDX file", toWeights, asIdx},
};

static constexpr Row textRow = {
    "",
    0,
    "",
    "a text file",
    "weights are safetensors",
    "a table is read where its name ends in `.csv` or "
    "the data record says `csv`"};

/// Whether there is nothing but printable bytes and ends of lines.
static bool isText(std::string_view start) {
  return !start.empty() && std::ranges::all_of(start, [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 ? byte != 0x7F : c == '\t' || c == '\n' || c == '\r';
  });
}

static const Row *find(std::string_view start) {
  start = start.substr(0, 512);
  for (const Row &row : rows)
    if (start.size() >= row.offset &&
        start.substr(row.offset).starts_with(row.magic) &&
        start.find(row.inside) != std::string_view::npos)
      return &row;
  return isText(start) ? &textRow : nullptr;
}

std::string_view plexus::host::kindOf(std::string_view start) {
  const Row *row = find(start);
  return row ? row->name : std::string_view();
}

void plexus::host::refuseOtherKind(std::string_view start,
                                   const std::string &file, Wanted wanted) {
  const Row *row = find(start);
  if (!row || (row == &textRow && wanted == Wanted::Table))
    return;
  std::string_view advice =
      wanted == Wanted::Weights ? row->forWeights : row->forData;
  throw Error(Status::BadData, file,
              "is " + std::string(row->name) + "; " + std::string(advice));
}

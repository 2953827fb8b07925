//===- FileKindTest.cpp - Files that are not what they should be ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/FileKind.h"
#include "Scratch.h"
#include "runtime/files/Csv.h"
#include "runtime/files/Idx.h"
#include "runtime/files/Npy.h"
#include "runtime/files/Safetensors.h"

using namespace plexus::host;

static std::string bytes(std::string_view text) { return std::string(text); }

TEST(FileKind, EveryReaderNamesWhatItIsGiven) {
  using namespace std::string_view_literals;
  struct {
    std::string start, kind, forWeights, forData;
  } cases[] = {
      {bytes("PK\3\4\0\0\0\0 archive/data.pkl"sv), "a torch.save archive",
       "save its state_dict with `safetensors.torch.save_file`",
       "write its numbers with `numpy.save`, or as CSV"},
      {bytes("\x80\2\x8a\nl\xfc\x9c\x46\xf9 j\xa8P\x19.\x80\2M\xe9\3.\x80"sv),
       "a torch.save file",
       "save its state_dict with `safetensors.torch.save_file`",
       "write its numbers with `numpy.save`, or as CSV"},
      {bytes("PK\3\4\0\0\0\0 arr_0.npy \x93NUMPY"sv), "an NPZ archive",
       "write its arrays with `safetensors.numpy.save_file`",
       "write each array with `numpy.save`"},
      {bytes("PK\3\4\0\0\0\0 [Content_Types].xml"sv), "an Excel workbook",
       "save its sheet as CSV", "save its sheet as CSV"},
      {bytes("PK\3\4\0\0\0\0 readme.txt"sv), "a ZIP archive", "unpack it",
       "unpack it"},
      {bytes("\x80\4\x95\0\0\0\0\0\0\0\0}\x94."sv), "a pickle",
       "write its arrays with `safetensors.numpy.save_file`",
       "write its numbers with `numpy.save`, or as CSV"},
      {bytes("\x89HDF\r\n\x1a\n\0\0\0\0"sv), "an HDF5 file",
       "write its arrays with `safetensors.numpy.save_file`",
       "write its numbers with `numpy.save`, or as CSV"},
      {bytes("PAR1\x15\4\x15\0"sv), "a Parquet file",
       "write its arrays with `safetensors.numpy.save_file`",
       "write its numbers with `numpy.save`, or as CSV"},
      {gzip("1,2\n"), "gzip data",
       "a file is decompressed, once, where its name ends in `.gz`",
       "a file is decompressed, once, where its name ends in `.gz`"},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n",
       "a pointer of Git LFS", "`git lfs pull` gets the file",
       "`git lfs pull` gets the file"},
      {"<!DOCTYPE html>\n<html><head>", "an HTML page",
       "a server sent it in place of the file",
       "a server sent it in place of the file"},
      {bytes("\xff\xfe\x31\0,\0\x32\0\n\0"sv), "text in UTF-16",
       "save it as UTF-8", "save it as UTF-8"},
  };
  Scratch scratch;
  for (const auto &c : cases) {
    EXPECT_EQ(kindOf(c.start), c.kind);
    std::string file = scratch.write("f", c.start), place = file + ": is ";
    std::string weights = place + c.kind + "; " + c.forWeights,
                data = place + c.kind + "; " + c.forData;
    EXPECT_TRUE(
        fails([&] { SafetensorsFile::read(file); }, Status::BadData, weights));
    EXPECT_TRUE(fails([&] { readNpy(file); }, Status::BadData, data));
    EXPECT_TRUE(fails([&] { readIdx(file); }, Status::BadData, data));
    EXPECT_TRUE(fails([&] { readCsv(file); }, Status::BadData, data));
    EXPECT_TRUE(fails([&] { fieldsOfFirstRow(file, {1, ','}); },
                      Status::BadData, data));
    if (c.kind == "gzip data")
      continue;
    file = scratch.write("f.gz", c.start);
    EXPECT_TRUE(fails([&] { readCsv(file); }, Status::BadData,
                      file +
                          ": is not gzip data, though its name ends in "
                          "`.gz`; it is " +
                          c.kind));
  }
}

TEST(FileKind, FilesOfOursInTheWrongPlace) {
  Scratch scratch;
  std::string npy = scratch.path("a.npy"), weights = scratch.path("w"),
              idx = scratch.write("i", std::string("\0\0\x8\1\0\0\0\1a", 9)),
              csv = scratch.write("c.csv", "1,2\n3,4\n");
  float one = 1;
  writeNpy(npy, PLX_F32, std::vector<uint64_t>{1}, &one);
  Bytes number = bytesOf(little(0x3f800000, 4));
  TensorView tensor = {"a", "F32", {1}, number};
  writeSafetensors(weights, std::span(&tensor, 1), {});

  std::string toWeights = "; write its arrays with "
                          "`safetensors.numpy.save_file`";
  for (auto [file, reason] : {std::pair{npy, "is an NPY file" + toWeights},
                              {idx, "is an IDX file" + toWeights},
                              {csv, "is a text file; weights are safetensors"}})
    EXPECT_TRUE(fails([&] { SafetensorsFile::read(file); }, Status::BadData,
                      file + ": " + reason));
  for (auto read : {+[](const std::string &file) { readNpy(file); },
                    +[](const std::string &file) { readIdx(file); },
                    +[](const std::string &file) { readCsv(file); }})
    EXPECT_TRUE(fails([&] { read(weights); }, Status::BadData,
                      weights + ": is a safetensors file; write the array "
                                "with `numpy.save`, or as CSV"));
  for (auto read : {+[](const std::string &file) { readNpy(file); },
                    +[](const std::string &file) { readIdx(file); }})
    EXPECT_TRUE(fails([&] { read(csv); }, Status::BadData,
                      csv + ": is a text file; a table is read where its name "
                            "ends in `.csv` or the data record says `csv`"));
  EXPECT_TRUE(fails([&] { readCsv(npy); }, Status::BadData,
                    npy + ": is an NPY file; it is read where its name ends "
                          "in `.npy` or the data record says `npy`"));
  EXPECT_TRUE(fails([&] { readNpy(idx); }, Status::BadData,
                    idx + ": is an IDX file; it is read where its name ends "
                          "in `.idx` or the data record says `idx`"));
}

TEST(FileKind, NothingRightIsRefused) {
  Scratch scratch;
  // A header whose length begins like gzip data.
  std::string header = "{}" + std::string(0x088b1f - 2, ' ');
  std::string file = scratch.write("w", little(header.size(), 8) + header);
  EXPECT_EQ(SafetensorsFile::read(file).tensors().size(), 0u);
  // Titles that begin as a file of Parquet, or one of GGUF, does.
  for (const char *titles : {"PAR1,PAR2", "GGUF,size"}) {
    file = scratch.write("t.csv", titles + std::string("\n1,2\n"));
    EXPECT_EQ(readCsv(file, {1, ','}).values, (std::vector<double>{1, 2}));
  }
}

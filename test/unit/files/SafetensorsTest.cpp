//===- SafetensorsTest.cpp - Weights in the safetensors format ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Safetensors.h"
#include "Scratch.h"

#include <cmath>

using namespace plexus::host;

static SafetensorsFile parse(const std::string &text) {
  return SafetensorsFile::parse(bytesOf(text), "f");
}

static std::string file(const std::string &header, const std::string &data) {
  return little(header.size(), 8) + header + data;
}

/// One entry of a header.
static std::string entry(const std::string &name, const std::string &shape,
                         uint64_t begin, uint64_t end,
                         const std::string &dtype = "F32") {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
         ",\"data_offsets\":[" + std::to_string(begin) + "," +
         std::to_string(end) + "]}";
}

TEST(Safetensors, ReadsTensors) {
  std::string data = little(0x3fc00000, 4) + little(0xbf800000, 4) +
                     little(0x3ff8000000000000, 8);
  auto tensors = parse(file("{" + entry("b", "[]", 8, 16, "F64") +
                                ",\"__metadata__\":{\"format\":\"pt\"}," +
                                entry("a", "[2,1]", 0, 8) + "," +
                                entry("z", "[0,3]", 16, 16) + "}  ",
                            data));
  ASSERT_EQ(tensors.tensors().size(), 3u);
  EXPECT_EQ(tensors.tensors()[0].name, "a");
  EXPECT_EQ(tensors.tensors()[0].shape, (std::vector<uint64_t>{2, 1}));
  EXPECT_EQ(tensors.metadata().at("format"), "pt");
  EXPECT_EQ(tensors.find("none"), nullptr);
  float a[2];
  EXPECT_EQ(tensors.copy(*tensors.find("a"), PLX_F32, a).inFile, 0u);
  EXPECT_EQ(a[0], 1.5f);
  EXPECT_EQ(a[1], -1.0f);
  double b;
  EXPECT_EQ(tensors.copy(*tensors.find("b"), PLX_F64, &b).inFile, 0u);
  EXPECT_EQ(b, 1.5);
}

TEST(Safetensors, ReadsHalves) {
  // 1, -2, the smallest and the largest number, infinity, and not a number.
  std::string halves = little(0x3c00, 2) + little(0xc000, 2) + little(1, 2) +
                       little(0x7bff, 2) + little(0x7c00, 2) +
                       little(0x7e00, 2);
  auto tensors = parse(file("{" + entry("h", "[6]", 0, 12, "F16") + "," +
                                entry("b", "[2]", 12, 16, "BF16") + "}",
                            halves + little(0x3fc0, 2) + little(0xff80, 2)));
  double h[6], b[2];
  EXPECT_EQ(tensors.copy(*tensors.find("h"), PLX_F64, h).inFile, 2u);
  EXPECT_EQ(h[0], 1.0);
  EXPECT_EQ(h[1], -2.0);
  EXPECT_EQ(h[2], std::ldexp(1.0, -24));
  EXPECT_EQ(h[3], 65504.0);
  EXPECT_TRUE(std::isinf(h[4]) && std::isnan(h[5]));
  EXPECT_EQ(tensors.copy(*tensors.find("b"), PLX_F64, b).inFile, 1u);
  EXPECT_EQ(b[0], 1.5);
  EXPECT_EQ(b[1], -INFINITY);
}

TEST(Safetensors, NumbersThatAreNotFiniteAreCounted) {
  auto tensors = parse(file("{" + entry("w", "[2]", 0, 8) + "," +
                                entry("d", "[]", 8, 16, "F64") + "," +
                                entry("i", "[1]", 16, 24, "I64") + "}",
                            little(0x7fc00000, 4) + little(0x3f800000, 4) +
                                little(0x7fe0000000000000, 8) + little(3, 8)));
  float w[2], d;
  EXPECT_EQ(tensors.copy(*tensors.find("w"), PLX_F32, w).inFile, 1u);
  EXPECT_TRUE(std::isnan(w[0]));
  EXPECT_EQ(tensors.copy(*tensors.find("d"), PLX_F32, &d).tooLarge, 1u)
      << "2^1023";
  EXPECT_TRUE(fails([&] { tensors.copy(*tensors.find("i"), PLX_F32, w); },
                    Status::BadData,
                    "f: tensor `i` has type I64; weights are F64, F32, F16 or "
                    "BF16"));
}

TEST(Safetensors, BadFilesSayWhy) {
  std::string four(4, 'x'), eight(8, 'x');
  std::string good = entry("a", "[1]", 0, 4);
  auto withField = [&](const std::string &field) {
    return file("{\"a\":{" + field + "}}", four);
  };
  std::string type = "\"dtype\":\"F32\",", shape = "\"shape\":[1],",
              offsets = "\"data_offsets\":[0,4]";
  struct {
    std::string text, reason;
  } cases[] = {
      {"", "ends inside the header's length (8 bytes, 0 are left)"},
      {"\1\2\3\4\5\6\7",
       "ends inside the header's length (8 bytes, 7 are left)"},
      {little(2, 8), "ends inside the header (2 bytes, 0 are left)"},
      {little(UINT64_MAX, 8) + "{}",
       "has a header of 18446744073709551615 bytes; at most 100 MB are "
       "possible"},
      {little(uint64_t(1) << 63, 8) + "{}",
       "has a header of 9223372036854775808 bytes; at most 100 MB are "
       "possible"},
      {little(3, 8) + "{}", "ends inside the header (3 bytes, 2 are left)"},
      {little(0, 8), "has a header that does not start with `{`"},
      {file("[]", ""), "has a header that does not start with `{`"},
      {file(" {}", ""), "has a header that does not start with `{`"},
      {file("\xEF\xBB\xBF{}", ""), "has a header that does not start with `{`"},
      {file("{", ""), "has a header that is not JSON at its byte 2"},
      {file("{}x", ""), "has a header that is not JSON at its byte 3"},
      {file(std::string("{}\0", 3), ""),
       "has a header that is not JSON at its byte 3"},
      {file("{\"\xff\":{}}", ""),
       "has a header that is not JSON at its byte 3"},
      {file("{\"a\":1}", ""), "tensor `a` is not described by a JSON object"},
      {file("{\"a\":[]}", ""), "tensor `a` is not described by a JSON object"},
      {file("{\"a\":null}", ""),
       "tensor `a` is not described by a JSON object"},
      {file("{" + good + "," + good + "}", four), "has `a` twice"},
      {file("{\"__metadata__\":{},\"__metadata__\":{}}", ""),
       "has `__metadata__` twice"},
      {file("{\"__metadata__\":{\"k\":\"a\",\"k\":\"b\"}}", ""),
       "has `k` twice in its metadata"},
      {file("{\"__metadata__\":{\"k\":1}}", ""),
       "has metadata `k` that is no text"},
      {file("{\"__metadata__\":{\"k\":{}}}", ""),
       "has metadata `k` that is no text"},
      {file("{\"__metadata__\":\"x\"}", ""),
       "has metadata that is no JSON object"},
      {withField(type + type + shape + offsets),
       "tensor `a` has `dtype` twice"},
      {withField(shape + offsets), "tensor `a` has no `dtype`"},
      {withField(type + offsets), "tensor `a` has no `shape`"},
      {withField(shape + "\"dtype\":\"F32\""),
       "tensor `a` has no `data_offsets`"},
      {withField("\"dtype\":1," + shape + offsets),
       "tensor `a` has a `dtype` of the wrong kind"},
      {withField(type + "\"shape\":{}," + offsets),
       "tensor `a` has a `shape` of the wrong kind"},
      {withField(type + "\"shape\":[-1]," + offsets),
       "tensor `a` has a `shape` with something that is not a whole number "
       "from 0 to 2^64-1"},
      {withField(type + "\"shape\":[1.0]," + offsets),
       "tensor `a` has a `shape` with something that is not a whole number "
       "from 0 to 2^64-1"},
      {withField(type + "\"shape\":[18446744073709551616]," + offsets),
       "tensor `a` has a `shape` with something that is not a whole number "
       "from 0 to 2^64-1"},
      {withField(type + shape + "\"data_offsets\":[0,4,8]"),
       "tensor `a` has `data_offsets` that are not two numbers"},
      {withField(type + shape + "\"data_offsets\":[4,0]"),
       "tensor `a` is at bytes 4 to 0, but byte 0 is where the tensors before "
       "it end"},
      {file("{" + good + "," + entry("b", "[1]", 2, 6) + "}", eight),
       "tensor `b` is at bytes 2 to 6, but byte 4 is where the tensors before "
       "it end"},
      {file("{" + good + "," + entry("b", "[1]", 0, 4) + "}", four),
       "...is at bytes 0 to 4, but byte 4 is where the tensors before it end"},
      {file("{" + good + "," + entry("b", "[1]", 6, 10) + "}", eight + "xx"),
       "tensor `b` is at bytes 6 to 10, but byte 4 is where the tensors before "
       "it end"},
      {file("{" + good + "}", "xxx"), "tensor `a` ends at byte 4 of 3"},
      {file("{" + good + "}", eight), "has 4 bytes after its last tensor"},
      {file("{}", "x"), "has 1 byte after its last tensor"},
      {file("{" + entry("a", "[4294967296,4294967296]", 0, 4) + "}", four),
       "tensor `a` has the impossible shape [4294967296, 4294967296]"},
      {file("{" + entry("a", "[4611686018427387904]", 0, 4) + "}", four),
       "tensor `a` has the impossible shape [4611686018427387904]"},
      {file("{" + entry("a", "[2]", 0, 4) + "}", four),
       "tensor `a` has 4 bytes, but its shape [2] of F32 takes 8"},
      {file("{" + entry("a", "[1]", 0, 4, "F31") + "}", four),
       "tensor `a` has the unknown type `F31`"},
  };
  for (const auto &c : cases)
    EXPECT_TRUE(
        fails([&] { parse(c.text); }, Status::BadData,
              c.reason.starts_with("...") ? c.reason : "f: " + c.reason));
}

TEST(Safetensors, DepthAndNumberAreHarmless) {
  std::string deep(100'000, '[');
  EXPECT_TRUE(fails([&] { parse(file("{\"a\":{\"x\":" + deep, "")); },
                    Status::BadData, "f: has a header nested too deeply"));
  std::string objects;
  for (int i = 0; i < 100'000; ++i)
    objects += "{\"a\":";
  EXPECT_TRUE(fails([&] { parse(file(objects, "")); }, Status::BadData,
                    "f: tensor `a` has no `dtype`") ||
              fails([&] { parse(file(objects, "")); }, Status::BadData,
                    "f: has a header nested too deeply"));
  std::string many;
  for (int i = 0; i < 100'000; ++i)
    many += (i ? "," : "") + entry("t" + std::to_string(i), "[1]", 0, 4);
  EXPECT_TRUE(fails([&] { parse(file("{" + many + "}", "xxxx")); },
                    Status::BadData,
                    "...is at bytes 0 to 4, but byte 4 is where the tensors "
                    "before it end"));
}

TEST(Safetensors, EveryTruncationIsFound) {
  std::string whole = file("{" + entry("a", "[2]", 0, 8) + "," +
                               entry("b", "[2,2]", 8, 24) + "}",
                           std::string(24, 'x'));
  EXPECT_EQ(parse(whole).tensors().size(), 2u);
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_TRUE(fails([&] { parse(whole.substr(0, length)); }, Status::BadData,
                      "...f: "))
        << length;
}

TEST(Safetensors, FurtherKeysOfATensorArePassedOver) {
  auto tensors = parse(file("{\"a\":{\"x\":[{\"dtype\":[1,-2,null]}],\"dtype\":"
                            "\"U8\",\"y\":1.5,\"shape\":[1],\"data_offsets\":"
                            "[0,1]},\"__metadata__\":null}",
                            "x"));
  EXPECT_EQ(tensors.tensors()[0].dtype, "U8");
}

TEST(Safetensors, WritesWhatItReads) {
  Scratch scratch;
  std::string path = scratch.path("w.safetensors");
  Bytes one = bytesOf("abcdefgh"), two = bytesOf("01234567");
  TensorView tensors[] = {{"fc.weight", "F32", {2, 1}, one},
                          {"quote\"\n", "F64", {}, two}};
  writeSafetensors(path, tensors, {{"format", "plexus"}});
  SafetensorsFile read = SafetensorsFile::read(path);
  ASSERT_EQ(read.tensors().size(), 2u);
  EXPECT_EQ(read.metadata().at("format"), "plexus");
  for (const TensorView &tensor : tensors) {
    const TensorView *found = read.find(tensor.name);
    ASSERT_NE(found, nullptr) << tensor.name;
    EXPECT_EQ(found->shape, tensor.shape);
    EXPECT_EQ(found->dtype, tensor.dtype);
    EXPECT_TRUE(std::equal(found->bytes.begin(), found->bytes.end(),
                           tensor.bytes.begin(), tensor.bytes.end()));
  }
  Bytes bytes = readFile(path);
  EXPECT_EQ(bytes[0] % 8, 0) << "the data starts aligned";
  // Save, load, save gives the same bytes.
  writeSafetensors(scratch.path("again"), read.tensors(), read.metadata());
  EXPECT_EQ(readFile(scratch.path("again")), bytes);
  EXPECT_EQ(scratch.names(),
            (std::vector<std::string>{"again", "w.safetensors"}));

  TensorView same[] = {tensors[0], tensors[0]};
  EXPECT_TRUE(fails([&] { writeSafetensors(path, same); }, Status::Internal,
                    "two tensors of one name to write"));
  EXPECT_EQ(readFile(path), bytes);
}

//===- Safetensors.cpp - Weights in the safetensors format ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Safetensors.h"
#include "runtime/files/AtomicFile.h"
#include "runtime/files/ByteReader.h"
#include "runtime/files/Errors.h"
#include "runtime/files/FileKind.h"
#include "runtime/files/Half.h"
#include "runtime/files/SafetensorsHeader.h"
#include "runtime/files/ShownShape.h"
#include "shape/Numel.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

using namespace plexus;
using namespace plexus::host;

static constexpr uint64_t maxHeader = 100'000'000;

/// Bits of an element, or 0 for a type that the format does not have.
static uint64_t bitsOf(std::string_view dtype) {
  static constexpr struct {
    std::string_view name;
    uint64_t bits;
  } types[] = {
      {"BOOL", 8},        {"F4", 4},         {"F6_E2M3", 6}, {"F6_E3M2", 6},
      {"U8", 8},          {"I8", 8},         {"F8_E5M2", 8}, {"F8_E4M3", 8},
      {"F8_E8M0", 8},     {"I16", 16},       {"U16", 16},    {"F16", 16},
      {"BF16", 16},       {"I32", 32},       {"U32", 32},    {"F32", 32},
      {"C64", 64},        {"F64", 64},       {"I64", 64},    {"U64", 64},
      {"F8_E4M3FNUZ", 8}, {"F8_E5M2FNUZ", 8}};
  for (const auto &type : types)
    if (type.name == dtype)
      return type.bits;
  return 0;
}

const char *plexus::host::dtypeName(plx_type type) {
  return type == PLX_F64 ? "F64" : "F32";
}

SafetensorsFile SafetensorsFile::read(const std::string &path) {
  return parse(readFile(path), path);
}

SafetensorsFile SafetensorsFile::parse(Bytes bytes, std::string file) {
  SafetensorsFile result;
  result.bytes = std::move(bytes);
  result.file = std::move(file);
  auto fail = [&](const std::string &reason) -> void {
    throw Error(Status::BadData, result.file, reason);
  };
  if (result.bytes.size() <= 8 || result.bytes[8] != '{')
    refuseOtherKind(startOf(result.bytes), result.file, Wanted::Weights);
  ByteReader reader(result.bytes, result.file);
  uint64_t length = reader.u64Little("the header's length");
  if (length > maxHeader)
    fail("has a header of " + std::to_string(length) +
         " bytes; at most 100 MB are possible");
  auto text = reader.take(length, "the header");
  SafetensorsHeader header = parseSafetensorsHeader(text, result.file);
  std::span<const uint8_t> data = reader.take(reader.remaining(), "the data");

  // Each range starts where the one before it ends, up to the end of the file.
  uint64_t end = 0;
  for (SafetensorsEntry &entry : header.entries) {
    std::string tensor = "tensor `" + shown(entry.name) + "` ";
    uint64_t bits = bitsOf(entry.dtype);
    if (bits == 0)
      fail(tensor + "has the unknown type `" + shown(entry.dtype, 40) + "`");
    if (entry.begin != end || entry.end < entry.begin)
      fail(tensor + "is at bytes " + std::to_string(entry.begin) + " to " +
           std::to_string(entry.end) + ", but byte " + std::to_string(end) +
           " is where the tensors before it end");
    if (entry.end > data.size())
      fail(tensor + "ends at byte " + std::to_string(entry.end) + " of " +
           std::to_string(data.size()));
    std::optional<uint64_t> size = checkedProduct(entry.shape);
    if (size)
      size = checkedProduct(*size, bits);
    if (!size)
      fail(tensor + "has the impossible shape " + shownShape(entry.shape));
    if (*size % 8 != 0 || *size / 8 != entry.end - entry.begin)
      fail(tensor + "has " + counted(entry.end - entry.begin, "byte") +
           ", but its shape " + shownShape(entry.shape) + " of " + entry.dtype +
           " takes " + std::to_string(*size / 8));
    end = entry.end;
    result.order.emplace(entry.name, result.views.size());
    result.views.push_back(
        {std::move(entry.name), std::move(entry.dtype), std::move(entry.shape),
         data.subspan(entry.begin, entry.end - entry.begin)});
  }
  if (end != data.size())
    fail("has " + counted(data.size() - end, "byte") +
         " after its last tensor");
  result.notes = std::move(header.metadata);
  return result;
}

const TensorView *SafetensorsFile::find(std::string_view name) const {
  auto found = order.find(name);
  return found == order.end() ? nullptr : &views[found->second];
}

static double elementAt(const TensorView &tensor, uint64_t index) {
  auto raw = [&]<typename T>(T value) {
    std::memcpy(&value, tensor.bytes.data() + index * sizeof(T), sizeof(T));
    return value;
  };
  if (tensor.dtype == "F32")
    return raw(float());
  if (tensor.dtype == "F64")
    return raw(double());
  if (tensor.dtype == "F16")
    return double(raw(Half()));
  return std::bit_cast<float>(uint32_t(raw(uint16_t())) << 16); // BF16
}

template <typename T>
static NotFinite copyTo(const TensorView &tensor, uint64_t count, T *out) {
  NotFinite found;
  for (uint64_t i = 0; i < count; ++i) {
    double element = elementAt(tensor, i);
    out[i] = static_cast<T>(element);
    if (!std::isfinite(element))
      ++found.inFile;
    else if (!std::isfinite(out[i]))
      ++found.tooLarge;
  }
  return found;
}

NotFinite SafetensorsFile::copy(const TensorView &tensor, plx_type type,
                                void *out) const {
  const std::string &dtype = tensor.dtype;
  if (dtype != "F32" && dtype != "F64" && dtype != "F16" && dtype != "BF16")
    throw Error(Status::BadData, file,
                "tensor `" + shown(tensor.name) + "` has type " + dtype +
                    "; weights are F64, F32, F16 or BF16");
  uint64_t count = tensor.bytes.size() / (bitsOf(dtype) / 8);
  return type == PLX_F64 ? copyTo(tensor, count, static_cast<double *>(out))
                         : copyTo(tensor, count, static_cast<float *>(out));
}

Bytes plexus::host::encodeSafetensors(
    std::span<const TensorView> tensors,
    const std::map<std::string, std::string> &metadata) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty())
    header["__metadata__"] = metadata;
  uint64_t offset = 0;
  for (const TensorView &tensor : tensors) {
    uint64_t end = offset + tensor.bytes.size();
    header[tensor.name] = {{"dtype", tensor.dtype},
                           {"shape", tensor.shape},
                           {"data_offsets", {offset, end}}};
    offset = end;
  }
  if (header.size() != tensors.size() + !metadata.empty())
    throw Error(Status::Internal, "two tensors of one name to write");
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' '); // the data starts aligned
  uint64_t length = text.size();
  Bytes bytes;
  bytes.reserve(sizeof(length) + length + offset);
  auto append = [&](std::span<const uint8_t> part) {
    bytes.insert(bytes.end(), part.begin(), part.end());
  };
  append({reinterpret_cast<const uint8_t *>(&length), sizeof(length)});
  append({reinterpret_cast<const uint8_t *>(text.data()), text.size()});
  for (const TensorView &tensor : tensors)
    append(tensor.bytes);
  return bytes;
}

void plexus::host::writeSafetensors(
    const std::string &path, std::span<const TensorView> tensors,
    const std::map<std::string, std::string> &metadata,
    const std::string &keptAs) {
  AtomicFile file(path);
  file.write(encodeSafetensors(tensors, metadata));
  file.commit(keptAs);
}

//===- SafetensorsHeader.cpp - The JSON at the front of a weights file ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//   header   = "{" [ member { "," member } ] "}"
//   member   = "__metadata__" ":" ( null | { string ":" string } )
//            | name ":" { "dtype": string, "shape": [ n, ... ],
//                         "data_offsets": [ begin, end ] }
//
// Further keys of a tensor are passed over, as the reference implementation
// does.
//
//===----------------------------------------------------------------------===//
#include "runtime/files/SafetensorsHeader.h"
#include "runtime/files/Errors.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_set>

using namespace plexus::host;
using json = nlohmann::json;

static constexpr size_t maxDepth = 127; // as in the reference implementation

namespace {
/// Receives the parser's events. Returning false ends the parse; `problem`
/// then says why.
class HeaderEvents final : public nlohmann::json_sax<json> {
public:
  SafetensorsHeader header;
  std::string problem;

  bool fail(std::string reason) {
    problem = std::move(reason);
    return false;
  }

  bool null() override {
    if (inside() == Inside::Root && name == "__metadata__")
      return true;
    return otherValue();
  }
  bool boolean(bool) override { return otherValue(); }
  bool number_integer(number_integer_t) override { return otherValue(); }
  bool number_float(number_float_t, const string_t &) override {
    return otherValue();
  }
  bool binary(binary_t &) override { return otherValue(); }

  bool number_unsigned(number_unsigned_t value) override {
    if (inside() == Inside::Shape)
      header.entries.back().shape.push_back(value);
    else if (inside() == Inside::Offsets)
      offsets.push_back(value);
    else
      return otherValue();
    return true;
  }

  bool string(string_t &value) override {
    if (inside() == Inside::Metadata)
      header.metadata[field] = value;
    else if (inside() == Inside::Tensor && field == "dtype")
      header.entries.back().dtype = value;
    else
      return otherValue();
    return true;
  }

  bool start_object(std::size_t) override {
    switch (inside()) {
    case Inside::File:
      return push(Inside::Root);
    case Inside::Root:
      if (name == "__metadata__")
        return push(Inside::Metadata);
      header.entries.emplace_back().name = name;
      hasType = hasShape = hasOffsets = false;
      return push(Inside::Tensor);
    case Inside::Tensor:
      if (isKnownField())
        return otherValue();
      return push(Inside::Other);
    case Inside::Other:
      return push(Inside::Other);
    case Inside::Metadata:
    case Inside::Shape:
    case Inside::Offsets:
      return otherValue();
    }
    __builtin_unreachable();
  }

  bool start_array(std::size_t) override {
    if (inside() == Inside::Tensor && field == "shape")
      return push(Inside::Shape);
    if (inside() == Inside::Tensor && field == "data_offsets") {
      offsets.clear();
      return push(Inside::Offsets);
    }
    if (inside() == Inside::Other ||
        (inside() == Inside::Tensor && !isKnownField()))
      return push(Inside::Other);
    return otherValue();
  }

  bool key(string_t &value) override {
    switch (inside()) {
    case Inside::Root:
      name = value;
      return names.insert(name).second ||
             fail("has `" + shown(name) + "` twice");
    case Inside::Tensor: {
      field = value;
      bool &seen = field == "dtype"          ? hasType
                   : field == "shape"        ? hasShape
                   : field == "data_offsets" ? hasOffsets
                                             : unknown;
      unknown = false;
      if (seen)
        return fail(tensor() + "has `" + field + "` twice");
      return seen = true;
    }
    case Inside::Metadata:
      field = value;
      return !header.metadata.contains(field) ||
             fail("has `" + shown(field) + "` twice in its metadata");
    case Inside::File:
    case Inside::Other:
    case Inside::Shape:
    case Inside::Offsets:
      return true;
    }
    __builtin_unreachable();
  }

  bool end_object() override {
    Inside ended = inside();
    open.pop_back();
    if (ended != Inside::Tensor)
      return true;
    if (!hasType || !hasShape || !hasOffsets)
      return fail(tensor() + "has no `" +
                  (!hasType    ? "dtype"
                   : !hasShape ? "shape"
                               : "data_offsets") +
                  "`");
    return true;
  }

  bool end_array() override {
    Inside ended = inside();
    open.pop_back();
    if (ended != Inside::Offsets)
      return true;
    if (offsets.size() != 2)
      return fail(tensor() + "has `data_offsets` that are not two numbers");
    header.entries.back().begin = offsets[0];
    header.entries.back().end = offsets[1];
    return true;
  }

  bool parse_error(std::size_t position, const std::string &,
                   const json::exception &) override {
    return fail("has a header that is not JSON at its byte " +
                std::to_string(position));
  }

private:
  enum class Inside { File, Root, Metadata, Tensor, Shape, Offsets, Other };

  std::vector<Inside> open;
  std::unordered_set<std::string> names;
  std::string name;  ///< the last key of the root
  std::string field; ///< the last key of a tensor or of the metadata
  std::vector<uint64_t> offsets;
  bool hasType = false, hasShape = false, hasOffsets = false, unknown = false;

  Inside inside() const { return open.empty() ? Inside::File : open.back(); }
  bool isKnownField() const {
    return field == "dtype" || field == "shape" || field == "data_offsets";
  }
  std::string tensor() const { return "tensor `" + shown(name) + "` "; }

  bool push(Inside where) {
    open.push_back(where);
    return open.size() <= maxDepth || fail("has a header nested too deeply");
  }

  /// A value of the wrong kind. It is an error unless the value is one that is
  /// passed over.
  bool otherValue() {
    switch (inside()) {
    case Inside::File:
      return fail("has a header that is no JSON object");
    case Inside::Root:
      if (name == "__metadata__")
        return fail("has metadata that is no JSON object");
      return fail(tensor() + "is not described by a JSON object");
    case Inside::Metadata:
      return fail("has metadata `" + shown(field) + "` that is no text");
    case Inside::Shape:
      return fail(tensor() + "has a `shape` with something that is not a "
                             "whole number from 0 to 2^64-1");
    case Inside::Offsets:
      return fail(tensor() + "has `data_offsets` with something that is not a "
                             "whole number from 0 to 2^64-1");
    case Inside::Tensor:
      return !isKnownField() ||
             fail(tensor() + "has a `" + field + "` of the wrong kind");
    case Inside::Other:
      return true;
    }
    __builtin_unreachable();
  }
};
} // namespace

SafetensorsHeader
plexus::host::parseSafetensorsHeader(std::span<const uint8_t> text,
                                     const std::string &file) {
  HeaderEvents events;
  // The parser would take a byte order mark for a blank and a NUL for the end.
  if (text.empty() || text[0] != '{')
    events.fail("has a header that does not start with `{`");
  else if (auto nul = std::find(text.begin(), text.end(), 0); nul != text.end())
    events.fail("has a header that is not JSON at its byte " +
                std::to_string(nul - text.begin() + 1));
  else
    json::sax_parse(text.begin(), text.end(), &events);
  if (!events.problem.empty())
    throw Error(Status::BadData, file, events.problem);
  auto &entries = events.header.entries;
  std::sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  return std::move(events.header);
}

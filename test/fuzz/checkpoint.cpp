//===- checkpoint.cpp - any bytes as a checkpoint -------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The last eight bytes are made the hash of those before them, but where the
// first one is odd: else nothing would get further.
//
//===----------------------------------------------------------------------===//
#include "runtime/train/Checkpoint.h"
#include "FuzzTarget.h"
#include "math/Fnv1a.h"
#include "runtime/files/Safetensors.h"
#include "test/unit/program/FakeNetwork.h"

#include <cstring>

using namespace plexus;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const plx_model &model = fake::lineModel(PLX_F64, "{}");
  static host::Session session(model);
  host::Bytes bytes = fuzz::bytesOf(data, size);
  if (size > 16 && data[0] % 2 == 0) {
    uint64_t hash = math::fnv1a64(bytes.data(), size - sizeof(hash));
    std::memcpy(bytes.data() + size - sizeof(hash), &hash, sizeof(hash));
  }
  fuzz::accepts([&] {
    host::TrainState state;
    auto file = host::SafetensorsFile::parse(std::move(bytes), "f.ckpt");
    host::restoreCheckpoint(file, {{"seed", 5}}, session, state);
    fuzz::require(!state.bestEpoch || state.bestParameters.data());
  });
  return 0;
}

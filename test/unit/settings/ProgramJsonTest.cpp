//===- ProgramJsonTest.cpp - settings as JSON -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/ProgramJson.h"
#include "Loaded.h"

using namespace plexus;
using namespace plexus::frontend;

static std::string jsonOf(const std::string &records) {
  Loaded loaded(network + records);
  std::optional<Settings> settings = loaded.settings();
  EXPECT_TRUE(settings) << loaded.allMessages();
  return settings ? programJson(*settings) : "";
}

TEST(ProgramJson, WithoutRecordsIsEmpty) { EXPECT_EQ(jsonOf(""), "{}"); }

TEST(ProgramJson, EveryKindOfSource) {
  EXPECT_EQ(jsonOf("data d {\n"
                   "  train: { x: npy(\"x.npy\") * 2 - 1,\n"
                   "           y: table([[0], [1]]), w: -idx(\"w\") }\n"
                   "  test.x: csv(\"t.csv\", skip: 1, delimiter: \";\")\n"
                   "  test: { y: csv(\"t.csv\", 4),\n"
                   "          w: csv(\"a.csv\") + csv(\"b.csv\", 0..2) }\n"
                   "  split: random(validation: 500)\n"
                   "}\n"
                   "train { data: d, steps: 10, optimizer: sgd(lr: 0.5) }\n"),
            R"({"data":{"train":{"x":{"kind":"op","op":"-","left":{)"
            R"("kind":"op","op":"*","left":{"kind":"npy","file":"x.npy"},)"
            R"("right":2},"right":1},"y":{"kind":"table","rows":[[0],[1]]},)"
            R"("w":{"kind":"op","op":"*","left":-1,"right":{"kind":"idx",)"
            R"("file":"w"}}},"test":{"x":{"kind":"csv","file":"t.csv",)"
            R"("skip":1,"delimiter":";"},"y":{"kind":"csv","file":"t.csv",)"
            R"("columns":[4,5],"skip":0,"delimiter":","},)"
            R"("w":{"kind":"op","op":"+","left":{"kind":"csv",)"
            R"("file":"a.csv","skip":0,"delimiter":","},"right":{)"
            R"("kind":"csv","file":"b.csv","columns":[0,2],"skip":0,)"
            R"("delimiter":","}}},"split":{"validation":{"rows":500},)"
            R"("seed":0}},"train":{"epochs":null,"steps":10,"batch":32,)"
            R"("seed":0,"learning_rate":0.5,"optimizer":{"name":"sgd",)"
            R"("momentum":0,"weight_decay":0,"nesterov":false},"schedule":{)"
            R"("name":"constant"}}})");
}

TEST(ProgramJson, SchedulesRulesAndWeights) {
  EXPECT_EQ(jsonOf("train {\n"
                   "  epochs: 3\n"
                   "  optimizer: sgd(0.1)\n"
                   "  schedule: step(every: 500 steps, factor: 0.3,\n"
                   "                 warmup: 1 epochs)\n"
                   "  stop: [below(pull, 1e-3), time(500 ms),\n"
                   "         early(accuracy, patience: 2 epochs)]\n"
                   "  clip: global_norm(1.5)\n"
                   "  checkpoint: every(5 steps, \"f.ckpt\")\n"
                   "}\n"
                   "weights { load: [safetensors(\"a\"),\n"
                   "  safetensors(\"b \\\"c\\\"\", only: \"e.*\")] }\n"),
            R"({"train":{"epochs":3,"steps":null,"batch":32,"seed":0,)"
            R"("learning_rate":0.1,"optimizer":{"name":"sgd","momentum":0,)"
            R"("weight_decay":0,"nesterov":false},"clip":{)"
            R"("name":"global_norm","limit":1.5},"schedule":{"name":"step",)"
            R"("every":{"steps":500},"factor":0.3,"warmup":{"epochs":1}},)"
            R"("checkpoint":{"every":{"steps":5},"file":"f.ckpt"},"stop":[{)"
            R"("name":"below","metric":"pull","value":0.001},{)"
            R"("name":"time","seconds":0.5},{"name":"early",)"
            R"("metric":"accuracy","mode":"max","patience":{"epochs":2},)"
            R"("restore":"last"}]},"weights":{"load":[{"file":"a"},{)"
            R"("file":"b \"c\"","only":"e.*"}]}})");
}

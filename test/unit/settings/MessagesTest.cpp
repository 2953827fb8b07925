//===- MessagesTest.cpp - every message about modules and records ---------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Loaded.h"

#include <set>

using namespace plexus;
using namespace plexus::frontend;
using diag::Id;

namespace {
struct Case {
  std::string text; // without the network
  std::string messages;
  std::string set = {}; // an assignment, if any
};
} // namespace

static std::string train(const std::string &entries) {
  return "train { epochs: 1, optimizer: sgd(lr: 1)\n" + entries + " }\n";
}

static std::string optimizer(const std::string &optimizer) {
  return "train { epochs: 1, optimizer: " + optimizer + " }\n";
}

static const std::string rows = "x: npy(\"x\"), y: npy(\"y\"), w: npy(\"w\")";

/// A data record that is used.
static std::string data(const std::string &entries,
                        const std::string &trainEntries = "") {
  return "data d {\n" + entries + "\n}\n" + train("data: d\n" + trainEntries);
}

static std::string source(const std::string &source) {
  return data("train: { y: npy(\"y\"), w: npy(\"w\"), x: " + source + " }");
}

static const Files imports = {
    {"dir/a.plx", "const SIZE = 1\nconst HEIGHT = 2\n"},
    {"dir/loop.plx", "import \"main2.plx\"\n"},
    {"dir/main2.plx", "import \"loop.plx\"\n"},
};

static const Case cases[] = {
    // Constants.
    {"const A = 1 + \"a\"\n",
     "`+` cannot combine the number `1` and the string \"a\""},
    {"const A = 2 epochs * 3 epochs\n",
     "`*` cannot combine the number `2 epochs` and the number `3 epochs`"},
    {"const A = 2 epochs + 3\n",
     "`+` cannot combine the number `2 epochs` and the number `3`"},
    {"const A = [1] + [2]\n", "`+` cannot combine a list and a list"},
    {"const A = 1 @ 2\n",
     "`@` cannot combine the number `1` and the number `2`"},
    {"const A = -true\n", "`-` takes a number, got `true`"},
    {"const A = 1 / 0\n", "`1 / 0` is not a finite number"},
    {"const A = 1e300 * 1e300\n", "`1e300 * 1e300` is not a finite number"},
    {"const A = sqrt(-1)\n", "`sqrt(-1)` is not a finite number"},
    {"const A = sqrt(1, 2)\n", "`sqrt` takes one number, got 2"},
    {"const A = max(1)\n", "`max` takes two numbers, got 1"},
    {"const A = sqrt(\"a\")\n", "`sqrt` takes numbers, got the string \"a\""},
    {"const A = sqrt(2 s)\n", "`sqrt` takes numbers, got the number `2 s`"},
    {"const A = B.c\n", "`B.c` is not known while compiling; expected a "
                        "number, a string, a list or a call"},
    {"const A = [1] |> f\n", "`[1] |> f` is not known while compiling; "
                             "expected a number, a string, a list or a call"},
    {"const A = \"" + std::string(40000, 'x') + "\"\nconst B = A + A\n",
     "string becomes longer than 65536 bytes"},
    {"const A = " + std::string(60, '[') + "1" + std::string(60, ']') +
         "\nconst B = [[[[[A]]]]]\n",
     "list has more than 1048576 values or is nested deeper than 64"},
    {"const A = 1 + OTHER\n", "`OTHER` is not defined"},
    {"const A = relu\n", "`relu` is not defined"},
    {"const LENGTH = 1\nconst A = [LENGHT]\n",
     "`LENGHT` is not defined; did you mean `LENGTH`?"},
    {"const A = normal(1)\n", "a `const` is a number, a string, a flag or a "
                              "list, got the call `normal(…)`"},
    {"const A = A\n", "`A` is defined by itself"},
    {"const A = B + 1\nconst B = sqrt(C)\nconst C = [A]\nconst D = A\n",
     "`A` is defined by itself\nwhich uses `B`\nwhich uses `C`"},

    // Modules.
    {"import \"none.plx\"\n",
     "cannot read `dir/none.plx`: no such file or directory"},
    {"import \"loop.plx\"\n",
     "`dir/loop.plx` imports itself, through `dir/main2.plx`"},
    {"import \"main.plx\"\n", "`dir/main.plx` imports itself, through "
                              "this line"},
    {"import \"a.plx\" (WIDTH)\n",
     "`a.plx` declares no `WIDTH`; a `const`, a `block` and a named `data` "
     "record can be imported"},
    {"import \"a.plx\" (HIEGHT)\n",
     "`a.plx` declares no `HIEGHT`; did you mean `HEIGHT`?"},
    {"import \"a.plx\" (SIZE)\nconst SIZE = 2\n",
     "`SIZE` is declared twice\n`SIZE` was declared here first"},
    {"const A = 1\ndata A {\n  train: { x: npy(\"x\") }\n}\n",
     "`A` is declared twice\n`A` was declared here first"},
    {"build a { threads: 1 }\nbuild a { threads: 2 }\n",
     "`build a` is declared twice\n`build a` was declared here first"},
    {train("") + "train { epochs: 2 }\n",
     "`train` is declared twice\n`train` was declared here first"},
    {"network M {\n  input x: f32[1]\n}\n",
     "a file declares one `network`; `N` is the second\n"
     "`M` was declared here first"},
    {"data {\n  train: { x: npy(\"x\") }\n}\n",
     "a `data` record needs a name, for `train { data: name }`"},
    {"weights w { freeze: \"*\" }\n",
     "`weights` takes no name; a file has one, only `data` and `build` have "
     "several"},

    // Keys.
    {train("learning_rate: 1e-3"), "`train` has no key `learning_rate`; did "
                                   "you mean `optimizer: adam(lr: …)`?"},
    {train("epoch: 3"), "`train` has no key `epoch`; did you mean `epochs`?"},
    {train("flash: 3 KiB"),
     "`train` has no key `flash`; did you mean `build { flash: … }`?"},
    {train("zzz: 1"), "`train` has no key `zzz`; its keys are `data`, "
                      "`epochs`, `steps`, `batch`, `seed`, `optimizer`, "
                      "`schedule`, `clip`, `stop` and `checkpoint`"},
    {"build mcu { thread: 1 }\n",
     "`build mcu` has no key `thread`; did you mean `threads`?"},
    {data("trian: { x: npy(\"x\") }\ntrain: { " + rows + " }"),
     "`data d` has no key `trian`; did you mean `train`?"},
    {train("batch: 3\nbatch: 4"),
     "`batch` is given twice\n`batch` was given here first"},
    {data("train: { " + rows + " }\ntrain.x: npy(\"z\")"),
     "`train.x` is given twice\n`train.x` was given here first"},
    {train("regularise: 1"), "`regularise` is not built yet"},
    {"build { ram: 8KiB }\n", "`ram` is not built yet"},
    {"train { epochs: 1 }\n", "`train` needs `optimizer: …`"},
    {"train { optimizer: sgd(lr: 1) }\n",
     "`train` needs `epochs: …` or `steps: …`"},
    {train("steps: 1"), "`steps` and `epochs` exclude each other\n"
                        "`epochs` was given here first"},
    {train("batch: { x: 1 }"), "`batch` takes a whole number from 1 to "
                               "2147483647, got a record"},
    {data("train: npy(\"x\")"),
     "`train` takes a record of sources, such as `{ x: …, y: … }`, got an "
     "expression\n"
     "`train` of `data d` has nothing for the input `x`\n"
     "`train` of `data d` has nothing for the target `y`\n"
     "`train` of `data d` has nothing for the target `w`"},

    // Values.
    {train("seed: -1"), "`seed` takes a whole number from 0 to "
                        "9223372036854775807, "
                        "got the number `-1`"},
    {train("batch: 1e3"), "`batch` takes a whole number from 1 to "
                          "2147483647, got the number `1000.0`"},
    {train("batch: 2 epochs"), "`batch` takes a whole number from 1 to "
                               "2147483647, got the number `2 epochs`"},
    {train("batch: 2147483648"), "`batch` takes a whole number from 1 to "
                                 "2147483647, got the number `2147483648`"},
    {"build { batch: [1, 0] }\n",
     "`batch` takes a whole number from 1 to 2147483647, or a list of them, "
     "got a list"},
    {"build mcu { ram: 8 }\n", "`ram` takes a size above 0 with a unit, such "
                               "as `32KiB`, got the number `8`"},
    {"build { training: true }\n",
     "`training` takes `on` or `off`, got `true`"},
    {"build { fuse: off }\n",
     "`fuse` takes `true` or `false`, got the word `off`"},
    {"build { fuse: 0 }\n",
     "`fuse` takes `true` or `false`, got the number `0`"},
    {"build { precision: \"f32\" }\n",
     "`precision` takes `f32` or `f64`, got the string \"f32\""},
    {"weights { freeze: [] }\n", "`freeze` takes a pattern such as "
                                 "\"encoder.*\", or a list of patterns, got "
                                 "a list"},
    {train("data: \"d\""),
     "`data` takes the name of a `data` record, got the string \"d\""},

    // Words and their arguments.
    {optimizer("sgd(lr: 0)"), "`lr` takes a number above 0, got the number "
                              "`0`"},
    {optimizer("sgd(lr: -1)"), "`lr` takes a number above 0, got the number "
                               "`-1`"},
    {optimizer("sgd(lr: nan)"), "`lr` takes a number above 0, got the word "
                                "`nan`"},
    {optimizer("adam(lr: 1, beta1: 1)"),
     "`beta1` takes a number from 0 to below 1, got the number `1`"},
    {optimizer("adam(lr: 1, weight_decay: -1)"),
     "`weight_decay` takes a number that is not negative, got the number "
     "`-1`"},
    {optimizer("sgd(lr: 1, nesterov: 1)"),
     "`nesterov` takes `true` or `false`, got the number `1`"},
    {optimizer("sgd(lr: 1e-60)"),
     "`lr` is 1e-60, which a 32-bit float rounds to 0; `build { precision: "
     "f64 }` keeps it"},
    {optimizer("sgd(lr: 1e39)"),
     "`lr` is 1e+39, which a 32-bit float rounds to infinity; `build { "
     "precision: f64 }` keeps it"},
    {optimizer("adam(lr: 1, eps: 1e-60, beta2: 0.999999999)"),
     "`beta2` is 0.999999999, which a 32-bit float rounds to 1; `build { "
     "precision: f64 }` keeps it\n"
     "`eps` is 1e-60, which a 32-bit float rounds to 0; `build { precision: "
     "f64 }` keeps it"},
    {train("clip: value(1e-60)\nschedule: cosine(min_lr: 1e-60)"),
     "`min_lr` is 1e-60, which a 32-bit float rounds to 0; `build { "
     "precision: f64 }` keeps it\n"
     "`limit` is 1e-60, which a 32-bit float rounds to 0; `build { precision: "
     "f64 }` keeps it"},
    {optimizer("adam(lr: 1, eps: 1e-60)") + "build { precision: f64 }\n", ""},
    {optimizer("adam(lr: 1, eps: 1e-60)") + "build { training: off }\n", ""},
    {optimizer("adam(lr: 1e-40, beta1: 0)"), ""},
    {optimizer("sgd"), "`sgd` needs `lr: …`"},
    {optimizer("adma(lr: 1)"),
     "unknown optimizer `adma`; did you mean `adam`?"},
    {optimizer("newton(lr: 1)"), "unknown optimizer `newton`; expected an "
                                 "optimizer such as `adam(lr: 1e-3)`"},
    {optimizer("rmsprop(lr: 1, whatever: 2)"), "`rmsprop` is not built yet"},
    {optimizer("sgd(lr: 1, momentun: 0.9)"),
     "`sgd` takes no `momentun`; did you mean `momentum`?"},
    {optimizer("sgd(lr: 1, rho: 0.9)"),
     "`sgd` takes no `rho`; it takes `lr`, `momentum`, `nesterov` and "
     "`weight_decay`"},
    {optimizer("sgd(1, lr: 1)"),
     "`lr` is given twice\n`lr` was given here first"},
    {train("clip: value(1, 2)"),
     "`value` takes `limit`; this argument is one too many"},
    {train("stop: early(loss, patience: 2 epochs, restore: bets)"),
     "unknown choice `bets`; did you mean `best`?"},
    {train("stop: early(hits, patience: 2 epochs, mode: mx)"),
     "unknown choice `mx`; did you mean `max`?"},
    {train("stop: early(hits, patience: 2 epochs)"),
     "it is not known whether a smaller or a larger `hits` is better; say "
     "`mode: min` or `mode: max`"},
    {train("stop: early(accuracy, patience: 2 epochs, mode: min)"),
     "a larger `accuracy` is better; leave `mode` out or say `mode: max`"},
    {train("stop: early(pull, patience: 2 epochs, mode: max)"),
     "a smaller `pull` is better; leave `mode` out or say `mode: min`"},
    {train("schedule: cosine(warmup: 2)"),
     "`warmup` takes a whole length above 0 with a unit, such as `2 epochs` or "
     "`500 steps`, got the number `2`"},
    {train("stop: early(loss, patience: 0 epochs)"),
     "`patience` takes a whole length above 0 with a unit, such as `2 epochs` "
     "or `500 steps`, got the number `0 epochs`"},
    {train("schedule: cosine(min_lr: 2)"),
     "`min_lr` 2 is above the optimizer's `lr` 1"},
    {train("schedule: one_cycle(max_lr: 2)"), "`one_cycle` is not built yet"},
    {train("stop: time(10)"),
     "`limit` takes a time above 0 with a unit, such as `10 s`, got the number "
     "`10`"},
    {train("stop: time(0 s)"), "`limit` takes a time above 0 with a unit, such "
                               "as `10 s`, got the number `0 s`"},

    // What records refer to.
    {train("data: d"), "there is no `data` record `d`"},
    {data("train: { " + rows + " }") + "build { batch: 1 }\n",
     "there is no `data` record `digit`; did you mean `digits`?",
     "train.data=digit"},
    {train("stop: below(recall, 1)"),
     "the network has no result `recall`; it has `loss`, `pull`, "
     "`cross_entropy`, `accuracy`, `miss`, `hits`, `val_loss`, `val_pull`, "
     "`val_cross_entropy`, `val_accuracy`, `val_miss` and `val_hits`"},
    {train("stop: below(acuracy, 1)"),
     "the network has no result `acuracy`; did you mean `accuracy`?"},
    {train("stop: below(val_loss, 1)"),
     "`val_loss` needs validation rows; give `data` a `split: "
     "random(validation: …)` or a `validation` record"},
    {data("train: { " + rows + " }\nsplit: random(test: 10%)",
          "stop: early(val_loss, patience: 1 epochs)"),
     "`val_loss` needs validation rows; give `data` a `split: "
     "random(validation: …)` or a `validation` record"},
    {data("train: { x: csv(\"x\", 0..4) + [1, 2], y: npy(\"y\"), w: npy(\"w\") "
          "}"),
     "operands of `+` have rows of 4 and of 2 numbers"},
    {data("train: { x: npy(\"x\"), y: table([[0], [1]]) - table([[0]]), w: "
          "npy(\"w\") }"),
     "operands of `-` have 2 and 1 row"},
    {data("train: { x: npy(\"x\"), y: table([[0], [1]]), w: -table([[1, 2]]) "
          "}"),
     "`w` has 1 row, but `y` has 2"},
    {"weights { rename: [[\"a.*\", \"b\"]] }\n",
     "`rename` takes a list of pairs of a name in files and one of the "
     "network, such as `[[\"0.*\", \"fc1.*\"]]`, with one `*` at most, in "
     "both or in none, got a list"},
    {train("seed: 9223372036854775808"),
     "`seed` takes a whole number from 0 to 9223372036854775807, got the "
     "number `9.22337203685e+18`"},
    {train("checkpoint: every(1 epochs, \"run.ckpt.gz\")"),
     "`run.ckpt.gz` ends in `.gz`, but checkpoints are not compressed"},
    {train("stop: [time(1 s), time(2 s)]"), "`time` is given twice"},
    {data("train: { x: npy(\"x\"), w: npy(\"w\") }"),
     "`train` of `data d` has nothing for the target `y`"},
    {data("train: { " + rows + " }\ntest: { x: npy(\"x\"), y: npy(\"y\") }"),
     "`test` of `data d` has nothing for the target `w`"},
    {data("train: { " + rows + ", labels: npy(\"l\") }"),
     "the network has no input or target `labels`; it has `x`, `y` and `w`"},
    {data("train: { " + rows + "\nX: npy(\"l\") }"),
     "the network has no input or target `X`"},
    {data("train: { " + rows + " }\nsplit: random(test: 1, stratify: w)"),
     "`stratify` names a target of type `index(n)`; `w` is none"},
    {data("train: { " + rows + " }\nsplit: random(test: 60%, validation: 40%)"),
     "the split takes all rows (100%); nothing is left to train on"},
    {data("train: { " + rows + " }\nsplit: random(test: 0.1)"),
     "`test` takes a part of the rows above 0% and below 100%, such as `15%`, "
     "or a number of rows above 0, got the number `0.1`"},
    {data("train: { " + rows + " }\nsplit: random(validation: 100%)"),
     "`validation` takes a part of the rows above 0% and below 100%, such as "
     "`15%`, or a number of rows above 0, got the number `100%`"},
    {data("train: { " + rows + " }\ntest: { " + rows +
          " }\nsplit: random(test: 10)"),
     "`test` is given twice\n`test` was given here first"},

    // Sources.
    {source("16"), "`x` takes a source such as `csv(\"data.csv\", 0..4)`, "
                   "got the number `16`"},
    {source("\"a.csv\""), "`x` takes a source such as `csv(\"data.csv\", "
                          "0..4)`, got the string \"a.csv\""},
    {source("cssv(\"a.csv\")"), "unknown source `cssv`; did you mean `csv`?"},
    {source("standardise(1 + 2)"),
     "`source` takes a source such as `csv(\"data.csv\", 0..4)`, got the "
     "number `3`"},
    {source("standardise()"), "`standardise` needs `source: …`"},
    {source("standardise(npy(\"x\"), npy(\"y\"))"),
     "`standardise` takes `source`; this argument is one too many"},
    {source("standardise(rows: npy(\"x\"))"),
     "`standardise` takes no `rows`; it takes `source`"},
    {source("standardize(npy(\"x\"))"),
     "unknown source `standardize`; did you mean `standardise`?"},
    {source("standardise"), "`standardise` needs `source: …`"},
    {source("standardise(table([[1, 2]])) + table([[1]])"),
     "operands of `+` have rows of 2 and of 1 number"},
    {source("standardise(table([[1]])) + table([[1], [2]])"),
     "operands of `+` have 1 and 2 rows"},
    {data("train: { " + rows +
          " }\nvalidation: { x: standardise(npy(\"x\")), "
          "y: npy(\"y\"), w: npy(\"w\") }"),
     "`x` of `validation` is not standardised as in `train`, where the "
     "constants are learnt\nthis is where the training rows have `x` from"},
    {data("train: { x: standardise(npy(\"x\") * 2), y: npy(\"y\"), w: "
          "npy(\"w\") }\nvalidation: { x: standardise(npy(\"v\")) * 2, y: "
          "npy(\"y\"), w: npy(\"w\") }"),
     "`x` of `validation` is not standardised as in `train`, where the "
     "constants are learnt\nthis is where the training rows have `x` from"},
    {source("npy(\"x\") + \"y\""),
     "`+` cannot combine a source and the string \"y\""},
    {source("npy(\"x\") < 3"),
     "`<` cannot combine a source and the number `3`"},
    {source("npy(\"x\") / (1 - 1)"),
     "`npy(\"x\") / (1 - 1)` is not a finite number"},
    {source("csv(\"a\", 4..4)"), "`columns` takes a column, or a range of "
                                 "columns such as `0..64`, got a range"},
    {source("csv(\"a\", delimiter: \"ab\")"),
     "`delimiter` takes a string of one character, such as \";\", got the "
     "string \"ab\""},
    {source("csv(\"\")"),
     "`file` takes a string that is not empty, got the string \"\""},
    {source("csv(\"a\", \"b\"..3)"), "`..` takes numbers, got the string "
                                     "\"b\""},
    {source("table([[1, 2], [3]])"),
     "row of 1 in a table whose first row has 2; rows are equally long"},
    {source("table([1, 2])"), "`rows` takes a list of rows, such as `[[0, "
                              "1], [1, 0]]`, got a list"},

    // `--set`; the rest is in OverrideTest.cpp.
    {"", "`--set train.epochs` is not of the form `record.key=value`",
     "train.epochs"},
    {"",
     "`--set` changes `train`, `data`, `weights` and `build`, not "
     "`const`",
     "const.A=1"},
};

/// Runs a case; `network` goes last, so that imports come first.
static Loaded &run(const Case &test, Loaded &loaded) {
  if (!loaded.engine.hasErrors() && !test.set.empty() && !loaded.set(test.set))
    return loaded;
  if (std::optional<Settings> settings = loaded.settings())
    checkPrecision(*settings, loaded.engine);
  return loaded;
}

TEST(Messages, AreThese) {
  for (const Case &test : cases) {
    std::string text = test.text + network;
    if (test.set == "train.data=digit")
      text += "data digits { train: { " + rows + " } }\n";
    Loaded loaded(text, imports);
    run(test, loaded);
    std::string expected = test.messages;
    EXPECT_EQ(loaded.allMessages().empty(), expected.empty())
        << test.text << loaded.allMessages();
    // A guess may follow.
    EXPECT_TRUE(llvm::StringRef(loaded.allMessages()).starts_with(expected))
        << test.text << test.set << "\n"
        << loaded.allMessages();
    EXPECT_EQ(llvm::count(loaded.allMessages(), '\n'),
              llvm::count(expected, '\n'))
        << test.text << "\n"
        << loaded.allMessages();
  }
}

TEST(Messages, OfAFileWithoutANetwork) {
  Loaded loaded("const A = 1\n");
  EXPECT_EQ(loaded.allMessages(), "file declares no `network`");
}

TEST(Messages, OfABuildThatIsNotThere) {
  Loaded loaded(network + "build mcu { threads: 1 }\n");
  EXPECT_FALSE(loaded.settings("mcv"));
  EXPECT_EQ(loaded.allMessages(),
            "there is no `build mcv`; did you mean `mcu`?");
  Loaded other(network);
  EXPECT_FALSE(other.settings("gpu"));
  EXPECT_EQ(other.allMessages(), "there is no `build gpu`");
}

TEST(Messages, OfWhatIsNotBuiltAreForTheChosenBuildOnly) {
  Loaded loaded(network + "build mcu { arch: \"cortex-m4\", ram: 8KiB\n"
                          "  precision: int8(calibrate: digits) }\n");
  EXPECT_TRUE(loaded.settings());
  EXPECT_EQ(loaded.allMessages(), "");
  EXPECT_FALSE(loaded.settings("mcu"));
  EXPECT_EQ(loaded.allMessages(), "`arch` is not built yet\n"
                                  "`ram` is not built yet\n"
                                  "`int8` is not built yet");
}

TEST(Messages, PointAtTheNarrowestThing) {
  Loaded loaded(network + "train {\n  optimizer: sgd(lr: 1, momentun: 0)\n"
                          "  epochs: 1\n}\n");
  std::string text;
  loaded.engine.setHandler([&](const Diagnostic &diagnostic) {
    llvm::raw_string_ostream os(text);
    print(diagnostic, loaded.sources, os);
  });
  loaded.settings();
  EXPECT_EQ(text, "dir/main.plx:14:25: error: `sgd` takes no `momentun`; did "
                  "you mean `momentum`?\n"
                  "  optimizer: sgd(lr: 1, momentun: 0)\n"
                  "                        ^~~~~~~~\n"
                  "                        momentum\n");
}

/// Rows of Diagnostics.def that no case above provokes.
TEST(Messages, EveryRowHasACase) {
  std::set<Id> seen = {Id::network_missing, Id::settings_unknown_build,
                       // ModulesTest.cpp
                       Id::import_too_many};
  for (const Case &test : cases) {
    std::string text = test.text + network;
    if (test.set == "train.data=digit")
      text += "data digits { train: { " + rows + " } }\n";
    Loaded loaded(text, imports);
    for (Id id : run(test, loaded).ids)
      seen.insert(id);
  }
  for (unsigned i = unsigned(Id::const_bad_operands);
       i <= unsigned(Id::set_unknown_record); ++i)
    EXPECT_TRUE(seen.count(Id(i))) << diag::name(Id(i)).str();
}

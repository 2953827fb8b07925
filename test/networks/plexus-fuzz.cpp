//===- plexus-fuzz.cpp - random networks, compiled against interpreted ----===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"
#include "test/networks/Generator.h"
#include "test/networks/Judge.h"
#include "test/networks/Shrink.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <chrono>
#include <map>

using namespace plexus::networks;
namespace cl = llvm::cl;

static cl::OptionCategory category("plexus-fuzz");
static cl::opt<uint64_t> seedOption("seed", cl::init(1), cl::cat(category),
                                    cl::desc("seed of the first network"));
static cl::opt<uint64_t>
    count("count", cl::init(100), cl::cat(category),
          cl::desc("how many networks, seeds counting up"));
static cl::opt<double>
    seconds("seconds", cl::init(0), cl::cat(category),
            cl::desc("stop after this time, if it is not 0"));
static cl::opt<std::string>
    modeNames("modes", cl::cat(category), cl::value_desc("NAME,..."),
              cl::desc("rows of Modes.def; else all of them"));
static cl::opt<bool>
    sample("sample", cl::cat(category),
           cl::desc("one mode of each format for each network, of which one "
                    "in four networks is optimised"));
static cl::opt<bool> broken("broken", cl::cat(category),
                            cl::desc("networks with one broken rule, which "
                                     "have to be refused with its message"));
static cl::opt<bool>
    words("words", cl::cat(category),
          cl::desc("say which words of the language no network has"));
static cl::opt<bool> printOnly("print", cl::cat(category),
                               cl::desc("write the networks, try nothing"));
static cl::opt<std::string>
    judgeFile("judge", cl::cat(category), cl::value_desc("FILE.plx"),
              cl::desc("try this network, with the numbers of --seed"));
static cl::opt<std::string>
    folder("reproducers", cl::init("reproducers"), cl::cat(category),
           cl::value_desc("FOLDER"),
           cl::desc("where networks that go wrong are written, with what was "
                    "wrong and how to see it again"));

static cl::opt<std::string> march("march", cl::init("native"),
                                  cl::cat(category),
                                  cl::desc("the processor to compile for"));
static cl::opt<std::string>
    objects("objects", cl::cat(category), cl::value_desc("FOLDER"),
            cl::desc("where machine code is kept; what is there, from "
                     "whatever compiler, is tried instead of compiled"));
static cl::opt<bool>
    compileOnly("compile-only", cl::cat(category),
                cl::desc("for --objects, where another machine tries them"));

static cl::opt<unsigned> shrinkBudget(
    "shrink", cl::init(400), cl::cat(category),
    cl::desc("how many smaller networks are tried for one that goes wrong"));

static std::vector<Mode> chosenModes(std::string &error) {
  llvm::SmallVector<llvm::StringRef> names;
  llvm::StringRef(modeNames).split(names, ',', -1, /*KeepEmpty=*/false);
  std::vector<Mode> modes;
  for (const Mode &mode : allModes())
    if (names.empty() || llvm::is_contained(names, mode.name))
      modes.push_back(mode);
  if (!names.empty() && modes.size() != names.size())
    error = "no such mode among `" + modeNames + "`";
  return modes;
}

/// One mode of each format, which the seed chooses. LLVM's optimiser takes most
/// of the time, so three networks of four go without, and more of them are
/// tried.
static std::vector<Mode> sampled(llvm::ArrayRef<Mode> modes, uint64_t seed) {
  std::vector<Mode> optimized, chosen;
  for (const Mode &mode : modes)
    if (mode.optLevel)
      optimized.push_back(mode);
  if (seed % 4 == 0 && !optimized.empty())
    chosen.push_back(optimized[seed / 4 % optimized.size()]);
  // Where a format has no plain mode it is optimised every time. Modes.def has
  // plain modes first.
  for (const Mode &mode : modes)
    if (llvm::none_of(chosen,
                      [&](const Mode &m) { return m.single == mode.single; }))
      chosen.push_back(mode);
  return chosen;
}

/// The modes with the files in which the machine code of a network is kept.
static std::vector<Mode> withObjects(std::vector<Mode> modes, uint64_t seed) {
  for (Mode &mode : modes) {
    mode.march = march;
    mode.isTried = !compileOnly;
    if (objects.empty())
      continue;
    llvm::SmallString<128> path(objects);
    llvm::sys::path::append(path, llvm::Twine(seed) + "-" + mode.name + "-" +
                                      march + ".o");
    mode.object = path.str().str();
  }
  return modes;
}

static void writeFile(llvm::StringRef path, llvm::StringRef text) {
  std::error_code error;
  llvm::raw_fd_ostream(path, error) << text;
}

/// `FOLDER/SEED/network.plx`, `shrunk.plx` and `README`.
static std::string writeReproducer(uint64_t seed, const std::string &text,
                                   const std::string &shrunk,
                                   const Verdict &verdict) {
  llvm::SmallString<128> place(folder);
  llvm::sys::path::append(place, std::to_string(seed));
  llvm::sys::fs::create_directories(place);
  auto file = [&](llvm::StringRef name) {
    llvm::SmallString<128> path = place;
    llvm::sys::path::append(path, name);
    return path;
  };
  std::string modes = verdict.mode.empty() ? "" : " --modes=" + verdict.mode;
  writeFile(file("network.plx"), text);
  writeFile(file("shrunk.plx"), shrunk);
  writeFile(file("README"),
            llvm::formatv("{0} {1}: {2}\n\nplexus-fuzz --seed={3}{4} "
                          "--judge=shrunk.plx\n",
                          kindName(verdict.kind), verdict.mode, verdict.reason,
                          seed, modes)
                .str());
  return place.str().str();
}

static bool isWrong(const Verdict &verdict) {
  return verdict.kind == Verdict::Kind::Differs ||
         verdict.kind == Verdict::Kind::Refused;
}

/// Shrinks what went wrong to what goes wrong in the same way.
static void reportFailure(uint64_t seed, const std::string &text,
                          const Verdict &verdict, llvm::ArrayRef<Mode> modes) {
  llvm::outs() << llvm::formatv("seed {0} {1} {2}: {3}\n", seed,
                                kindName(verdict.kind), verdict.mode,
                                llvm::StringRef(verdict.reason).trim());
  std::vector<Mode> withoutObjects;
  for (const Mode &mode : modes)
    if (verdict.mode.empty() || mode.name == verdict.mode) {
      withoutObjects.push_back(mode);
      withoutObjects.back().object.clear();
    }
  llvm::StringRef refusal = verdict.reason;
  refusal = refusal.substr(refusal.find("error: "));
  std::string shrunk = shrink(
      text,
      [&](const std::string &candidate) {
        Verdict other = judge(candidate, seed, withoutObjects);
        return other.kind == verdict.kind &&
               (verdict.kind != Verdict::Kind::Refused ||
                llvm::StringRef(other.reason).contains(refusal.take_front(40)));
      },
      shrinkBudget);
  std::string place = writeReproducer(seed, text, shrunk, verdict);
  llvm::outs() << "  shrunk in " << place << ":\n" << shrunk << "\n";
  llvm::outs().flush();
}

static int fail(const llvm::Twine &message) {
  llvm::errs() << "plexus-fuzz: error: " << message << "\n";
  return 64;
}

static int judgeOne(const std::vector<Mode> &modes) {
  auto text = llvm::MemoryBuffer::getFile(judgeFile);
  if (!text)
    return fail("cannot read `" + judgeFile + "`");
  Verdict verdict = judge((*text)->getBuffer(), seedOption, modes);
  llvm::outs() << kindName(verdict.kind) << " " << verdict.mode << " "
               << verdict.reason << "\n";
  return isWrong(verdict);
}

/// Whether `word` stands in `text`; letters as a whole word.
static bool contains(const std::string &text, llvm::StringRef word) {
  auto isLetter = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  bool isName = isLetter(word.front());
  for (size_t at = text.find(word.str()); at != std::string::npos;
       at = text.find(word.str(), at + 1)) {
    size_t end = at + word.size();
    bool begins = !isName || at == 0 || !isLetter(text[at - 1]);
    if (begins && (!isName || end == text.size() || !isLetter(text[end])))
      return true;
  }
  return false;
}

/// Lists the words of the dialect that the networks of the seeds lack.
static int listMissingWords() {
  std::string all;
  for (uint64_t seed = seedOption; seed < seedOption + count; ++seed)
    all += generateNetwork(seed);
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  unsigned missing = 0, known = 0;
  for (const plexus::nn::Word *word : plexus::nn::allWords(context)) {
    ++known;
    if (contains(all, word->spelling))
      continue;
    ++missing;
    llvm::outs() << "never generated: " << word->spelling << "\n";
  }
  llvm::outs() << known - missing << " of " << known << " words generated\n";
  return missing > 0;
}

int main(int argc, char **argv) {
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(
      argc, argv,
      "compiles random networks and compares them with the referee\n");
  std::string error;
  std::vector<Mode> modes = chosenModes(error);
  if (!error.empty())
    return fail(error);
  if (words)
    return listMissingWords();
  if (!judgeFile.empty())
    return judgeOne(modes);

  std::map<std::string, uint64_t> kinds;
  auto start = std::chrono::steady_clock::now();
  auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                         start)
        .count();
  };
  uint64_t seed = seedOption, wrong = 0;
  for (; seed < seedOption + count; ++seed) {
    if (seconds > 0 && elapsed() > seconds)
      break;
    if (broken) {
      BrokenNetwork network = generateBrokenNetwork(seed);
      if (printOnly) {
        llvm::outs() << network.text << "# " << network.message << "\n\n";
        continue;
      }
      Verdict verdict = judgeRefusal(network.text, network.message);
      ++kinds[verdict ? "refused as expected" : "not refused as expected"];
      if (!verdict) {
        ++wrong;
        llvm::outs() << "seed " << seed << ": " << verdict.reason << "\n"
                     << network.text << "\n";
      }
      continue;
    }
    std::string text = generateNetwork(seed);
    if (printOnly) {
      llvm::outs() << text << "\n";
      continue;
    }
    std::vector<Mode> own =
        withObjects(sample ? sampled(modes, seed) : modes, seed);
    Verdict verdict = judge(text, seed, own);
    std::string kind =
        verdict && compileOnly ? "compiled" : kindName(verdict.kind).str();
    if (verdict.kind == Verdict::Kind::Degenerate)
      kind += ", " + verdict.reason;
    ++kinds[kind];
    if (isWrong(verdict)) {
      ++wrong;
      reportFailure(seed, text, verdict, own);
    }
  }
  if (printOnly)
    return 0;
  uint64_t tried = seed - seedOption;
  llvm::outs() << llvm::formatv("seeds {0} .. {1}: {2} networks in {3:f1} s, "
                                "{4:f2} a second\n",
                                uint64_t(seedOption), seed - 1, tried,
                                elapsed(), double(tried) / elapsed());
  for (auto &[kind, number] : kinds)
    llvm::outs() << "  " << kind << ": " << number << "\n";
  return wrong > 0;
}

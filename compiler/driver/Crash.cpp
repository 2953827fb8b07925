//===- Crash.cpp - even the worst ends in one line and a status -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Crash.h"

#include "compiler/support/ExitStatus.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/thread.h"

#include <csignal>
#include <cstring>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

using namespace plexus;
using namespace plexus::driver;

/// Ends the process from anywhere, signal handlers and the middle of a failed
/// allocation included: no destructor, no allocation, no lock.
[[noreturn]] static void endWith(ExitStatus status, const char *what,
                                 const char *why = "") {
  char line[512] = "plexc: error: ";
  strncat(line, what, sizeof(line) - strlen(line) - 2);
  strncat(line, why, sizeof(line) - strlen(line) - 2);
  for (char &c : line) // the reason is LLVM's: it may have several lines
    if (c == '\n')
      c = ' ';
  strcat(line, "\n");
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, line, strlen(line));
  _exit(int(status));
}

static void onFatalError(void *, const char *why, bool) {
  llvm::sys::RunInterruptHandlers(); // removes temporary files
  endWith(ExitStatus::Internal, "internal error: ", why);
}

static void onBadAlloc(void *, const char *, bool) {
  llvm::sys::RunInterruptHandlers();
  endWith(ExitStatus::OutOfMemory, "out of memory");
}

static void onNewFailed() { onBadAlloc(nullptr, nullptr, false); }

/// LLVM has removed the temporary files when it calls this.
static void onFault(void *) {
  endWith(ExitStatus::Internal,
          "internal error: the compiler crashed; please report the file that "
          "it was given");
}

/// Pages that are not touched cost nothing, unless address space is rationed.
static unsigned stackBytes() {
  rlimit space;
  bool isRationed =
      getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY;
  return isRationed ? 1u << 25 : 1u << 29;
}

int plexus::driver::runGuarded(llvm::function_ref<int()> body) {
  llvm::install_fatal_error_handler(onFatalError);
  llvm::install_bad_alloc_error_handler(onBadAlloc);
  std::set_new_handler(onNewFailed);
  // If the reader goes away, writing fails; the process goes on.
  std::signal(SIGPIPE, SIG_IGN);
  int status = 0;
  llvm::thread worker(std::optional<unsigned>(stackBytes()), [&] {
    // On this thread, because it is this stack that may overflow.
    llvm::sys::AddSignalHandler(onFault, nullptr);
    status = body();
  });
  worker.join();
  return status;
}

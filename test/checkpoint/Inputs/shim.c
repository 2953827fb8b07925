// shim.c - a system that is short of things: loaded before the C library.
//
// SHORT_WRITES=N: write() takes at most N bytes. FAIL_ALLOCATION=N: the N-th
// allocation after main has begun fails, and those after it do not.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

static long allocations, failing = -1;

static int fails(void) {
  if (failing < 0)
    return 0;
  return ++allocations == failing;
}

// The program's, found by name: what the C library allocates on its way there
// is not ours.
int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack) {
  const char *text = getenv("FAIL_ALLOCATION");
  typeof(&__libc_start_main) next = dlsym(RTLD_NEXT, "__libc_start_main");
  failing = text ? atol(text) : -1;
  return next(main, argc, argv, init, fini, rtld_fini, stack);
}

void *malloc(size_t size) {
  static void *(*next)(size_t);
  if (!next)
    next = dlsym(RTLD_NEXT, "malloc");
  return fails() ? NULL : next(size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  static void *(*next)(size_t, size_t);
  if (!next)
    next = dlsym(RTLD_NEXT, "aligned_alloc");
  return fails() ? NULL : next(alignment, size);
}

int posix_memalign(void **place, size_t alignment, size_t size) {
  static int (*next)(void **, size_t, size_t);
  if (!next)
    next = dlsym(RTLD_NEXT, "posix_memalign");
  return fails() ? 12 : next(place, alignment, size);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  static ssize_t (*next)(int, const void *, size_t);
  if (!next)
    next = dlsym(RTLD_NEXT, "write");
  const char *text = getenv("SHORT_WRITES");
  size_t most = text ? (size_t)atol(text) : count;
  return next(descriptor, bytes, count < most ? count : most);
}

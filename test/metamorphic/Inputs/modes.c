// The host program rounds upward and flushes subnormal numbers to zero: the network
// computes the same bits, and the host's mode is as it was.
#include "runtime/core/plexus.h"
#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const plx_model plx_model_Noisy;

static void *arena(uint64_t bytes) {
  void *memory = aligned_alloc(PLX_ALIGNMENT, (bytes / PLX_ALIGNMENT + 1) * PLX_ALIGNMENT);
  return memset(memory, 0, bytes);
}

static void run(float *y, float *loss, void *parameters, unsigned mode) {
  const plx_model *m = &plx_model_Noisy;
  static const float x[6] = {0.1f, -0.7f, 1e-38f, 1.1e-38f, 3e-39f, -2e-41f};
  static const float t[4] = {0.3f, 1, 0, 1e-39f};
  const void *inputs[] = {x}, *targets[] = {t};
  void *outputs[] = {y};
  plx_call call = {.parameters = parameters, .state = arena(m->state_bytes),
                   .workspace = arena(m->workspace_bytes), .inputs = inputs,
                   .targets = targets, .outputs = outputs, .results = loss,
                   .rows = 2, .step = 1, .learning_rate = 0.1};
  _mm_setcsr(mode);
  plx_initialize(m, parameters, 1);
  m->predict(&call);
  m->step(&call);
  unsigned after = _mm_getcsr();
  _mm_setcsr(0x1F80);
  if (after != mode)
    printf("the mode is %x after it, not %x\n", after, mode);
}

int main(void) {
  uint64_t bytes = plx_model_Noisy.parameter_bytes;
  void *weights = arena(bytes), *others = arena(bytes);
  float y[4], y2[4], loss, loss2;
  run(y, &loss, weights, 0x1F80);
  const unsigned modes[] = {0x9FC0, 0x5F80, 0xFFC0, 0x3F80};
  for (int i = 0; i < 4; ++i) {
    run(y2, &loss2, others, modes[i]);
    printf("%04x: %s\n", modes[i],
           memcmp(y, y2, sizeof y) || memcmp(&loss, &loss2, sizeof loss) ||
               memcmp(weights, others, bytes) ? "other bits" : "the same bits");
  }
  printf("a subnormal output: %d\n", y[3] != 0 && y[3] < 1e-38f && y[3] > -1e-38f);
}

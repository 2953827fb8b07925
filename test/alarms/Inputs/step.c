// A step whose loss is not finite leaves parameters and states as they are; the next
// one changes them.
#include "runtime/core/plexus.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const plx_model plx_model_Deep;

static void *arena(uint64_t bytes) {
  void *memory = aligned_alloc(PLX_ALIGNMENT, (bytes / PLX_ALIGNMENT + 1) * PLX_ALIGNMENT);
  return memset(memory, 0, bytes);
}

int main(void) {
  const plx_model *m = &plx_model_Deep;
  float x[3] = {0.5f, -1, 2}, t[2] = {1, -1}, results[8];
  const void *inputs[] = {x}, *targets[] = {t};
  plx_call call = {.parameters = arena(m->parameter_bytes),
                   .state = arena(m->state_bytes),
                   .workspace = arena(m->workspace_bytes),
                   .inputs = inputs, .targets = targets, .results = results,
                   .rows = 1, .step = 1, .learning_rate = 0.01};
  plx_initialize(m, call.parameters, 1);
  m->step(&call);
  void *parameters = arena(m->parameter_bytes), *state = arena(m->state_bytes);
  const float bad[] = {NAN, INFINITY, -INFINITY};
  for (int i = 0; i < 4; ++i) {
    memcpy(parameters, call.parameters, m->parameter_bytes);
    memcpy(state, call.state, m->state_bytes);
    t[0] = i < 3 ? bad[i] : 1;
    call.step = 2;
    m->step(&call);
    printf("loss %g: parameters %s, states %s\n", (double)results[0],
           memcmp(parameters, call.parameters, m->parameter_bytes) ? "change" : "stay",
           memcmp(state, call.state, m->state_bytes) ? "change" : "stay");
  }
}

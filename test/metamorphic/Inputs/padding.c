// padding.c: a network reads and writes the memory that it was promised.
//
// Every array is exactly as long as the interface says, its end next to memory
// that must not be touched (but for what the alignment leaves between). What
// nobody has written yet - workspace, gradients, results, outputs, gaps between
// parameters, all that lies around the arrays - is zeros, or 0xFF, or random.
// The entry points write the same bits in each case, and nothing else changes.
// They are given what they need; all other pointers are null.
#include "runtime/core/plexus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

extern const plx_model plx_model_Noisy;
static const plx_model *const model = &plx_model_Noisy;

enum { PAGE = 4096, MOST = 8 };
enum fill { ZEROS, ONES, RANDOM, FILLS };

typedef struct area {
  const char *name;
  unsigned char *memory; // that may be touched: up to the end of a page
  unsigned char *begin;  // of the array
  size_t whole, bytes;   // of memory, of the array
} area;

typedef struct world {
  area parameters, state, workspace, gradients, results, statistics;
  area inputs[MOST], targets[MOST], outputs[MOST];
} world;

// What the entry points have written, one after the other.
typedef struct record {
  unsigned char *bytes;
  size_t count;
} record;

static void fail(const char *entry, const char *where, const char *what) {
  printf("%s: %s: %s\n", entry, where, what);
  exit(1);
}

static unsigned char filled(enum fill fill, size_t i) {
  uint64_t hash = (i + 1) * 0x9E3779B97F4A7C15u;
  return fill == ZEROS ? 0 : fill == ONES ? 0xFF : (unsigned char)(hash >> 47);
}

static area makeArea(const char *name, size_t bytes, size_t alignment,
                     enum fill fill) {
  size_t used = (bytes + alignment - 1) / alignment * alignment;
  size_t whole = (used + 2 * PAGE - 1) / PAGE * PAGE;
  unsigned char *map = mmap(NULL, whole + 2 * PAGE, PROT_NONE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (map == MAP_FAILED || mprotect(map + PAGE, whole, PROT_READ | PROT_WRITE))
    fail("padding", name, "no memory");
  area a = {name, map + PAGE, map + PAGE + whole - used, whole, bytes};
  for (size_t i = 0; i < whole; ++i)
    a.memory[i] = filled(fill, i);
  return a;
}

static void dropArea(area *a) { munmap(a->memory - PAGE, a->whole + 2 * PAGE); }

static size_t elementBytes(uint32_t type) { return type == PLX_F64 ? 8 : 4; }

static size_t valueBytes(const plx_value *value, uint64_t rows) {
  return rows * value->elements * elementBytes(value->type);
}

// Numbers in (-range, range).
static double drawn(double range) {
  static uint64_t state = 1;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return range * ((double)(state >> 40) / (1 << 23) - 1 + 1.0 / (1 << 24));
}

static void put(unsigned char *place, uint32_t type, uint64_t i,
                double number) {
  if (type == PLX_F64)
    ((double *)(void *)place)[i] = number;
  else if (type == PLX_F32)
    ((float *)(void *)place)[i] = (float)number;
  else
    ((int32_t *)(void *)place)[i] = (int32_t)number;
}

// The same numbers in every world: those of the sources.
static void drawValue(unsigned char *place, const plx_value *value,
                      uint64_t rows) {
  for (uint64_t i = 0; i < rows * value->elements; ++i)
    put(place, value->type, i,
        value->classes ? (drawn(0.5) + 0.5) * (double)value->classes
                       : drawn(1));
}

// Bytes that an entry point may have written: all, the pieces of an arena,
// none.
typedef enum part { ALL, PIECES, TRAINED, NONE } part;

static int isPiece(const char *name, part part, size_t at) {
  uint64_t size = elementBytes(model->element_type);
  int isState = !strcmp(name, "state");
  for (uint32_t i = 0; isState && i < model->state_count; ++i) {
    const plx_state *s = &model->states[i];
    if (at >= s->offset && at < s->offset + s->elements * size)
      return 1;
  }
  for (uint32_t i = 0; !isState && i < model->parameter_count; ++i) {
    const plx_parameter *p = &model->parameters[i];
    if (at >= p->offset && at < p->offset + p->elements * size)
      return part == PIECES || !p->frozen;
  }
  return 0;
}

// What lies around the array is as it was filled; what `written` does not allow
// is as it was `before`. What it allows is recorded.
static void inspect(const char *entry, const area *a, enum fill fill,
                    part written, const unsigned char *before, record *record) {
  size_t offset = (size_t)(a->begin - a->memory);
  for (size_t i = 0; i < a->whole; ++i) {
    int inside = i >= offset && i - offset < a->bytes;
    if (!inside) {
      if (a->memory[i] != filled(fill, i))
        fail(entry, a->name,
             i < offset ? "written before it" : "written behind it");
      continue;
    }
    int may = written == ALL ||
              (written != NONE && isPiece(a->name, written, i - offset));
    if (!may && a->memory[i] != before[i])
      fail(entry, a->name, "written where nothing is to be written");
    if (may && record)
      record->bytes[record->count++] = a->memory[i];
  }
}

static unsigned char *copyOf(const area *a) {
  unsigned char *copy = malloc(a->whole);
  return copy ? memcpy(copy, a->memory, a->whole) : NULL;
}

typedef enum entry {
  PREDICT,
  EVALUATE,
  GRADIENTS,
  FIRST_STEP,
  SECOND_STEP,
  STATISTICS,
  ENTRIES
} entry;
static const char *const entryNames[] = {"predict", "evaluate", "gradients",
                                         "step", "second step", "statistics"};

static void callEntry(entry entry, world *w, uint64_t rows, enum fill fill,
                      record *record) {
  const char *name = entryNames[entry];
  const void *inputs[MOST], *targets[MOST];
  void *outputs[MOST];
  for (uint32_t i = 0; i < MOST; ++i) {
    inputs[i] = w->inputs[i].begin;
    targets[i] = w->targets[i].begin;
    outputs[i] = w->outputs[i].begin;
  }
  int steps = entry == FIRST_STEP || entry == SECOND_STEP;
  plx_call call = {0};
  call.parameters = w->parameters.begin;
  call.workspace = w->workspace.begin;
  call.inputs = inputs;
  call.rows = rows;
  if (entry == PREDICT) {
    call.outputs = outputs;
  } else {
    call.targets = targets;
    call.results =
        entry == STATISTICS ? w->statistics.begin : w->results.begin;
  }
  if (entry == GRADIENTS)
    call.gradients = w->gradients.begin;
  if (steps) {
    call.state = w->state.begin;
    call.learning_rate = 1e-2;
  }
  if (steps || entry == GRADIENTS || entry == STATISTICS) {
    call.seed = 7;
    call.step = entry == SECOND_STEP ? 2 : 1;
  }
  unsigned char *parameters = copyOf(&w->parameters),
                *state = copyOf(&w->state), *gradients = copyOf(&w->gradients),
                *ins[MOST], *tos[MOST];
  for (uint32_t i = 0; i < model->input_count; ++i)
    ins[i] = copyOf(&w->inputs[i]);
  for (uint32_t i = 0; i < model->target_count; ++i)
    tos[i] = copyOf(&w->targets[i]);

  plx_entry functions[] = {model->predict, model->evaluate, model->gradients,
                           model->step, model->step, model->statistics};
  functions[entry](&call);

  inspect(name, &w->parameters, fill, steps ? TRAINED : NONE, parameters,
          record);
  inspect(name, &w->state, fill, steps ? PIECES : NONE, state, record);
  inspect(name, &w->gradients, fill, entry == GRADIENTS ? TRAINED : NONE,
          gradients, record);
  inspect(name, &w->workspace, fill, ALL, NULL, NULL);
  inspect(name, &w->results, fill, ALL, NULL,
          entry == PREDICT || entry == STATISTICS ? NULL : record);
  inspect(name, &w->statistics, fill, ALL, NULL,
          entry == STATISTICS ? record : NULL);
  for (uint32_t i = 0; i < model->output_count; ++i)
    inspect(name, &w->outputs[i], fill, ALL, NULL,
            entry == PREDICT ? record : NULL);
  for (uint32_t i = 0; i < model->input_count; ++i) {
    inspect(name, &w->inputs[i], fill, NONE, ins[i], NULL);
    free(ins[i]);
  }
  for (uint32_t i = 0; i < model->target_count; ++i) {
    inspect(name, &w->targets[i], fill, NONE, tos[i], NULL);
    free(tos[i]);
  }
  free(parameters);
  free(state);
  free(gradients);
}

static area drawnArea(const plx_value *value, uint64_t rows, enum fill fill,
                      const void *numbers) {
  area a = makeArea(value->name, valueBytes(value, rows),
                    elementBytes(value->type), fill);
  memcpy(a.begin, numbers, a.bytes);
  return a;
}

// Numbers that are the same in every world.
typedef struct sources {
  unsigned char *parameters[64], *inputs[MOST], *targets[MOST];
} sources;

static sources drawSources(void) {
  sources s = {{0}, {0}, {0}};
  for (uint32_t i = 0; i < model->parameter_count; ++i) {
    const plx_parameter *p = &model->parameters[i];
    s.parameters[i] = malloc(p->elements * sizeof(double));
    for (uint64_t k = 0; k < p->elements; ++k)
      put(s.parameters[i], model->element_type, k, drawn(0.2));
  }
  for (uint32_t i = 0; i < model->input_count; ++i) {
    s.inputs[i] = malloc(valueBytes(&model->inputs[i], model->capacity));
    drawValue(s.inputs[i], &model->inputs[i], model->capacity);
  }
  for (uint32_t i = 0; i < model->target_count; ++i) {
    s.targets[i] = malloc(valueBytes(&model->targets[i], model->capacity));
    drawValue(s.targets[i], &model->targets[i], model->capacity);
  }
  return s;
}

static void visit(const sources *s, uint64_t rows, enum fill fill,
                  record *records) {
  size_t size = elementBytes(model->element_type);
  world w = {
      makeArea("parameters", model->parameter_bytes, PLX_ALIGNMENT, fill),
      makeArea("state", model->state_bytes, PLX_ALIGNMENT, fill),
      makeArea("workspace", model->workspace_bytes, PLX_ALIGNMENT, fill),
      makeArea("gradients", model->parameter_bytes, PLX_ALIGNMENT, fill),
      makeArea("results", model->result_count * size, size, fill),
      makeArea("statistics", model->layer_count * PLX_STATISTICS * size, size,
               fill),
      {{0}},
      {{0}},
      {{0}}};
  for (uint32_t i = 0; i < model->parameter_count; ++i)
    memcpy(w.parameters.begin + model->parameters[i].offset, s->parameters[i],
           model->parameters[i].elements * size);
  for (uint32_t i = 0; i < model->state_count; ++i)
    memset(w.state.begin + model->states[i].offset, 0,
           model->states[i].elements * size);
  for (uint32_t i = 0; i < model->input_count; ++i)
    w.inputs[i] = drawnArea(&model->inputs[i], rows, fill, s->inputs[i]);
  for (uint32_t i = 0; i < model->target_count; ++i)
    w.targets[i] = drawnArea(&model->targets[i], rows, fill, s->targets[i]);
  for (uint32_t i = 0; i < model->output_count; ++i)
    w.outputs[i] =
        makeArea(model->outputs[i].name, valueBytes(&model->outputs[i], rows),
                 elementBytes(model->outputs[i].type), fill);
  for (entry e = PREDICT; e < ENTRIES; ++e)
    callEntry(e, &w, rows, fill, &records[e]);
  dropArea(&w.parameters);
  dropArea(&w.state);
  dropArea(&w.workspace);
  dropArea(&w.gradients);
  dropArea(&w.results);
  dropArea(&w.statistics);
  for (uint32_t i = 0; i < model->input_count; ++i)
    dropArea(&w.inputs[i]);
  for (uint32_t i = 0; i < model->target_count; ++i)
    dropArea(&w.targets[i]);
  for (uint32_t i = 0; i < model->output_count; ++i)
    dropArea(&w.outputs[i]);
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (model->abi != PLX_ABI_VERSION || model->parameter_count > 64)
    fail("padding", model->name,
         "another version, or more parameters than are looked at");
  const sources s = drawSources();
  const uint64_t counts[] = {1, 5, model->capacity};
  size_t most = 2 * (model->parameter_bytes + model->state_bytes) + 4096;
  for (uint32_t i = 0; i < model->output_count; ++i)
    most += valueBytes(&model->outputs[i], model->capacity);
  record records[FILLS][ENTRIES];
  for (int k = 0; k < 3; ++k) {
    for (int fill = 0; fill < FILLS; ++fill) {
      for (int e = 0; e < ENTRIES; ++e)
        records[fill][e] = (record){malloc(most), 0};
      visit(&s, counts[k], (enum fill)fill, records[fill]);
    }
    for (int e = 0; e < ENTRIES; ++e) {
      const record *first = &records[ZEROS][e];
      for (int fill = 1; fill < FILLS; ++fill) {
        const record *other = &records[fill][e];
        if (other->count != first->count ||
            memcmp(other->bytes, first->bytes, first->count))
          fail(entryNames[e], fill == ONES ? "0xFF" : "random",
               "other bits than with zeros");
      }
      printf("%s of %d rows: %zu bytes\n", entryNames[e], (int)counts[k],
             first->count);
      for (int fill = 0; fill < FILLS; ++fill)
        free(records[fill][e].bytes);
    }
  }
  return 0;
}

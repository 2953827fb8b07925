// library.c FOLDER SEED BATCH STEPS RATE: what a linked network computes.
//
// Reads the rows FOLDER/NAME.npy, all of them one call, and writes
// FOLDER/initial, outputs, gradients and trained, with a .npy file for each
// tensor, and the results of `evaluate` as JSON to standard output. A training
// step has the rows and the order that the manual of the language says.
#include "runtime/core/plexus.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const plx_model plx_model_Noisy;
static const plx_model *const model = &plx_model_Noisy;
static const char *folder;

enum { MOST = 8 }; // inputs, targets, outputs

static void fail(const char *what) {
  fprintf(stderr, "library: %s\n", what);
  exit(1);
}

static void *arena(uint64_t bytes) {
  uint64_t whole = (bytes + PLX_ALIGNMENT) / PLX_ALIGNMENT * PLX_ALIGNMENT;
  void *memory = aligned_alloc(PLX_ALIGNMENT, whole);
  if (!memory)
    fail("no memory");
  return memset(memory, 0, whole);
}

static size_t elementBytes(uint32_t type) { return type == PLX_F64 ? 8 : 4; }

static size_t rowBytes(const plx_value *value) {
  return value->elements * elementBytes(value->type);
}

static FILE *openFile(const char *group, const char *name, const char *mode) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s%s.npy", folder, group, name);
  FILE *file = fopen(path, mode);
  if (!file)
    fail(path);
  return file;
}

// The rows of a .npy file of version 1, whose type is that of the value.
static void *readRows(const plx_value *value, uint64_t *rows) {
  FILE *file = openFile("", value->name, "rb");
  unsigned char start[10];
  if (fread(start, 1, sizeof start, file) != sizeof start)
    fail(value->name);
  long begin = 10 + start[8] + 256 * start[9];
  fseek(file, 0, SEEK_END);
  size_t bytes = (size_t)(ftell(file) - begin);
  fseek(file, begin, SEEK_SET);
  void *elements = arena(bytes);
  if (fread(elements, 1, bytes, file) != bytes || bytes % rowBytes(value))
    fail(value->name);
  fclose(file);
  *rows = bytes / rowBytes(value);
  return elements;
}

static void writeArray(const char *group, const char *name, uint32_t type,
                       const uint64_t *shape, uint32_t rank, uint64_t rows,
                       const char *fortranOrder, const void *elements) {
  char dimensions[256] = "", header[512];
  uint64_t count = rows ? rows : 1;
  if (rows)
    snprintf(dimensions, sizeof dimensions, "%" PRIu64 ", ", rows);
  for (uint32_t i = 0; i < rank; ++i) {
    count *= shape[i];
    size_t used = strlen(dimensions);
    snprintf(dimensions + used, sizeof dimensions - used, "%" PRIu64 ", ",
             shape[i]);
  }
  static const char *const codes[] = {"<f4", "<f8", "<i4"};
  int length =
      snprintf(header, sizeof header,
               "{'descr': '%s', 'fortran_order': %s, 'shape': (%s)}\n",
               codes[type], fortranOrder, dimensions);
  FILE *file = openFile(group, name, "wb");
  fwrite("\x93NUMPY\x01\x00", 1, 8, file);
  fputc(length & 255, file);
  fputc(length >> 8, file);
  fwrite(header, 1, (size_t)length, file);
  fwrite(elements, elementBytes(type), count, file);
  if (fclose(file))
    fail(name);
}

static void writeParameters(const char *group, const void *memory,
                            int frozenToo) {
  for (uint32_t i = 0; i < model->parameter_count; ++i) {
    const plx_parameter *p = &model->parameters[i];
    if (frozenToo || !p->frozen)
      writeArray(group, p->name, model->element_type, p->shape, p->rank, 0,
                 p->column_length ? "True" : "False",
                 (const char *)memory + p->offset);
  }
}

static double result(const void *results, uint32_t i) {
  double mean = model->element_type == PLX_F64 ? ((const double *)results)[i]
                                               : ((const float *)results)[i];
  return model->results[i].finish == PLX_ROOT_MEAN ? sqrt(mean) : mean;
}

static void evaluateAll(const plx_call *call) {
  model->evaluate(call);
  for (uint32_t i = 0; i < model->result_count; ++i)
    printf("%s\"%s\": %.17g", i ? ", " : "{", model->results[i].name,
           result(call->results, i));
  printf("}\n");
}

// Fisher-Yates from the top, with the random bits of `shuffle` at the epoch.
static void shuffle(uint64_t *order, uint64_t rows, uint64_t seed,
                    uint32_t epoch) {
  uint32_t stream = 0x811C9DC5;
  for (const char *c = "shuffle"; *c; ++c)
    stream = (stream ^ (unsigned char)*c) * 0x01000193;
  for (uint64_t i = 0; i < rows; ++i)
    order[i] = i;
  for (uint64_t i = rows - 1; i > 0; --i) {
    uint64_t j = plx_random_bits(seed, stream, i, epoch) * (i + 1) >> 32;
    uint64_t kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}

static void gather(void *to, const void *from, size_t bytes,
                   const uint64_t *order, uint64_t rows) {
  for (uint64_t i = 0; i < rows; ++i)
    memcpy((char *)to + i * bytes, (const char *)from + order[i] * bytes,
           bytes);
}

// call: all rows.
static void train(plx_call call, uint64_t batch, uint64_t steps) {
  const void *inputs[MOST], *targets[MOST];
  uint64_t rows = call.rows, place = rows, *order = arena(rows * sizeof *order);
  uint32_t epoch = 0;
  for (call.step = 1; call.step <= steps; ++call.step) {
    if (place == rows) {
      shuffle(order, rows, call.seed, epoch++);
      place = 0;
    }
    plx_call step = call;
    step.rows = rows - place < batch ? rows - place : batch;
    step.inputs = inputs;
    step.targets = targets;
    for (uint32_t i = 0; i < model->input_count; ++i)
      gather((void *)(inputs[i] = arena(batch * rowBytes(&model->inputs[i]))),
             call.inputs[i], rowBytes(&model->inputs[i]), order + place,
             step.rows);
    for (uint32_t i = 0; i < model->target_count; ++i)
      gather((void *)(targets[i] = arena(batch * rowBytes(&model->targets[i]))),
             call.targets[i], rowBytes(&model->targets[i]), order + place,
             step.rows);
    model->step(&step);
    place += step.rows;
  }
}

int main(int argc, char **argv) {
  if (argc != 6 || model->abi != PLX_ABI_VERSION)
    fail("arguments or version");
  const void *inputs[MOST], *targets[MOST];
  void *outputs[MOST];
  plx_call call = {0};
  folder = argv[1];
  call.seed = strtoull(argv[2], NULL, 10);
  call.learning_rate = strtod(argv[5], NULL);
  for (uint32_t i = 0; i < model->input_count; ++i)
    inputs[i] = readRows(&model->inputs[i], &call.rows);
  for (uint32_t i = 0; i < model->target_count; ++i)
    targets[i] = readRows(&model->targets[i], &call.rows);
  if (call.rows > model->capacity)
    fail("too many rows");
  for (uint32_t i = 0; i < model->output_count; ++i)
    outputs[i] = arena(call.rows * rowBytes(&model->outputs[i]));
  call.parameters = arena(model->parameter_bytes);
  call.gradients = arena(model->parameter_bytes);
  call.state = arena(model->state_bytes);
  call.workspace = arena(model->workspace_bytes);
  call.results = arena(model->result_count * sizeof(double));
  call.inputs = inputs;
  call.targets = targets;
  call.outputs = outputs;

  plx_initialize(model, call.parameters, call.seed);
  writeParameters("initial/", call.parameters, 1);
  model->predict(&call);
  for (uint32_t i = 0; i < model->output_count; ++i) {
    const plx_value *o = &model->outputs[i];
    writeArray("outputs/", o->name, o->type, o->shape, o->rank, call.rows, "False",
              
               outputs[i]);
  }
  evaluateAll(&call);
  call.step = 1;
  model->gradients(&call);
  writeParameters("gradients/", call.gradients, 0);
  writeArray("gradients/", "loss", model->element_type, NULL, 0, 0, "False",
             call.results);
  train(call, strtoull(argv[3], NULL, 10), strtoull(argv[4], NULL, 10));
  writeParameters("trained/", call.parameters, 1);
  return 0;
}

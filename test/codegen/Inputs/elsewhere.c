// elsewhere.c: what a network computes of numbers at the borders, on a machine
// without a C library. Calls every entry point but `statistics` and writes each
// number that it gives as bits, a line for each tensor: `predict y: 00000000
// 80000000 …`. The bits of NaN are not defined, so it is written as one.
#include "runtime/core/plexus.h"

extern const plx_model MODEL;
static const plx_model *const model = &MODEL;

enum { WRITE = 64, EXIT = 93 }; // Linux on AArch64 and RISC-V

static long systemCall(long number, long a, long b, long c) {
#if defined(__aarch64__)
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
#elif defined(__riscv)
  register long a7 __asm__("a7") = number;
  register long a0 __asm__("a0") = a;
  register long a1 __asm__("a1") = b;
  register long a2 __asm__("a2") = c;
  __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2) : "memory");
  return a0;
#elif defined(__x86_64__)
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number == WRITE ? 1 : 60), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
  return result;
#endif
}

// What compiled networks may call.
void *memset(void *to, int byte, size_t size) {
  for (volatile unsigned char *at = to; size--;)
    *at++ = (unsigned char)byte;
  return to;
}
void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  const unsigned char *source = from;
  for (volatile unsigned char *at = to; size--;)
    *at++ = *source++;
  return to;
}
void *memmove(void *to, const void *from, size_t size) {
  if ((uintptr_t)to <= (uintptr_t)from)
    return memcpy(to, from, size);
  while (size--)
    ((volatile unsigned char *)to)[size] = ((const unsigned char *)from)[size];
  return to;
}

static void quit(int status) {
  for (;;)
    systemCall(EXIT, status, 0, 0);
}

static char text[1 << 16];
static size_t written;

static void flush(void) {
  systemCall(WRITE, 1, (long)text, (long)written);
  written = 0;
}

static void put(const char *word) {
  for (; *word; ++word) {
    if (written == sizeof text)
      flush();
    text[written++] = *word;
  }
}

static void putBits(uint64_t bits, unsigned digits) {
  char word[17] = {0};
  for (unsigned i = 0; i < digits; ++i)
    word[i] = "0123456789abcdef"[bits >> 4 * (digits - 1 - i) & 15];
  put(" ");
  put(word);
}

static void putNumber(const void *array, uint64_t i, uint32_t type) {
  if (type == PLX_F64) {
    double x = ((const double *)array)[i];
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    x == x ? putBits(bits, 16) : put(" nan");
  } else {
    float x = ((const float *)array)[i];
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    type == PLX_I32 || x == x ? putBits(bits, 8) : put(" nan");
  }
}

static void putArray(const char *entry, const char *name, const void *array,
                     uint64_t elements, uint32_t type) {
  put(entry), put(" "), put(name), put(":");
  for (uint64_t i = 0; i < elements; ++i)
    putNumber(array, i, type);
  put("\n");
}

static _Alignas(PLX_ALIGNMENT) unsigned char memory[16 << 20];
static size_t used;

static void *arena(uint64_t bytes) {
  void *start = memory + used;
  used += (bytes + PLX_ALIGNMENT) / PLX_ALIGNMENT * PLX_ALIGNMENT;
  if (used > sizeof memory)
    quit(71);
  return start;
}

// Zeros of both signs, the least subnormal and normal numbers, ordinary ones;
// and in the second round those from which NaN comes too.
static double border(uint64_t i, uint32_t type, int round) {
  double least = type == PLX_F64 ? 0x1p-1074 : 0x1p-149;
  double normal = type == PLX_F64 ? 0x1p-1022 : 0x1p-126;
  double numbers[] = {-0.0, 0.0,  -least, least, 1.5,    -0.75,
                      -1.0, 1.0,  -3.0,   0.5,   normal, -normal,
                      20.0, -7.5, -0.0,   0.1};
  double beyond[] = {__builtin_inf(), -__builtin_inf(), __builtin_nan("")};
  return round && i % 5 == 0 ? beyond[i / 5 % 3] : numbers[i % 16];
}

static void fill(void *array, uint64_t elements, uint32_t type,
                 uint64_t classes, int round, uint64_t from) {
  for (uint64_t i = 0; i < elements; ++i) {
    double x = border(from + i, type, round);
    if (type == PLX_I32)
      ((int32_t *)array)[i] = (int32_t)((from + i) % classes);
    else if (type == PLX_F64)
      ((double *)array)[i] = classes ? (double)((from + i) % classes) : x;
    else
      ((float *)array)[i] = classes ? (float)((from + i) % classes) : (float)x;
  }
}

enum { MOST = 512 }; // values of a kind

// Arrays for the values, with the borders in them.
static void *const *arrays(const plx_value *values, uint32_t count, int round) {
  static void *pointers[3 * 2 * MOST];
  static size_t taken;
  void **start = pointers + taken;
  taken += count;
  if (taken > sizeof pointers / sizeof *pointers)
    quit(71);
  for (uint32_t i = 0; i < count; ++i) {
    uint64_t elements = model->capacity * values[i].elements;
    start[i] = arena(elements * 8);
    fill(start[i], elements, values[i].type, values[i].classes, round, i * 3);
  }
  return start;
}

// The constant that the parameter starts with, or ordinary borders.
static void start(const plx_parameter *parameter, unsigned char *parameters) {
  unsigned char *array = parameters + parameter->offset;
  fill(array, parameter->elements, model->element_type, 0, 0, 1);
  if (parameter->distribution != PLX_CONSTANT)
    return;
  for (uint64_t i = 0; i < parameter->elements; ++i)
    if (model->element_type == PLX_F64)
      ((double *)array)[i] = parameter->a;
    else
      ((float *)array)[i] = (float)parameter->a;
}

static void putParameters(const char *entry, const unsigned char *start) {
  for (uint32_t i = 0; i < model->parameter_count; ++i)
    putArray(entry, model->parameters[i].name,
             start + model->parameters[i].offset,
             model->parameters[i].elements, model->element_type);
}

static void compute(int round) {
  size_t bytes = model->element_type == PLX_F64 ? 8 : 4;
  plx_call call = {.parameters = arena(model->parameter_bytes),
                   .state = arena(model->state_bytes),
                   .workspace = arena(model->workspace_bytes),
                   .gradients = arena(model->parameter_bytes),
                   .results = arena(model->result_count * bytes),
                   .rows = model->capacity,
                   .seed = 7,
                   .step = 1,
                   .learning_rate = 0.125};
  call.inputs = (const void *const *)arrays(model->inputs, model->input_count,
                                            round);
  call.targets = (const void *const *)arrays(model->targets,
                                             model->target_count, round);
  call.outputs = arrays(model->outputs, model->output_count, round);
  for (uint32_t i = 0; i < model->parameter_count; ++i)
    start(&model->parameters[i], call.parameters);
  model->predict(&call);
  for (uint32_t i = 0; i < model->output_count; ++i)
    putArray("predict", model->outputs[i].name, call.outputs[i],
             model->capacity * model->outputs[i].elements,
             model->outputs[i].type);
  if (model->evaluate) {
    model->evaluate(&call);
    putArray("evaluate", "results", call.results, model->result_count,
             model->element_type);
  }
  if (model->gradients) {
    model->gradients(&call);
    putParameters("gradients", call.gradients);
  }
  if (model->step) {
    model->step(&call);
    putParameters("step", call.parameters);
  }
}

__attribute__((used)) void run(void) {
  compute(0);
  compute(1);
  flush();
  quit(0);
}

// The stack is aligned to 16 bytes at the start, and after a call.
#if defined(__aarch64__)
__asm__(".globl _start\n_start: bl run\n");
#elif defined(__riscv)
__asm__(".globl _start\n_start: call run\n");
#elif defined(__x86_64__)
__asm__(".globl _start\n_start: call run\n");
#endif

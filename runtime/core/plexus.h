/*===- plexus.h - the C interface of a compiled network -------------------===*\
|*
|* Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
|*
|* A compiled network is one constant `plx_model`: tables that describe its
|* tensors, exact sizes in bytes of the memory it needs, and entry points. The
|* caller owns all memory; no entry point allocates, reads a global that can
|* change, or calls a library (but memcpy and memset, which any
|* C environment has).
|*
\*===----------------------------------------------------------------------===*/
#ifndef PLEXUS_RUNTIME_CORE_PLEXUS_H
#define PLEXUS_RUNTIME_CORE_PLEXUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Raised by one whenever a struct below changes. */
#define PLX_ABI_VERSION 4

/** Every arena starts at an address that this divides. */
#define PLX_ALIGNMENT 64

typedef enum plx_type { PLX_F32 = 0, PLX_F64 = 1, PLX_I32 = 2 } plx_type;

/** How the elements of a parameter are drawn; `a` and `b` are in plx_parameter.
 */
typedef enum plx_distribution {
  PLX_LOADED = 0,   /**< never drawn: the values come from a weights file */
  PLX_CONSTANT = 1, /**< every element is a */
  PLX_UNIFORM = 2,  /**< uniform in (a, b) */
  PLX_NORMAL = 3    /**< mean a, standard deviation b */
} plx_distribution;

/** How the mean over all rows of a result becomes the number that is shown. */
typedef enum plx_finish { PLX_MEAN = 0, PLX_ROOT_MEAN = 1 } plx_finish;

/** One parameter, with elements of the model's type. */
typedef struct plx_parameter {
  const char *name;      /**< path name, e.g. "encoder.dense1.weight" */
  const uint64_t *shape; /**< `rank` dimensions */
  uint32_t rank;
  uint32_t distribution; /**< plx_distribution */
  double a, b;
  uint64_t offset; /**< bytes from the start of the parameter arena */
  uint64_t elements;
  uint32_t stream;        /**< stream of random numbers it is drawn from */
  uint32_t frozen;        /**< 1: no gradient, not changed by `step` */
  uint32_t stopped;       /**< 1: some of its paths to the loss end at
                               stop_gradient, so the gradient is by design not
                               the slope of the loss */
  uint32_t reserved;      /**< 0 */
  uint64_t column_length; /**< 0: row-major. Otherwise a matrix that lies
                               column after column, of so many elements */
} plx_parameter;

/** One input, target or output: `rows` times the elements of its shape. */
typedef struct plx_value {
  const char *name;
  const uint64_t *shape; /**< of one row */
  uint32_t rank;
  uint32_t type;     /**< plx_type */
  uint64_t elements; /**< of one row */
  uint64_t classes;  /**< index(n): values are 0..n-1; 0: real numbers */
  double low, high;  /**< where low < high, real numbers are from low to high:
                          a loss reads them that means nothing elsewhere */
} plx_value;

/** One number that `evaluate` and `step` compute. Result 0 is the total loss;
    then every term of it, if there are several; then every metric. */
typedef struct plx_result {
  const char *name;
  uint32_t finish; /**< plx_finish */
  uint32_t is_loss;
} plx_result;

/** Piece of optimizer state, e.g. "fc1.weight.m". Starts as zeros. */
typedef struct plx_state {
  const char *name;
  uint64_t offset; /**< bytes from the start of the state arena */
  uint64_t elements;
  uint64_t column_length; /**< as that of a parameter */
} plx_state;

/** What `statistics` says of a layer for the rows of a call. A unit is an
    element of a row; a slope that of the activation. The gradient is that of
    the loss, the mean over the rows, in what the layer gives. */
typedef enum plx_statistic {
  PLX_ACTIVATION_MEAN = 0,  /**< of all elements */
  PLX_ACTIVATION_STD,       /**< standard deviation of all elements */
  PLX_ACTIVATION_NONFINITE, /**< share of the elements */
  PLX_GRADIENT_MEAN,
  PLX_GRADIENT_STD,
  PLX_GRADIENT_NONFINITE, /**< share of the elements */
  PLX_GRADIENT_ZERO,      /**< share of the elements */
  PLX_DEAD,               /**< share of the units whose slope is below 0.01 in
                               magnitude in every row; of activations like
                               relu */
  PLX_SATURATED,          /**< share of the elements whose slope is; of other
                               activations */
  PLX_STATISTICS          /**< how many numbers a layer has */
} plx_statistic;

typedef enum plx_activation {
  PLX_LINEAR = 0,    /**< none */
  PLX_RELU_LIKE = 1, /**< lets about half of its input through */
  PLX_SATURATING = 2 /**< any other */
} plx_activation;

/** A layer with parameters and the activation behind it, or an activation by
    itself, that a loss depends on; in the order of computation. */
typedef struct plx_layer {
  const char *name;         /**< path name, e.g. "encoder.dense1"; "#2" behind
                                 it where it is used for the second time */
  const char *activation;   /**< word, e.g. "relu"; "" without one */
  uint32_t activation_kind; /**< plx_activation */
  uint32_t has_gradient;    /**< 0: no gradient is computed, as all before it
                                 is frozen, and the numbers of it are 0 */
} plx_layer;

/** The arguments of an entry point. Pointers that an entry point does not need
    may be null. All memory is the caller's, and what is written has no bytes
    in common with anything else. */
typedef struct plx_call {
  void *parameters;           /**< parameter_bytes, PLX_ALIGNMENT-aligned */
  void *state;                /**< state_bytes (step) */
  void *workspace;            /**< workspace_bytes */
  void *gradients;            /**< parameter_bytes, laid out like parameters
                                   (gradients; frozen ones are not written) */
  const void *const *inputs;  /**< one array for each input */
  const void *const *targets; /**< one array for each target */
  void *const *outputs;       /**< one array for each output (predict) */
  void *results;              /**< one number of the element type for each
                                   result (evaluate, step, gradients): the
                                   mean over the rows of this call, before
                                   plx_finish; PLX_STATISTICS numbers for
                                   each layer (statistics) */
  uint64_t rows;              /**< 1 .. capacity; beyond, the call ends the
                                   program by a trap */
  uint64_t seed;              /**< of dropout and noise (step, gradients,
                                   statistics) */
  uint64_t step;              /**< 1 for the first step of a training */
  double learning_rate;       /**< of this step */
} plx_call;

typedef void (*plx_entry)(const plx_call *);

/** A compiled network. */
typedef struct plx_model {
  uint32_t abi;          /**< PLX_ABI_VERSION it was compiled for */
  uint32_t element_type; /**< PLX_F32 or PLX_F64 */
  const char *name;      /**< of the network, e.g. "Digits" */
  const char *target;    /**< triple and processor, LLVM's names */
  uint64_t capacity;     /**< most rows of one call */
  uint64_t parameter_bytes, state_bytes, workspace_bytes;
  uint64_t predict_flops; /**< floating point operations of predict for
                               one row; a fused multiply-add is two */
  uint64_t step_flops;    /**< of one training step of `capacity` rows */
  const plx_parameter *parameters;
  const plx_state *states;
  const plx_value *inputs, *targets, *outputs;
  const plx_result *results;
  const plx_layer *layers;
  uint32_t parameter_count, state_count;
  uint32_t input_count, target_count, output_count, result_count;
  uint32_t layer_count;
  uint32_t reserved;    /**< 0 */
  plx_entry predict;    /**< outputs from inputs */
  plx_entry evaluate;   /**< results from inputs and targets; null
                             without a loss and without a metric */
  plx_entry step;       /**< one training step, of which parameters and state
                             stay as they are where the loss is not finite;
                             null without `train` */
  plx_entry gradients;  /**< results and gradients; null without a loss */
  plx_entry statistics; /**< of the layers, as in a training step; null
                             without any; made for looking, not for speed */
  const char *program;  /**< data, train and weights as JSON, for
                             programs; an embedded network ignores it */
} plx_model;

/** Where element `index`, in row-major order, of a parameter or state lies
   among its elements, whose `column_length` is given. */
static inline uint64_t plx_place(uint64_t elements, uint64_t column_length,
                                 uint64_t index) {
  if (column_length == 0)
    return index;
  uint64_t columns = elements / column_length;
  return index % columns * column_length + index / columns;
}

/** Fills the parameter arena (parameter_bytes) with initial values that are a
    function of the seed alone. Loaded parameters become zeros. */
void plx_initialize(const plx_model *model, void *parameters, uint64_t seed);

/** Element `index` of random stream `stream` at `step`: 32 uniform bits,
    Philox4x32-10 with key = seed, counter = (index, stream, step). */
uint32_t plx_random_bits(uint64_t seed, uint32_t stream, uint64_t index,
                         uint32_t step);

#ifdef __cplusplus
}
#endif
#endif

#include "dialects/nn/Formula.h"
#include "test/referee/Tensor.h"

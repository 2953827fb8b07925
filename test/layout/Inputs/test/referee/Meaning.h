#include "dialects/formula/Formula.h"
#include "test/referee/Tensor.h"

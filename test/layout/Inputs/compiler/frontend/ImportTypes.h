#include "compiler/frontend/Import.h"
#include "mlir/IR/Builders.h"

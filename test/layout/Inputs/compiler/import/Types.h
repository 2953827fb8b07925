#include "compiler/import/Import.h"
#include "mlir/IR/Builders.h"

#include "compiler/frontend/Import.h"
#include "compiler/frontend/Lexer.h"
#include "mlir/IR/Builders.h"

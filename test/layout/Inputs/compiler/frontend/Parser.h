#include "compiler/frontend/Lexer.h"
#include "compiler/frontend/Import.h"
#include "mlir/IR/Builders.h"

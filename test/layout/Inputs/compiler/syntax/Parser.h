#include "compiler/program/Modules.h"
#include "compiler/syntax/Lexer.h"
#include "mlir/IR/Builders.h"

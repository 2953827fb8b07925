#include "math/Scalar.h"
#include "runtime/core/plexus.h"
#include <cmath>

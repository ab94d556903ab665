// exp and log in float64 without a C library, good to a few units in the last place; the loss needs nothing faster.
#pragma once

namespace dof {

// x at most 0 or NaN; results below the normal range are 0.
double exponential(double x);
// x at least 1, infinite or NaN.
double logarithm(double x);

}  // namespace dof

// The Walsh-Hadamard transform.
#pragma once
#include <stdint.h>

namespace dof {

// x becomes H x, in place, with H the Hadamard matrix of order n, a power of two, in its natural order. Only sums and
// differences of the same pairs in every build, hence the same bits.
void walshHadamard(float *x, uint32_t n);

}  // namespace dof

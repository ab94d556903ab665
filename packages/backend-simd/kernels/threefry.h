// Threefry-2x32-20 on four counters at a time, the random bits of the whole project: the words of @dof/core's `threefry`.
// Source: Salmon et al., SC 2011.
#pragma once
#include "vector.h"

namespace dof {

typedef uint32_t Word4 __attribute__((vector_size(16), aligned(4)));

template <int Distance>
DOF_INLINE Word4 rotate(Word4 x) {
  return (x << Distance) | (x >> (32 - Distance));
}

template <int R0, int R1, int R2, int R3>
DOF_INLINE void fourRounds(Word4 &x0, Word4 &x1) {
  x0 += x1; x1 = rotate<R0>(x1) ^ x0;
  x0 += x1; x1 = rotate<R1>(x1) ^ x0;
  x0 += x1; x1 = rotate<R2>(x1) ^ x0;
  x0 += x1; x1 = rotate<R3>(x1) ^ x0;
}

// The counters become the random words.
DOF_INLINE void threefry(uint32_t key0, uint32_t key1, Word4 &x0, Word4 &x1) {
  const uint32_t key2 = 0x1bd11bdau ^ key0 ^ key1;
  x0 += key0; x1 += key1;
  fourRounds<13, 15, 26, 6>(x0, x1);
  x0 += key1; x1 += key2 + 1;
  fourRounds<17, 29, 16, 24>(x0, x1);
  x0 += key2; x1 += key0 + 2;
  fourRounds<13, 15, 26, 6>(x0, x1);
  x0 += key0; x1 += key1 + 3;
  fourRounds<17, 29, 16, 24>(x0, x1);
  x0 += key1; x1 += key2 + 4;
  fourRounds<13, 15, 26, 6>(x0, x1);
  x0 += key2; x1 += key0 + 5;
}

}  // namespace dof

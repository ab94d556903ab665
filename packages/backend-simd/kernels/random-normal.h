// The normal draws of @dof/core's `fillNormal`, in the very same bits: the inverse normal distribution function in single
// float32 operations in core's order. Sources: Giles, GPU Computing Gems 2 (2010); Cephes logf. Compiled without
// contraction.
#pragma once
#include "threefry.h"

namespace dof {

typedef float Float4 __attribute__((vector_size(16), aligned(4)));
typedef int32_t Int4 __attribute__((vector_size(16), aligned(4)));

DOF_INLINE Float4 all(float x) { return Float4{x, x, x, x}; }
DOF_INLINE Float4 choose(Int4 mask, Float4 yes, Float4 no) {
  return reinterpret_cast<Float4>((reinterpret_cast<Int4>(yes) & mask) | (reinterpret_cast<Int4>(no) & ~mask));
}

DOF_INLINE Float4 squareRoot(Float4 v) {
  return Float4{__builtin_sqrtf(v[0]), __builtin_sqrtf(v[1]), __builtin_sqrtf(v[2]), __builtin_sqrtf(v[3])};
}

DOF_INLINE Float4 logarithm(Float4 value) {
  const Int4 shifted = reinterpret_cast<Int4>(value) - 0x3f3504f3;
  const Float4 exponent = __builtin_convertvector(shifted >> 23, Float4);
  const Float4 t = reinterpret_cast<Float4>((shifted & 0x007fffff) + 0x3f3504f3) - all(1.0f);
  const Float4 t2 = t * t;
  Float4 p = all(7.0376836292e-2f);
  p = p * t + all(-1.151461031e-1f);
  p = p * t + all(1.167699874e-1f);
  p = p * t + all(-1.2420140846e-1f);
  p = p * t + all(1.4249322787e-1f);
  p = p * t + all(-1.6668057665e-1f);
  p = p * t + all(2.0000714765e-1f);
  p = p * t + all(-2.4999993993e-1f);
  p = p * t + all(3.3333331174e-1f);
  Float4 y = (p * t) * t2;
  y = y + exponent * all(-2.1219444e-4f);
  y = y - all(0.5f) * t2;
  return (t + y) + exponent * all(0.693359375f);
}

// Signed integers below 2^23 in magnitude convert exactly, so the order of the first operations does not matter.
DOF_INLINE Float4 normalFromBits(Word4 word) {
  const Int4 numerator = reinterpret_cast<Int4>((word >> 9) + (word >> 9)) + (1 - (1 << 23));
  const Float4 x = __builtin_convertvector(numerator, Float4) * all(0x1p-23f);
  const Float4 w = -logarithm((all(1.0f) - x) * (all(1.0f) + x));
  const Int4 central = w < all(5.0f);
  const Float4 t = choose(central, w - all(2.5f), squareRoot(w) - all(3.0f));
  Float4 p = choose(central, all(2.81022636e-8f), all(-0.000200214257f));
  p = p * t + choose(central, all(3.43273939e-7f), all(0.000100950558f));
  p = p * t + choose(central, all(-3.5233877e-6f), all(0.00134934322f));
  p = p * t + choose(central, all(-4.39150654e-6f), all(-0.00367342844f));
  p = p * t + choose(central, all(0.00021858087f), all(0.00573950773f));
  p = p * t + choose(central, all(-0.00125372503f), all(-0.0076224613f));
  p = p * t + choose(central, all(-0.00417768164f), all(0.00943887047f));
  p = p * t + choose(central, all(0.246640727f), all(1.00167406f));
  p = p * t + choose(central, all(1.50140941f), all(2.83297682f));
  return all(1.41421356237309505f) * (p * x);
}

// Eight draws: blocks `first` .. `first` + 3 of the column's stream, each giving a pair of neighbours.
DOF_INLINE void drawEight(uint32_t key0, uint32_t key1, uint32_t first, uint32_t column, float *out) {
  Word4 x0 = Word4{0, 1, 2, 3} + first, x1 = Word4{} + column;
  threefry(key0, key1, x0, x1);
  const Float4 even = normalFromBits(x0), odd = normalFromBits(x1);
  *reinterpret_cast<Float4 *>(out) = __builtin_shufflevector(even, odd, 0, 4, 1, 5);
  *reinterpret_cast<Float4 *>(out + 4) = __builtin_shufflevector(even, odd, 2, 6, 3, 7);
}

}  // namespace dof

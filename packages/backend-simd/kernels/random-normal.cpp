// Keyed random matrices. The generator draws the very bits of @dof/core's `fillNormal`: Threefry-2x32-20 on the counter
// (pair of rows, column), then the inverse normal distribution function in single float32 operations in core's order.
// Sources: Salmon et al., SC 2011; Giles, GPU Computing Gems 2 (2010); Cephes logf. Compiled without contraction.
#include "dense-matrix.h"
#include "export.h"

namespace dof {
namespace {

// Four lanes for every engine: the order of the float64 sums is part of the result.
typedef float Float4 __attribute__((vector_size(16), aligned(4)));
typedef uint32_t Word4 __attribute__((vector_size(16), aligned(4)));
typedef int32_t Int4 __attribute__((vector_size(16), aligned(4)));
typedef double Double2 __attribute__((vector_size(16), aligned(8)));

DOF_INLINE Float4 all(float x) { return Float4{x, x, x, x}; }
DOF_INLINE Float4 choose(Int4 mask, Float4 yes, Float4 no) {
  return reinterpret_cast<Float4>((reinterpret_cast<Int4>(yes) & mask) | (reinterpret_cast<Int4>(no) & ~mask));
}

DOF_INLINE Float4 squareRoot(Float4 v) {
  return Float4{__builtin_sqrtf(v[0]), __builtin_sqrtf(v[1]), __builtin_sqrtf(v[2]), __builtin_sqrtf(v[3])};
}

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

DOF_NOINLINE void drawColumn(uint32_t key0, uint32_t key1, uint32_t column, uint32_t rows, float *to) {
  for (uint32_t i = 0; i < rows; i += kChunk, to += kGroup * kChunk) {
    drawEight(key0, key1, i / 2, column, to);
    drawEight(key0, key1, i / 2 + 4, column, to + 8);
    for (uint32_t k = rows - i; k < kChunk; k++) to[k] = 0.0f;
  }
}

DOF_INLINE Double2 widen(const float *from) { return Double2{from[0], from[1]}; }

DOF_NOINLINE void scaleToUnitNorm(uint32_t rows, float *column) {
  Double2 sums[4] = {};
  float *end = column + roundUp(rows, kChunk) * kGroup;
  for (const float *at = column; at < end; at += kGroup * kChunk)
    DOF_UNROLL for (uint32_t k = 0; k < kChunk; k += 2) {
      const Double2 z = widen(at + k);
      sums[k / 2 % 4] += z * z;
    }
  const Double2 sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  const Float4 factor = all(static_cast<float>(1.0 / __builtin_sqrt(sum[0] + sum[1])));
  for (; column < end; column += kGroup * kChunk)
    DOF_UNROLL for (uint32_t k = 0; k < kChunk; k += 4) {
      Float4 *at = reinterpret_cast<Float4 *>(column + k);
      *at = *at * factor;
    }
}

}  // namespace

// Draws the group of columns that starts at column `first`, a multiple of kGroup, of a matrix of `columns` columns. With
// `unit`, every column is scaled to unit norm.
DOF_EXPORT(drawNormalGroup)
void drawNormalGroup(float *matrix, uint32_t rows, uint32_t columns, uint32_t first, uint32_t key0, uint32_t key1,
                     uint32_t unit) {
  for (uint32_t column = first; column < first + kGroup; column++) {
    float *at = columnStart(matrix, rows, column);
    if (column >= columns) {
      for (uint32_t i = 0; i < rows; i += kChunk)
        for (uint32_t k = 0; k < kChunk; k++) at[i * kGroup + k] = 0.0f;
      continue;
    }
    drawColumn(key0, key1, column, rows, at);
    if (unit) scaleToUnitNorm(rows, at);
  }
}

// Columns per call of drawNormalGroup.
DOF_EXPORT(groupColumns) uint32_t groupColumns() { return kGroup; }

}  // namespace dof

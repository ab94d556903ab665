// Vectors of float64, half as many values as DOF_LANES says for float32.
#pragma once
#include <stddef.h>

#include "vector.h"

namespace dof {

constexpr uint32_t kDoubles = DOF_LANES / 2;

typedef double DoubleVector __attribute__((vector_size(DOF_LANES * 4), aligned(8)));

DOF_INLINE DoubleVector load(const double *from) { return *reinterpret_cast<const DoubleVector *>(from); }
DOF_INLINE void store(double *to, DoubleVector v) { *reinterpret_cast<DoubleVector *>(to) = v; }
DOF_INLINE DoubleVector broadcast(double x) { return x - DoubleVector{}; }

// a * b + c, fused where the instruction set has it, as for float32.
DOF_INLINE DoubleVector multiplyAdd(DoubleVector a, DoubleVector b, DoubleVector c) {
#if defined(__AVX512F__) && DOF_LANES == 16
  return reinterpret_cast<DoubleVector>(
      _mm512_fmadd_pd(reinterpret_cast<__m512d>(a), reinterpret_cast<__m512d>(b), reinterpret_cast<__m512d>(c)));
#elif defined(__FMA__) && DOF_LANES == 8
  return reinterpret_cast<DoubleVector>(
      _mm256_fmadd_pd(reinterpret_cast<__m256d>(a), reinterpret_cast<__m256d>(b), reinterpret_cast<__m256d>(c)));
#else
  return a * b + c;
#endif
}

DOF_INLINE double horizontalSum(DoubleVector v) {
  double sum = v[0];
  DOF_UNROLL for (uint32_t k = 1; k < kDoubles; k++) sum += v[k];
  return sum;
}

// The inner product of two vectors.
DOF_INLINE double dot(const double *a, const double *b, uint32_t count) {
  DoubleVector sums[4] = {};
  uint32_t i = 0;
  for (; i + 4 * kDoubles <= count; i += 4 * kDoubles)
    DOF_UNROLL for (uint32_t k = 0; k < 4; k++)
      sums[k] = multiplyAdd(load(a + i + k * kDoubles), load(b + i + k * kDoubles), sums[k]);
  double sum = horizontalSum((sums[0] + sums[1]) + (sums[2] + sums[3]));
  for (; i < count; i++) sum += a[i] * b[i];
  return sum;
}

// out += factor * x.
DOF_INLINE void addScaled(double *out, double factor, const double *x, uint32_t count) {
  const DoubleVector factors = broadcast(factor);
  uint32_t i = 0;
  for (; i + kDoubles <= count; i += kDoubles) store(out + i, multiplyAdd(factors, load(x + i), load(out + i)));
  for (; i < count; i++) out[i] += factor * x[i];
}

}  // namespace dof

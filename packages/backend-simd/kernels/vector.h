// The vector type all kernels are written in: DOF_LANES float32 values (4 for WASM and SSE, 8 for AVX2, 16 for
// AVX-512), by the vector extensions of GCC and Clang.
#pragma once
#include <stdint.h>

#ifndef DOF_LANES
#define DOF_LANES 4
#endif

#define DOF_INLINE static inline __attribute__((always_inline))
#define DOF_NOINLINE static __attribute__((noinline))
#ifdef __clang__
#define DOF_UNROLL _Pragma("clang loop unroll(full)")
#else
#define DOF_UNROLL _Pragma("GCC unroll 64")
#endif

#ifdef __FMA__
#include <immintrin.h>
#endif

namespace dof {

constexpr uint32_t kLanes = DOF_LANES;

typedef float Vector __attribute__((vector_size(DOF_LANES * 4), aligned(4)));

DOF_INLINE Vector load(const float *from) { return *reinterpret_cast<const Vector *>(from); }
DOF_INLINE void store(float *to, Vector v) { *reinterpret_cast<Vector *>(to) = v; }
// Taking zero away changes no value, not even the sign of zero, so that only the broadcast is left of it.
DOF_INLINE Vector broadcast(float x) { return x - Vector{}; }

// a * b + c. All kernels are compiled without contraction, so that every compiler gives the same bits for the same
// instruction set; products are fused with sums here and nowhere else.
DOF_INLINE Vector multiplyAdd(Vector a, Vector b, Vector c) {
#if defined(__AVX512F__) && DOF_LANES == 16
  return reinterpret_cast<Vector>(
      _mm512_fmadd_ps(reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b), reinterpret_cast<__m512>(c)));
#elif defined(__FMA__) && DOF_LANES == 8
  return reinterpret_cast<Vector>(
      _mm256_fmadd_ps(reinterpret_cast<__m256>(a), reinterpret_cast<__m256>(b), reinterpret_cast<__m256>(c)));
#else
  return a * b + c;
#endif
}

// NaN passes through, so that a diverged network gives a loss that is not finite.
DOF_INLINE Vector relu(Vector v) {
  Vector zero = {};
  return v < zero ? zero : v;
}

// NaN in either passes through.
DOF_INLINE Vector maximum(Vector a, Vector b) { return ((a < b) | (b != b)) ? b : a; }

// gradient where value > 0, else 0.
DOF_INLINE Vector masked(Vector value, Vector gradient) {
  Vector zero = {};
  return value > zero ? gradient : zero;
}

}  // namespace dof

// The vector type all kernels are written in: DOF_LANES float32 values (4 for WASM and SSE, 8 for AVX2, 16 for
// AVX-512), by the vector extensions of GCC and Clang.
#pragma once
#include <stdint.h>

#ifndef DOF_LANES
#define DOF_LANES 4
#endif

#define DOF_INLINE static inline __attribute__((always_inline))
#define DOF_NOINLINE static __attribute__((noinline))
#define DOF_UNROLL _Pragma("clang loop unroll(full)")

namespace dof {

constexpr uint32_t kLanes = DOF_LANES;

typedef float Vector __attribute__((vector_size(DOF_LANES * 4), aligned(4)));

DOF_INLINE Vector load(const float *from) { return *reinterpret_cast<const Vector *>(from); }
DOF_INLINE void store(float *to, Vector v) { *reinterpret_cast<Vector *>(to) = v; }
DOF_INLINE Vector broadcast(float x) {
  Vector v;
  DOF_UNROLL for (uint32_t i = 0; i < kLanes; i++) v[i] = x;
  return v;
}

// NaN passes through, so that a diverged network gives a loss that is not finite.
DOF_INLINE Vector relu(Vector v) {
  Vector zero = {};
  return v < zero ? zero : v;
}

DOF_INLINE Vector maximum(Vector a, Vector b) { return a < b ? b : a; }

// gradient where value > 0, else 0.
DOF_INLINE Vector masked(Vector value, Vector gradient) {
  Vector zero = {};
  return value > zero ? gradient : zero;
}

}  // namespace dof

// exp, tanh and the logistic function on vectors, in float32 to a few units in the last place, after Cephes (expf,
// tanhf). NaN passes through.
#pragma once
#include "vector.h"

namespace dof {

typedef int32_t IntVector __attribute__((vector_size(DOF_LANES * 4), aligned(4)));

DOF_INLINE Vector absolute(Vector x) {
  return reinterpret_cast<Vector>(reinterpret_cast<IntVector>(x) & 0x7fffffff);
}

DOF_INLINE Vector clamped(Vector x, float least, float most) {
  const Vector low = broadcast(least), high = broadcast(most);
  x = x < low ? low : x;
  return x > high ? high : x;
}

// Arguments beyond +-87 count as +-87, where the result is near the end of the normal range.
DOF_INLINE Vector exponential(Vector x) {
  x = clamped(x, -87.0f, 87.0f);
  // Adding 1.5 * 2^23 rounds to a whole number and leaves it in the lowest bits.
  const Vector magic = broadcast(12582912.0f);
  const Vector shifted = x * broadcast(1.44269504088896341f) + magic;
  const Vector whole = shifted - magic;
  const IntVector exponent = reinterpret_cast<IntVector>(shifted) - reinterpret_cast<IntVector>(magic);
  const Vector r = (x - whole * broadcast(0.693359375f)) + whole * broadcast(2.12194440e-4f);
  Vector p = broadcast(1.9875691500e-4f);
  p = p * r + broadcast(1.3981999507e-3f);
  p = p * r + broadcast(8.3334519073e-3f);
  p = p * r + broadcast(4.1665795894e-2f);
  p = p * r + broadcast(1.6666665459e-1f);
  p = p * r + broadcast(5.0000001201e-1f);
  const Vector mantissa = (p * (r * r) + r) + broadcast(1.0f);
  return mantissa * reinterpret_cast<Vector>((exponent + 127) << 23);
}

// 1 / (1 + exp(-x))
DOF_INLINE Vector logistic(Vector x) { return broadcast(1.0f) / (broadcast(1.0f) + exponential(Vector{} - x)); }

DOF_INLINE Vector hyperbolicTangent(Vector x) {
  const Vector size = absolute(x), z = x * x;
  Vector p = broadcast(-5.70498872745e-3f);
  p = p * z + broadcast(2.06390887954e-2f);
  p = p * z + broadcast(-5.37397155531e-2f);
  p = p * z + broadcast(1.33314422036e-1f);
  p = p * z + broadcast(-3.33332819422e-1f);
  const Vector near = (p * z) * x + x;
  const Vector far = broadcast(1.0f) - broadcast(2.0f) / (exponential(size + size) + broadcast(1.0f));
  const Vector negative = x < Vector{} ? Vector{} - far : far;
  return size > broadcast(0.625f) ? negative : near;
}

}  // namespace dof

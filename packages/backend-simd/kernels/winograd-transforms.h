// The transforms of Winograd's minimal filtering F(M, 3) along one axis: M outputs of a filter of 3 taps from M + 2
// inputs by as many products. With the matrices of Lavin and Gray, "Fast algorithms for convolutional neural networks"
// (CVPR 2016), y = A^T [(G g) * (B^T d)]; two axes nest. All are products of polynomials, evaluated at M + 1 points and
// infinity.
#pragma once
#include "vector.h"

namespace dof {

// times * x + y, for a constant.
DOF_INLINE Vector addTimes(Vector y, float times, Vector x) { return multiplyAdd(broadcast(times), x, y); }
DOF_INLINE Vector times(float factor, Vector x) { return broadcast(factor) * x; }

template <int Outputs>
struct Winograd;

// Points 0, 1, -1, infinity.
template <>
struct Winograd<2> {
  static constexpr int kSide = 4;

  // B^T d
  DOF_INLINE void input(const Vector (&d)[4], Vector (&to)[4]) {
    to[0] = d[0] - d[2];
    to[1] = d[1] + d[2];
    to[2] = d[2] - d[1];
    to[3] = d[1] - d[3];
  }
  // A^T m
  DOF_INLINE void output(const Vector (&m)[4], Vector (&to)[2]) {
    to[0] = m[0] + m[1] + m[2];
    to[1] = m[1] - m[2] - m[3];
  }
  // A y
  DOF_INLINE void outputGradient(const Vector (&y)[2], Vector (&to)[4]) {
    to[0] = y[0];
    to[1] = y[0] + y[1];
    to[2] = y[0] - y[1];
    to[3] = Vector{} - y[1];
  }
  // G g
  DOF_INLINE void kernel(const Vector (&g)[3], Vector (&to)[4]) {
    const Vector even = g[0] + g[2];
    to[0] = g[0];
    to[1] = times(0.5f, even + g[1]);
    to[2] = times(0.5f, even - g[1]);
    to[3] = g[2];
  }
  // G^T u
  DOF_INLINE void kernelGradient(const Vector (&u)[4], Vector (&to)[3]) {
    const Vector half = times(0.5f, u[1] + u[2]);
    to[0] = u[0] + half;
    to[1] = times(0.5f, u[1] - u[2]);
    to[2] = half + u[3];
  }
};

// Points 0, 3/4, -3/4, 3/2, -3/2, infinity. With the usual 1 and 2 in the place of 3/4 and 3/2, errors are four times
// larger; these are as exact in float32, and no other pair that was tried is better by much (docs/results/winograd.md).
template <>
struct Winograd<4> {
  static constexpr int kSide = 6;
  static constexpr float kA = 0.75f, kB = 1.5f, kA2 = kA * kA, kB2 = kB * kB, kA3 = kA2 * kA, kB3 = kB2 * kB;

  DOF_INLINE void input(const Vector (&d)[6], Vector (&to)[6]) {
    constexpr float product = kA2 * kB2, sum = kA2 + kB2;
    to[0] = addTimes(addTimes(d[4], -sum, d[2]), product, d[0]);
    to[5] = addTimes(addTimes(d[5], -sum, d[3]), product, d[1]);
    const Vector evenA = addTimes(d[4], -kB2, d[2]), oddA = times(kA, addTimes(d[3], -kB2, d[1]));
    to[1] = evenA + oddA;
    to[2] = evenA - oddA;
    const Vector evenB = addTimes(d[4], -kA2, d[2]), oddB = times(kB, addTimes(d[3], -kA2, d[1]));
    to[3] = evenB + oddB;
    to[4] = evenB - oddB;
  }
  DOF_INLINE void output(const Vector (&m)[6], Vector (&to)[4]) {
    const Vector evenA = m[1] + m[2], oddA = m[1] - m[2], evenB = m[3] + m[4], oddB = m[3] - m[4];
    to[0] = m[0] + evenA + evenB;
    to[1] = addTimes(times(kA, oddA), kB, oddB);
    to[2] = addTimes(times(kA2, evenA), kB2, evenB);
    to[3] = addTimes(addTimes(m[5], kA3, oddA), kB3, oddB);
  }
  DOF_INLINE void outputGradient(const Vector (&y)[4], Vector (&to)[6]) {
    to[0] = y[0];
    const Vector evenA = addTimes(y[0], kA2, y[2]), oddA = addTimes(times(kA, y[1]), kA3, y[3]);
    to[1] = evenA + oddA;
    to[2] = evenA - oddA;
    const Vector evenB = addTimes(y[0], kB2, y[2]), oddB = addTimes(times(kB, y[1]), kB3, y[3]);
    to[3] = evenB + oddB;
    to[4] = evenB - oddB;
    to[5] = y[3];
  }

  static constexpr float kG0 = 1 / (kA2 * kB2), kGa = 1 / (2 * kA2 * (kA2 - kB2)), kGb = 1 / (2 * kB2 * (kB2 - kA2));

  DOF_INLINE void kernel(const Vector (&g)[3], Vector (&to)[6]) {
    to[0] = times(kG0, g[0]);
    const Vector evenA = addTimes(g[0], kA2, g[2]), oddA = times(kA, g[1]);
    to[1] = times(kGa, evenA + oddA);
    to[2] = times(kGa, evenA - oddA);
    const Vector evenB = addTimes(g[0], kB2, g[2]), oddB = times(kB, g[1]);
    to[3] = times(kGb, evenB + oddB);
    to[4] = times(kGb, evenB - oddB);
    to[5] = g[2];
  }
  DOF_INLINE void kernelGradient(const Vector (&u)[6], Vector (&to)[3]) {
    const Vector evenA = times(kGa, u[1] + u[2]), oddA = times(kGa, u[1] - u[2]);
    const Vector evenB = times(kGb, u[3] + u[4]), oddB = times(kGb, u[3] - u[4]);
    to[0] = addTimes(evenA + evenB, kG0, u[0]);
    to[1] = addTimes(times(kA, oddA), kB, oddB);
    to[2] = addTimes(addTimes(u[5], kA2, evenA), kB2, evenB);
  }
};

}  // namespace dof

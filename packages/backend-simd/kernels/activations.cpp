// Elementwise nonlinearities that are operations of their own: a function and a slope each. What the slope is computed
// from, input or output, src/plan/network-plan.ts knows too, so that those values are kept.
#include "layers.h"
#include "normal-distribution.h"
#include "rows.h"
#include "vector-functions.h"

namespace dof {
namespace {

constexpr float kCubic = 0.044715f, kTwiceRoot2OverPi = 1.59576912160573080f;

// x / 2 * (1 + tanh(u)) = x * logistic(2 u), which does not cancel where tanh is near -1.
DOF_INLINE Vector geluShare(Vector x) {
  return logistic(x * broadcast(kTwiceRoot2OverPi) * (broadcast(1.0f) + broadcast(kCubic) * (x * x)));
}

DOF_INLINE Vector geluSlope(Vector x) {
  // Beyond 10 the slope is 0 or 1 to all digits, and far beyond the powers of x would overflow.
  const Vector z = clamped(x, -10.0f, 10.0f);
  const Vector share = geluShare(z), one = broadcast(1.0f);
  const Vector inner = broadcast(kTwiceRoot2OverPi) * (one + broadcast(3.0f * kCubic) * (z * z));
  return share + z * (share * (one - share)) * inner;
}

DOF_INLINE Vector siluSlope(Vector x) {
  // Beyond 40 the slope is 0 or 1 to all digits; an infinite x would make it no number.
  const Vector z = clamped(x, -40.0f, 40.0f), share = logistic(z);
  return share + z * (share * (broadcast(1.0f) - share));
}

DOF_INLINE Vector geluExactSlope(Vector x) {
  // Beyond 13 the slope is 0 or 1 to all digits; an infinite x would make it no number.
  const Vector z = clamped(x, -13.0f, 13.0f);
  const Normal at = normal(z);
  return at.below + z * at.density;
}

DOF_INLINE Vector leaky(Vector x, Vector v, float slope) { return x > Vector{} ? v : v * broadcast(slope); }

template <class Function>
DOF_INLINE void forward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images, Function function) {
  const Rows from = valuesOf(arena, in), to = valuesOf(arena, out);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t i = 0; i < rowFloats(out); i += kLanes) store(to.at(n, y) + i, function(load(from.at(n, y) + i)));
  });
}

// `values` are those that the slope is a function of.
template <class Slope>
DOF_INLINE void backward(const Arena &arena, const Rows &values, const Tensor &in, const Tensor &out, uint32_t images,
                         Slope timesSlope) {
  const Rows from = gradientsOf(arena, out), to = gradientsOf(arena, in);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t i = 0; i < rowFloats(out); i += kLanes)
      store(to.at(n, y) + i, timesSlope(load(values.at(n, y) + i), load(from.at(n, y) + i)));
  });
}

}  // namespace

void activationForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  switch (op.kind) {
    case OpKind::gelu: return forward(arena, in, out, images, [](Vector x) { return x * geluShare(x); });
    case OpKind::geluExact: return forward(arena, in, out, images, [](Vector x) { return x * normal(x).below; });
    case OpKind::leakyRelu:
      return forward(arena, in, out, images, [&](Vector x) { return leaky(x, x, op.slope); });
    case OpKind::silu: return forward(arena, in, out, images, [](Vector x) { return x * logistic(x); });
    case OpKind::tanh: return forward(arena, in, out, images, [](Vector x) { return hyperbolicTangent(x); });
    default: return forward(arena, in, out, images, [](Vector x) { return relu(x); });
  }
}

void activationBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  switch (op.kind) {
    case OpKind::gelu:
      return backward(arena, valuesOf(arena, in), in, out, images,
                      [](Vector x, Vector g) { return g * geluSlope(x); });
    case OpKind::geluExact:
      return backward(arena, valuesOf(arena, in), in, out, images,
                      [](Vector x, Vector g) { return g * geluExactSlope(x); });
    case OpKind::leakyRelu:
      return backward(arena, valuesOf(arena, in), in, out, images,
                      [&](Vector x, Vector g) { return leaky(x, g, op.slope); });
    case OpKind::silu:
      return backward(arena, valuesOf(arena, in), in, out, images,
                      [](Vector x, Vector g) { return g * siluSlope(x); });
    case OpKind::tanh:
      return backward(arena, valuesOf(arena, out), in, out, images,
                      [](Vector y, Vector g) { return g * (broadcast(1.0f) - y * y); });
    default:
      return backward(arena, valuesOf(arena, out), in, out, images, [](Vector y, Vector g) { return masked(y, g); });
  }
}

}  // namespace dof

// Average and maximum pooling. Windows of 2 x 2 side by side, the common case, have kernels of their own, whose
// backward pass also applies the ReLU mask and the bias sum of the layer before, so the gradient is written once.
#include "layers.h"
#include "vector.h"

namespace dof {
namespace {

bool isTwoByTwo(const Op &op) { return op.size == 2 && op.stride == 2; }

template <bool Max>
void forwardTwo(const float *in, float *out, const Tensor &from, const Tensor &to) {
  const uint32_t right = from.pixel, down = from.valueRow;
  for (uint32_t y = 0; y < to.height; y++)
    for (uint32_t x = 0; x < to.width; x++) {
      const float *a = in + 2 * y * down + 2 * x * right;
      float *b = out + y * to.valueRow + x * to.pixel;
      for (uint32_t c = 0; c < to.pixel; c += kLanes) {
        const Vector v0 = load(a + c), v1 = load(a + c + right), v2 = load(a + c + down), v3 = load(a + c + down + right);
        store(b + c, Max ? maximum(maximum(v0, v1), maximum(v2, v3)) : ((v0 + v1) + (v2 + v3)) * broadcast(0.25f));
      }
    }
}

template <bool Max, bool Mask>
void backwardTwo(const float *value, const float *pooled, const float *pooledGradient, float *gradient,
                 const Tensor &in, const Tensor &out, float *biasGradient) {
  const uint32_t corners[4] = {0, in.pixel, in.valueRow, in.valueRow + in.pixel};
  const uint32_t targets[4] = {0, in.pixel, in.gradientRow, in.gradientRow + in.pixel};
  for (uint32_t c = 0; c < out.pixel; c += kLanes) {
    Vector sum = {};
    for (uint32_t y = 0; y < out.height; y++)
      for (uint32_t x = 0; x < out.width; x++) {
        const float *v = value + 2 * y * in.valueRow + 2 * x * in.pixel + c;
        float *g = gradient + 2 * y * in.gradientRow + 2 * x * in.pixel + c;
        Vector d = load(pooledGradient + y * out.gradientRow + x * out.pixel + c);
        if constexpr (Max) {
          const Vector most = load(pooled + y * out.valueRow + x * out.pixel + c);
          if constexpr (Mask) d = masked(most, d);
          sum += d;
          const Vector zero = {};
          // The first of equal values takes the whole gradient.
          DOF_UNROLL for (int q = 0; q < 4; q++) {
            const auto chosen = load(v + corners[q]) == most;
            store(g + targets[q], chosen ? d : zero);
            d = chosen ? zero : d;
          }
        } else {
          d *= broadcast(0.25f);
          DOF_UNROLL for (int q = 0; q < 4; q++) {
            Vector part = d;
            if constexpr (Mask) part = masked(load(v + corners[q]), d);
            sum += part;
            store(g + targets[q], part);
          }
        }
      }
    if (biasGradient) store(biasGradient + c, load(biasGradient + c) + sum);
  }
}

// The last row or column of an odd side is in no window of 2 x 2.
void clearUncovered(float *gradient, const Tensor &in, const Tensor &out) {
  const uint32_t covered = 2 * out.width * in.pixel;
  for (uint32_t y = 0; y < in.height; y++)
    for (uint32_t i = y < 2 * out.height ? covered : 0; i < in.width * in.pixel; i += kLanes)
      store(gradient + y * in.gradientRow + i, Vector{});
}

template <bool Max>
void forwardAny(const float *in, float *out, const Tensor &from, const Tensor &to, uint32_t size, uint32_t stride) {
  const Vector share = broadcast(1.0f / static_cast<float>(size * size));
  for (uint32_t y = 0; y < to.height; y++)
    for (uint32_t x = 0; x < to.width; x++)
      for (uint32_t c = 0; c < to.pixel; c += kLanes) {
        const float *window = in + y * stride * from.valueRow + x * stride * from.pixel + c;
        Vector result = load(window);
        for (uint32_t q = 1; q < size * size; q++) {
          const Vector v = load(window + (q / size) * from.valueRow + (q % size) * from.pixel);
          result = Max ? maximum(result, v) : result + v;
        }
        store(out + y * to.valueRow + x * to.pixel + c, Max ? result : result * share);
      }
}

// Windows may overlap or leave gaps, so the gradient is cleared and then summed.
template <bool Max>
void backwardAny(const float *value, const float *pooled, const float *pooledGradient, float *gradient,
                 const Tensor &in, const Tensor &out, uint32_t size, uint32_t stride) {
  const Vector zero = {};
  for (uint32_t y = 0; y < in.height; y++)
    for (uint32_t i = 0; i < in.width * in.pixel; i += kLanes) store(gradient + y * in.gradientRow + i, zero);
  const Vector share = broadcast(1.0f / static_cast<float>(size * size));
  for (uint32_t y = 0; y < out.height; y++)
    for (uint32_t x = 0; x < out.width; x++)
      for (uint32_t c = 0; c < out.pixel; c += kLanes) {
        const float *v = value + y * stride * in.valueRow + x * stride * in.pixel + c;
        float *g = gradient + y * stride * in.gradientRow + x * stride * in.pixel + c;
        Vector d = load(pooledGradient + y * out.gradientRow + x * out.pixel + c);
        if (!Max) d *= share;
        const Vector most = Max ? load(pooled + y * out.valueRow + x * out.pixel + c) : zero;
        for (uint32_t q = 0; q < size * size; q++) {
          float *to = g + (q / size) * in.gradientRow + (q % size) * in.pixel;
          if constexpr (Max) {
            const auto chosen = load(v + (q / size) * in.valueRow + (q % size) * in.pixel) == most;
            store(to, load(to) + (chosen ? d : zero));
            d = chosen ? zero : d;
          } else {
            store(to, load(to) + d);
          }
        }
      }
}

}  // namespace

void poolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const bool max = op.kind == OpKind::maxPool;
  for (uint32_t n = 0; n < images; n++) {
    const float *from = arena.floats(in.value) + n * in.valueImage;
    float *to = arena.floats(out.value) + n * out.valueImage;
    if (isTwoByTwo(op))
      max ? forwardTwo<true>(from, to, in, out) : forwardTwo<false>(from, to, in, out);
    else
      max ? forwardAny<true>(from, to, in, out, op.size, op.stride)
          : forwardAny<false>(from, to, in, out, op.size, op.stride);
  }
}

void poolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  if (!op.inputGradient) return;
  const bool max = op.kind == OpKind::maxPool;
  float *bias = op.hasBias ? arena.floats(op.biasGradient) : nullptr;
  for (uint32_t n = 0; n < images; n++) {
    const float *value = arena.floats(in.value) + n * in.valueImage;
    const float *pooled = arena.floats(out.value) + n * out.valueImage;
    const float *pooledGradient = arena.floats(out.gradient) + n * out.gradientImage;
    float *gradient = arena.floats(in.gradient) + n * in.gradientImage;
    if (isTwoByTwo(op)) clearUncovered(gradient, in, out);
    if (!isTwoByTwo(op))
      max ? backwardAny<true>(value, pooled, pooledGradient, gradient, in, out, op.size, op.stride)
          : backwardAny<false>(value, pooled, pooledGradient, gradient, in, out, op.size, op.stride);
    else if (op.masked)
      max ? backwardTwo<true, true>(value, pooled, pooledGradient, gradient, in, out, bias)
          : backwardTwo<false, true>(value, pooled, pooledGradient, gradient, in, out, bias);
    else
      max ? backwardTwo<true, false>(value, pooled, pooledGradient, gradient, in, out, bias)
          : backwardTwo<false, false>(value, pooled, pooledGradient, gradient, in, out, bias);
  }
}

}  // namespace dof

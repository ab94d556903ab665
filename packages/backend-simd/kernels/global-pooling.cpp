// The mean or the largest entry of every channel over a whole image.
#include "layers.h"
#include "rows.h"

namespace dof {
namespace {

template <bool Max>
void forwardOne(const Rows &from, const Tensor &in, uint32_t n, float *out) {
  const Vector share = broadcast(1.0f / static_cast<float>(in.height * in.width));
  for (uint32_t c = 0; c < in.pixel; c += kLanes) {
    Vector result = Max ? load(from.at(n, 0) + c) : Vector{};
    for (uint32_t y = 0; y < in.height; y++) {
      // Summed by rows first: short sums round less.
      Vector row = Max ? result : Vector{};
      for (uint32_t x = 0; x < in.width; x++) {
        const Vector v = load(from.at(n, y) + x * in.pixel + c);
        row = Max ? maximum(row, v) : row + v;
      }
      result = Max ? row : result + row;
    }
    store(out + c, Max ? result : result * share);
  }
}

void averageBackward(const Rows &to, const Tensor &in, uint32_t n, const float *gradient) {
  const Vector share = broadcast(1.0f / static_cast<float>(in.height * in.width));
  for (uint32_t c = 0; c < in.pixel; c += kLanes) {
    const Vector part = load(gradient + c) * share;
    for (uint32_t y = 0; y < in.height; y++)
      for (uint32_t x = 0; x < in.width; x++) store(to.at(n, y) + x * in.pixel + c, part);
  }
}

// The first of equal values takes the whole gradient.
void maximumBackward(const Rows &values, const Rows &to, const Tensor &in, uint32_t n, const float *most,
                     const float *gradient) {
  for (uint32_t c = 0; c < in.pixel; c += kLanes) {
    Vector left = load(gradient + c);
    for (uint32_t y = 0; y < in.height; y++)
      for (uint32_t x = 0; x < in.width; x++) {
        const uint32_t i = x * in.pixel + c;
        const auto chosen = load(values.at(n, y) + i) == load(most + c);
        store(to.at(n, y) + i, chosen ? left : Vector{});
        left = chosen ? Vector{} : left;
      }
  }
}

}  // namespace

void globalPoolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows from = valuesOf(arena, in), to = valuesOf(arena, out);
  for (uint32_t n = 0; n < images; n++)
    op.kind == OpKind::globalMaxPool ? forwardOne<true>(from, in, n, to.at(n, 0))
                                     : forwardOne<false>(from, in, n, to.at(n, 0));
}

void globalPoolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows to = gradientsOf(arena, in), gradients = gradientsOf(arena, out);
  for (uint32_t n = 0; n < images; n++)
    op.kind == OpKind::globalMaxPool
        ? maximumBackward(valuesOf(arena, in), to, in, n, valuesOf(arena, out).at(n, 0), gradients.at(n, 0))
        : averageBackward(to, in, n, gradients.at(n, 0));
}

}  // namespace dof

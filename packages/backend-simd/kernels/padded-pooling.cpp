// Maximum pooling with padding, which is never the largest: every window is cut to what of it lies in the image.
#include "layers.h"
#include "rows.h"

namespace dof {
namespace {

// The part of a window along one axis that lies in the image.
struct Span {
  uint32_t from, to;

  Span(uint32_t place, const Op &op, uint32_t extent) {
    const uint32_t first = place * op.stride, end = first + op.size - op.padTop;
    from = first > op.padTop ? first - op.padTop : 0;
    to = end < extent ? end : extent;
  }
};

// Calls visit(y, x, rows, columns) for every window.
template <class Visit>
DOF_INLINE void forEachWindow(const Op &op, const Tensor &in, const Tensor &out, Visit visit) {
  for (uint32_t y = 0; y < out.height; y++)
    for (uint32_t x = 0; x < out.width; x++) visit(y, x, Span(y, op, in.height), Span(x, op, in.width));
}

}  // namespace

void paddedPoolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows from = valuesOf(arena, in), to = valuesOf(arena, out);
  for (uint32_t n = 0; n < images; n++)
    forEachWindow(op, in, out, [&](uint32_t y, uint32_t x, const Span &rows, const Span &columns) {
      for (uint32_t c = 0; c < out.pixel; c += kLanes) {
        Vector most = load(from.at(n, rows.from) + columns.from * in.pixel + c);
        for (uint32_t v = rows.from; v < rows.to; v++)
          for (uint32_t u = columns.from; u < columns.to; u++)
            most = maximum(most, load(from.at(n, v) + u * in.pixel + c));
        store(to.at(n, y) + x * out.pixel + c, most);
      }
    });
}

void paddedPoolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows values = valuesOf(arena, in), to = gradientsOf(arena, in);
  const Rows pooled = valuesOf(arena, out), from = gradientsOf(arena, out);
  forEachRow(in, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t i = 0; i < rowFloats(in); i += kLanes) store(to.at(n, y) + i, Vector{});
  });
  for (uint32_t n = 0; n < images; n++)
    forEachWindow(op, in, out, [&](uint32_t y, uint32_t x, const Span &rows, const Span &columns) {
      for (uint32_t c = 0; c < out.pixel; c += kLanes) {
        const Vector most = load(pooled.at(n, y) + x * out.pixel + c);
        Vector left = load(from.at(n, y) + x * out.pixel + c);
        // The first of equal values takes the whole gradient.
        for (uint32_t v = rows.from; v < rows.to; v++)
          for (uint32_t u = columns.from; u < columns.to; u++) {
            const auto chosen = load(values.at(n, v) + u * in.pixel + c) == most;
            float *at = to.at(n, v) + u * in.pixel + c;
            store(at, load(at) + (chosen ? left : Vector{}));
            left = chosen ? Vector{} : left;
          }
      }
    });
}

}  // namespace dof

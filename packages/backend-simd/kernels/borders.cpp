// The border of an image is a stretch before the first row, one between every two rows, and one after the last row.
#include "layers.h"
#include "rows.h"

namespace dof {
namespace {

void clear(float *at, uint32_t count) {
  uint32_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store(at + i, Vector{});
  for (; i < count; i++) at[i] = 0.0f;
}

void clearBorder(const Rows &rows, const Tensor &tensor, uint32_t border, uint32_t images) {
  if (border == 0) return;
  const uint32_t side = border * tensor.pixel, outside = border * rows.row + side;
  for (uint32_t n = 0; n < images; n++) {
    clear(rows.at(n, 0) - outside, outside);
    for (uint32_t y = 0; y + 1 < tensor.height; y++) clear(rows.at(n, y) + rowFloats(tensor), 2 * side);
    clear(rows.at(n, tensor.height - 1) + rowFloats(tensor), outside);
  }
}

}  // namespace

void clearValueBorder(const Arena &arena, const Tensor &tensor, uint32_t images) {
  clearBorder(valuesOf(arena, tensor), tensor, tensor.valueBorder, images);
}

void clearGradientBorder(const Arena &arena, const Tensor &tensor, uint32_t images) {
  clearBorder(gradientsOf(arena, tensor), tensor, tensor.gradientBorder, images);
}

}  // namespace dof

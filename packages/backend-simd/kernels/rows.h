// Rows of a tensor's images, for elementwise work.
#pragma once
#include "plan.h"
#include "vector.h"

namespace dof {

struct Rows {
  float *first;
  uint32_t row, image;

  float *at(uint32_t n, uint32_t y) const { return first + n * image + y * row; }
};

DOF_INLINE Rows valuesOf(const Arena &arena, const Tensor &tensor) {
  return {arena.floats(tensor.value), tensor.valueRow, tensor.valueImage};
}

DOF_INLINE Rows gradientsOf(const Arena &arena, const Tensor &tensor) {
  return {arena.floats(tensor.gradient), tensor.gradientRow, tensor.gradientImage};
}

// Calls visit(n, y) for every row of the images.
template <class Visit>
DOF_INLINE void forEachRow(const Tensor &tensor, uint32_t images, Visit visit) {
  for (uint32_t n = 0; n < images; n++)
    for (uint32_t y = 0; y < tensor.height; y++) visit(n, y);
}

// Floats of one row without its border. Padding channels are computed along; nothing reads them.
DOF_INLINE uint32_t rowFloats(const Tensor &tensor) { return tensor.width * tensor.pixel; }

}  // namespace dof

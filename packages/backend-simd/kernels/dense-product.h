// Products with one group of columns of a dense matrix, see dense-matrix.h.
#pragma once
#include "dense-matrix.h"

namespace dof {

// Rows per pass over the columns: 128 KB of the vector of length D. Shorter blocks break the stream through A more
// often, which costs more than reading the vector from the second-level cache.
constexpr uint32_t kRowBlock = 32768;

// out += group theta, over `rows` rows, a multiple of kChunk.
void addGroup(const float *group, uint32_t rows, const float *theta, float *out);
// out += group^T g.
void dotGroup(const float *group, uint32_t rows, const float *g, float *out);

DOF_INLINE float horizontalSum(Vector v) {
  float sum = 0.0f;
  DOF_UNROLL for (uint32_t i = 0; i < kLanes; i++) sum += v[i];
  return sum;
}

}  // namespace dof

// How a dense D x d matrix lies in memory: columns in groups of kGroup; within a group, kChunk rows of each column in
// turn, then the next kChunk rows. A pass over all columns is then one stream through memory, which the hardware
// prefetches best. Rows and columns are padded with zeros to whole chunks and groups.
#pragma once
#include "vector.h"

namespace dof {

constexpr uint32_t kGroup = 8;
constexpr uint32_t kChunk = 16;
static_assert(kChunk % kLanes == 0, "a chunk is a whole number of vectors");

DOF_INLINE uint32_t roundUp(uint32_t count, uint32_t unit) { return (count + unit - 1) / unit * unit; }

// Floats of one group of columns.
DOF_INLINE uint32_t groupFloats(uint32_t rows) { return roundUp(rows, kChunk) * kGroup; }

// The first chunk of a column; the next ones follow kGroup * kChunk floats apart.
DOF_INLINE float *columnStart(float *matrix, uint32_t rows, uint32_t column) {
  return matrix + column / kGroup * groupFloats(rows) + column % kGroup * kChunk;
}

}  // namespace dof

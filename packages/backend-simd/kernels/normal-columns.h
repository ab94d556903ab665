// Columns of N(0, 1) draws in the chunks of dense-matrix.h, and their lengths.
#pragma once
#include "dense-matrix.h"

namespace dof {

// Rows `first` .. `first` + `rows` of a column, padded with zeros to whole chunks. `first` is a multiple of kChunk.
void drawColumn(uint32_t key0, uint32_t key1, uint32_t column, uint32_t first, uint32_t rows, float *to);

// Sum of squares in eight float64 parts on every engine, since the order of the sums is part of the result.
struct SquareSum {
  double parts[8];
};
// Adds the squares of `rows` rows, padding included.
void addSquares(uint32_t rows, const float *column, SquareSum &sum);
// 1 over the square root.
float unitFactor(const SquareSum &sum);

void scaleColumn(uint32_t rows, float *column, float by);

}  // namespace dof

#include "normal-columns.h"

#include "random-normal.h"

namespace dof {
namespace {

typedef double Double2 __attribute__((vector_size(16), aligned(8)));

}  // namespace

void drawColumn(uint32_t key0, uint32_t key1, uint32_t column, uint32_t first, uint32_t rows, float *to) {
  for (uint32_t i = 0; i < rows; i += kChunk, to += kGroup * kChunk) {
    drawEight(key0, key1, (first + i) / 2, column, to);
    drawEight(key0, key1, (first + i) / 2 + 4, column, to + 8);
    for (uint32_t k = rows - i; k < kChunk; k++) to[k] = 0.0f;
  }
}

void addSquares(uint32_t rows, const float *column, SquareSum &sum) {
  Double2 sums[4];
  DOF_UNROLL for (uint32_t k = 0; k < 4; k++) sums[k] = Double2{sum.parts[2 * k], sum.parts[2 * k + 1]};
  for (uint32_t i = 0; i < rows; i += kChunk, column += kGroup * kChunk)
    DOF_UNROLL for (uint32_t k = 0; k < kChunk; k += 2) {
      const Double2 z = Double2{column[k], column[k + 1]};
      sums[k / 2 % 4] += z * z;
    }
  DOF_UNROLL for (uint32_t k = 0; k < 4; k++) {
    sum.parts[2 * k] = sums[k][0];
    sum.parts[2 * k + 1] = sums[k][1];
  }
}

float unitFactor(const SquareSum &sum) {
  const double *p = sum.parts;
  const double even = (p[0] + p[2]) + (p[4] + p[6]), odd = (p[1] + p[3]) + (p[5] + p[7]);
  return static_cast<float>(1.0 / __builtin_sqrt(even + odd));
}

void scaleColumn(uint32_t rows, float *column, float by) {
  const Vector factor = broadcast(by);
  for (uint32_t i = 0; i < rows; i += kChunk, column += kGroup * kChunk)
    DOF_UNROLL for (uint32_t k = 0; k < kChunk; k += kLanes) store(column + k, load(column + k) * factor);
}

}  // namespace dof

// A theta and A^T g for a dense matrix stored column by column. Each column is read once per call, several columns at
// a time, over a stretch of rows short enough for the vector to stay in the first-level cache.
#include "export.h"
#include "vector.h"

namespace dof {
namespace {

constexpr uint32_t kRowBlock = 2048;  // floats: 8 KB of the vector
constexpr int kColumnGroup = 8;

template <int Columns>
DOF_INLINE void addColumns(const float *matrix, uint32_t stride, uint32_t rows, const float *theta, float *out) {
  Vector factor[Columns];
  DOF_UNROLL for (int j = 0; j < Columns; j++) factor[j] = broadcast(theta[j]);
  for (uint32_t i = 0; i < rows; i += kLanes) {
    Vector sum = load(out + i);
    DOF_UNROLL for (int j = 0; j < Columns; j++) sum += load(matrix + j * stride + i) * factor[j];
    store(out + i, sum);
  }
}

DOF_INLINE float horizontalSum(Vector v) {
  float sum = 0.0f;
  DOF_UNROLL for (uint32_t i = 0; i < kLanes; i++) sum += v[i];
  return sum;
}

template <int Columns>
DOF_INLINE void dotColumns(const float *matrix, uint32_t stride, uint32_t rows, const float *g, float *out) {
  Vector sums[Columns] = {};
  for (uint32_t i = 0; i < rows; i += kLanes) {
    const Vector value = load(g + i);
    DOF_UNROLL for (int j = 0; j < Columns; j++) sums[j] += load(matrix + j * stride + i) * value;
  }
  DOF_UNROLL for (int j = 0; j < Columns; j++) out[j] += horizontalSum(sums[j]);
}

}  // namespace

// out += A theta. `rows` is a multiple of 16; rows beyond the matrix are zeros.
DOF_EXPORT(applyColumns)
void applyColumns(const float *matrix, uint32_t stride, uint32_t rows, uint32_t columns, const float *theta,
                  float *out) {
  for (uint32_t first = 0; first < rows; first += kRowBlock) {
    const uint32_t left = rows - first, block = left < kRowBlock ? left : kRowBlock;
    const float *at = matrix + first;
    uint32_t j = 0;
    for (; j + kColumnGroup <= columns; j += kColumnGroup)
      addColumns<kColumnGroup>(at + j * stride, stride, block, theta + j, out + first);
    for (; j < columns; j++) addColumns<1>(at + j * stride, stride, block, theta + j, out + first);
  }
}

// out = A^T g, under the same conditions.
DOF_EXPORT(applyColumnsTransposed)
void applyColumnsTransposed(const float *matrix, uint32_t stride, uint32_t rows, uint32_t columns, const float *g,
                            float *out) {
  for (uint32_t j = 0; j < columns; j++) out[j] = 0.0f;
  for (uint32_t first = 0; first < rows; first += kRowBlock) {
    const uint32_t left = rows - first, block = left < kRowBlock ? left : kRowBlock;
    const float *at = matrix + first;
    uint32_t j = 0;
    for (; j + kColumnGroup <= columns; j += kColumnGroup)
      dotColumns<kColumnGroup>(at + j * stride, stride, block, g + first, out + j);
    for (; j < columns; j++) dotColumns<1>(at + j * stride, stride, block, g + first, out + j);
  }
}

}  // namespace dof

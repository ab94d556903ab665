// A theta and A^T g for a dense matrix in the layout of dense-matrix.h. A is read once per call, over stretches of rows
// short enough for their part of the vector of length D to stay in cache.
#include "dense-product.h"
#include "export.h"

namespace dof {
namespace {

constexpr uint32_t kVectors = kChunk / kLanes;

}  // namespace

void addGroup(const float *group, uint32_t rows, const float *theta, float *out) {
  Vector factor[kGroup];
  DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++) factor[j] = broadcast(theta[j]);
  for (uint32_t i = 0; i < rows; i += kChunk, group += kGroup * kChunk, out += kChunk)
    DOF_UNROLL for (uint32_t v = 0; v < kVectors; v++) {
      Vector sum = load(out + v * kLanes);
      DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++)
        sum = multiplyAdd(load(group + j * kChunk + v * kLanes), factor[j], sum);
      store(out + v * kLanes, sum);
    }
}

void dotGroup(const float *group, uint32_t rows, const float *g, float *out) {
  Vector sums[kGroup] = {};
  for (uint32_t i = 0; i < rows; i += kChunk, group += kGroup * kChunk, g += kChunk)
    DOF_UNROLL for (uint32_t v = 0; v < kVectors; v++) {
      const Vector value = load(g + v * kLanes);
      DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++)
        sums[j] = multiplyAdd(load(group + j * kChunk + v * kLanes), value, sums[j]);
    }
  DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++) out[j] += horizontalSum(sums[j]);
}

// Floats that a matrix, a vector of D and a vector of d take with their padding.
DOF_EXPORT(matrixFloats)
double matrixFloats(uint32_t rows, uint32_t columns) {
  return static_cast<double>(roundUp(rows, kChunk)) * roundUp(columns, kGroup);
}
DOF_EXPORT(longFloats) uint32_t longFloats(uint32_t rows) { return roundUp(rows, kChunk); }
DOF_EXPORT(shortFloats) uint32_t shortFloats(uint32_t columns) { return roundUp(columns, kGroup); }

// out += A theta. The padding of both vectors is zero.
DOF_EXPORT(applyMatrix)
void applyMatrix(const float *matrix, uint32_t rows, uint32_t columns, const float *theta, float *out) {
  const uint32_t padded = roundUp(rows, kChunk), group = groupFloats(rows);
  for (uint32_t first = 0; first < padded; first += kRowBlock) {
    const uint32_t left = padded - first, block = left < kRowBlock ? left : kRowBlock;
    const float *at = matrix + first * kGroup;
    for (uint32_t j = 0; j < columns; j += kGroup, at += group) addGroup(at, block, theta + j, out + first);
  }
}

// out = A^T g, under the same conditions.
DOF_EXPORT(applyMatrixTransposed)
void applyMatrixTransposed(const float *matrix, uint32_t rows, uint32_t columns, const float *g, float *out) {
  const uint32_t padded = roundUp(rows, kChunk), group = groupFloats(rows);
  for (uint32_t j = 0; j < columns; j++) out[j] = 0.0f;
  for (uint32_t first = 0; first < padded; first += kRowBlock) {
    const uint32_t left = padded - first, block = left < kRowBlock ? left : kRowBlock;
    const float *at = matrix + first * kGroup;
    for (uint32_t j = 0; j < columns; j += kGroup, at += group) dotGroup(at, block, g + first, out + j);
  }
}

}  // namespace dof

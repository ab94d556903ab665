// The Gaussian draw in steps of 1/24, a signed byte an entry, in the layout of dense-matrix.h with bytes for floats; the
// factors that give the columns unit norm are kept apart.
#include "bytes-to-floats.h"
#include "dense-product.h"
#include "export.h"
#include "normal-columns.h"

namespace dof {
namespace {

constexpr double kStepsPerUnit = 24.0;
static_assert(kChunk == kBytes, "a chunk is converted at once");

DOF_NOINLINE void addStepGroup(const int8_t *group, uint32_t rows, const float *theta, float *out) {
  Vector factor[kGroup];
  DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++) factor[j] = broadcast(theta[j]);
  for (uint32_t i = 0; i < rows; i += kChunk, group += kGroup * kChunk, out += kChunk) {
    Vector sums[kByteVectors], entries[kByteVectors];
    DOF_UNROLL for (uint32_t v = 0; v < kByteVectors; v++) sums[v] = load(out + v * kLanes);
    DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++) {
      bytesToFloats(group + j * kChunk, entries);
      DOF_UNROLL for (uint32_t v = 0; v < kByteVectors; v++) sums[v] = multiplyAdd(entries[v], factor[j], sums[v]);
    }
    DOF_UNROLL for (uint32_t v = 0; v < kByteVectors; v++) store(out + v * kLanes, sums[v]);
  }
}

DOF_NOINLINE void dotStepGroup(const int8_t *group, uint32_t rows, const float *g, float *out) {
  Vector sums[kGroup] = {};
  for (uint32_t i = 0; i < rows; i += kChunk, group += kGroup * kChunk, g += kChunk) {
    Vector values[kByteVectors], entries[kByteVectors];
    DOF_UNROLL for (uint32_t v = 0; v < kByteVectors; v++) values[v] = load(g + v * kLanes);
    DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++) {
      bytesToFloats(group + j * kChunk, entries);
      DOF_UNROLL for (uint32_t v = 0; v < kByteVectors; v++) sums[j] = multiplyAdd(entries[v], values[v], sums[j]);
    }
  }
  DOF_UNROLL for (uint32_t j = 0; j < kGroup; j++) out[j] += horizontalSum(sums[j]);
}

// Nearest multiple of 1/24, halves rounded up; every draw lies within 127 steps of 0.
DOF_INLINE int8_t stepsOf(float z) { return static_cast<int8_t>(__builtin_floor(kStepsPerUnit * z + 0.5)); }

// Returns the factor that gives the column unit norm as it is read.
float roundColumn(uint32_t rows, const float *draws, int8_t *to) {
  int64_t squares = 0;
  int8_t *first = to;
  for (uint32_t i = 0; i < rows; i += kChunk, draws += kGroup * kChunk, to += kGroup * kChunk)
    for (uint32_t k = 0; k < kChunk; k++) {
      to[k] = stepsOf(draws[k]);
      squares += to[k] * to[k];
    }
  if (squares == 0) squares = *first = 1;
  return static_cast<float>(1.0 / __builtin_sqrt(static_cast<double>(squares))) / kByteUnit;
}

}  // namespace

// Draws the group of columns that starts at column `first`, with `scratch` for a group of floats, and writes the
// factors that give its columns unit norm. Columns from `columns` on are zero.
DOF_EXPORT(drawStepGroup)
void drawStepGroup(int8_t *matrix, uint32_t rows, uint32_t columns, uint32_t first, uint32_t key0, uint32_t key1,
                   float *scratch, float *factors) {
  int8_t *group = matrix + first / kGroup * groupFloats(rows);
  for (uint32_t j = 0; j < kGroup; j++) {
    if (first + j < columns) {
      drawColumn(key0, key1, first + j, 0, rows, scratch + j * kChunk);
      factors[first + j] = roundColumn(rows, scratch + j * kChunk, group + j * kChunk);
      continue;
    }
    for (uint32_t i = 0; i < rows; i += kChunk)
      for (uint32_t k = 0; k < kChunk; k++) group[i * kGroup + j * kChunk + k] = 0;
  }
}

// out += A theta, with theta times the factors. The padding of both vectors is zero.
DOF_EXPORT(applySteps)
void applySteps(const int8_t *matrix, uint32_t rows, uint32_t columns, const float *theta, float *out) {
  const uint32_t padded = roundUp(rows, kChunk), group = groupFloats(rows);
  for (uint32_t first = 0; first < padded; first += kRowBlock) {
    const uint32_t left = padded - first, block = left < kRowBlock ? left : kRowBlock;
    const int8_t *at = matrix + first * kGroup;
    for (uint32_t j = 0; j < columns; j += kGroup, at += group) addStepGroup(at, block, theta + j, out + first);
  }
}

// out = A^T g without the factors, under the same conditions.
DOF_EXPORT(applyStepsTransposed)
void applyStepsTransposed(const int8_t *matrix, uint32_t rows, uint32_t columns, const float *g, float *out) {
  const uint32_t padded = roundUp(rows, kChunk), group = groupFloats(rows);
  for (uint32_t j = 0; j < columns; j++) out[j] = 0.0f;
  for (uint32_t first = 0; first < padded; first += kRowBlock) {
    const uint32_t left = padded - first, block = left < kRowBlock ? left : kRowBlock;
    const int8_t *at = matrix + first * kGroup;
    for (uint32_t j = 0; j < columns; j += kGroup, at += group) dotStepGroup(at, block, g + first, out + j);
  }
}

}  // namespace dof

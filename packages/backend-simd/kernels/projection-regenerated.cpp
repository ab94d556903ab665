// A theta and A^T g for the matrix that random-normal.cpp draws, drawn again in every product: one block of rows of one
// group of columns at a time, in scratch of `regeneratedFloats`, or a whole group for both products. What was drawn is
// then used like a stored matrix, so the results are those of the stored one in every bit.
#include "dense-product.h"
#include "export.h"
#include "normal-columns.h"

namespace dof {
namespace {

struct Key {
  uint32_t word0, word1;
};

uint32_t blockRows(uint32_t rows, uint32_t first) { return rows - first < kRowBlock ? rows - first : kRowBlock; }

// Columns from `columns` on are zero.
void drawBlock(Key key, uint32_t column, uint32_t columns, uint32_t first, uint32_t rows, const float *factors,
               float *group) {
  for (uint32_t j = 0; j < kGroup; j++) {
    float *at = group + j * kChunk;
    drawColumn(key.word0, key.word1, column + j, first, rows, at);
    scaleColumn(rows, at, column + j < columns ? factors[column + j] : 0.0f);
  }
}

}  // namespace

DOF_EXPORT(regeneratedFloats)
uint32_t regeneratedFloats(uint32_t rows) { return groupFloats(blockRows(rows, 0)); }

// The factor that gives one column unit norm.
DOF_EXPORT(regeneratedFactor)
float regeneratedFactor(uint32_t rows, uint32_t column, uint32_t key0, uint32_t key1, float *scratch) {
  SquareSum sum = {};
  for (uint32_t first = 0; first < rows; first += kRowBlock) {
    const uint32_t block = blockRows(rows, first);
    drawColumn(key0, key1, column, first, block, scratch);
    addSquares(block, scratch, sum);
  }
  return unitFactor(sum);
}

// Draws the whole group of columns that starts at column `first`, as a stored matrix of one group.
DOF_EXPORT(drawRegeneratedGroup)
void drawRegeneratedGroup(uint32_t rows, uint32_t columns, uint32_t first, uint32_t key0, uint32_t key1,
                          const float *factors, float *scratch) {
  drawBlock(Key{key0, key1}, first, columns, 0, rows, factors, scratch);
}

// out += A theta. The padding of both vectors is zero.
DOF_EXPORT(applyRegenerated)
void applyRegenerated(uint32_t rows, uint32_t columns, uint32_t key0, uint32_t key1, const float *factors,
                      float *scratch, const float *theta, float *out) {
  for (uint32_t first = 0; first < rows; first += kRowBlock) {
    const uint32_t block = blockRows(rows, first);
    for (uint32_t j = 0; j < columns; j += kGroup) {
      drawBlock(Key{key0, key1}, j, columns, first, block, factors, scratch);
      addGroup(scratch, roundUp(block, kChunk), theta + j, out + first);
    }
  }
}

// out = A^T g, under the same conditions.
DOF_EXPORT(applyRegeneratedTransposed)
void applyRegeneratedTransposed(uint32_t rows, uint32_t columns, uint32_t key0, uint32_t key1, const float *factors,
                                float *scratch, const float *g, float *out) {
  for (uint32_t j = 0; j < columns; j++) out[j] = 0.0f;
  for (uint32_t first = 0; first < rows; first += kRowBlock) {
    const uint32_t block = blockRows(rows, first);
    for (uint32_t j = 0; j < columns; j += kGroup) {
      drawBlock(Key{key0, key1}, j, columns, first, block, factors, scratch);
      dotGroup(scratch, roundUp(block, kChunk), g + first, out + j);
    }
  }
}

}  // namespace dof

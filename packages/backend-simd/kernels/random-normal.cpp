// Dense Gaussian matrices from a key.
#include "export.h"
#include "normal-columns.h"

namespace dof {

// Draws the group of columns that starts at column `first`, a multiple of kGroup, of a matrix of `columns` columns. With
// `unit`, every column is scaled to unit norm.
DOF_EXPORT(drawNormalGroup)
void drawNormalGroup(float *matrix, uint32_t rows, uint32_t columns, uint32_t first, uint32_t key0, uint32_t key1,
                     uint32_t unit) {
  for (uint32_t column = first; column < first + kGroup; column++) {
    float *at = columnStart(matrix, rows, column);
    if (column >= columns) {
      for (uint32_t i = 0; i < rows; i += kChunk)
        for (uint32_t k = 0; k < kChunk; k++) at[i * kGroup + k] = 0.0f;
      continue;
    }
    drawColumn(key0, key1, column, 0, rows, at);
    if (!unit) continue;
    SquareSum sum = {};
    addSquares(rows, at, sum);
    scaleColumn(rows, at, unitFactor(sum));
  }
}

// Columns per call of drawNormalGroup.
DOF_EXPORT(groupColumns) uint32_t groupColumns() { return kGroup; }

}  // namespace dof

// Inner products of many float32 columns in float64, some rows at a time: the columns are never in one place.
#include "double-panels.h"
#include "export.h"

namespace dof {

// Doubles that so many columns of so many rows take in panels.
DOF_EXPORT(panelDoubles)
double panelDoubles(uint32_t columns, uint32_t rows) { return static_cast<double>(inPanels(columns)) * rows; }

// Doubles from row to row of an n x n matrix: whole cache lines, an odd number of them, so that what stands below each
// other in a column is spread over the cache.
DOF_EXPORT(matrixStride) uint32_t matrixStride(uint32_t n) { return ((n + 7) / 8 | 1) * 8; }

// Columns of a staged stretch of rows, `stride` floats apart, to panels.
DOF_EXPORT(packFloats)
void packFloats(const float *from, uint32_t columns, uint32_t stride, uint32_t rows, double *panels) {
  packColumns(from, columns, stride, rows, panels);
}

// The lower triangle of the Gram matrix += that of the rows in the panels.
DOF_EXPORT(addGram)
void addGram(const double *panels, uint32_t columns, uint32_t rows, double *gram, uint32_t stride) {
  addLowerTriangle(panels, panels, columns, rows, gram, stride);
}

// out[i][j] += the inner product of column i of the left and j of the right panels.
DOF_EXPORT(addInnerProducts)
void addInnerProducts(const double *left, uint32_t leftColumns, const double *right, uint32_t rightColumns,
                      uint32_t rows, double *out, uint32_t stride) {
  addProduct(left, leftColumns, right, rightColumns, rows, out, stride);
}

}  // namespace dof

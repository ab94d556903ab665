#include "double-panels.h"

namespace dof {
namespace {

DOF_INLINE uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

// Adds one row of a tile, or the beginning of it.
DOF_INLINE void addRow(double *out, const double *row, uint32_t count) {
  if (count < kPanel) {
    for (uint32_t c = 0; c < count; c++) out[c] += row[c];
    return;
  }
  DOF_UNROLL for (uint32_t v = 0; v < kPanelVectors; v++)
    store(out + v * kDoubles, load(out + v * kDoubles) + load(row + v * kDoubles));
}

}  // namespace

void addProduct(const double *left, uint32_t rows, const double *right, uint32_t columns, uint32_t depth, double *out,
                size_t stride) {
  double tile[kTileRows * kPanel];
  for (uint32_t j = 0; j < columns; j += kPanel, right += static_cast<size_t>(kPanel) * depth)
    for (uint32_t i = 0; i < rows; i += kTileRows) {
      multiplyPanels(tileColumns(left, depth, i), right, depth, tile);
      for (uint32_t r = 0; r < least(kTileRows, rows - i); r++)
        addRow(out + (i + r) * stride + j, tile + r * kPanel, least(kPanel, columns - j));
    }
}

void addLowerTriangle(const double *left, const double *right, uint32_t columns, uint32_t depth, double *out,
                      size_t stride) {
  double tile[kTileRows * kPanel];
  for (uint32_t j = 0; j < columns; j += kPanel, right += static_cast<size_t>(kPanel) * depth)
    for (uint32_t i = j; i < columns; i += kTileRows) {
      multiplyPanels(tileColumns(left, depth, i), right, depth, tile);
      for (uint32_t r = 0; r < least(kTileRows, columns - i); r++)
        addRow(out + (i + r) * stride + j, tile + r * kPanel, least(kPanel, i + r + 1 - j));
    }
}

}  // namespace dof

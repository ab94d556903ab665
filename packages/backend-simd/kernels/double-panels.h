// Products of float64 matrices in register tiles. Both factors lie in panels: kPanel columns side by side, one entry of
// each in turn, so that a tile reads both as streams. Panels follow each other, the last one filled up with zeros. Every
// sum runs over the entries in order, whatever the tile, so an entry of a product never depends on what stands beside it.
#pragma once
#include "double-vector.h"

namespace dof {

// Vectors of the one factor and values of the other: as many sums as registers hold beside them, as in tile-sizes.h.
constexpr uint32_t kPanelVectors = DOF_LANES == 4 ? 2 : 3;
constexpr uint32_t kPanel = kPanelVectors * kDoubles;
constexpr uint32_t kTileRows = DOF_LANES == 16 ? 8 : 4;
static_assert(kPanel % kTileRows == 0, "a panel is a whole number of tiles high");

DOF_INLINE uint32_t inPanels(uint32_t columns) { return (columns + kPanel - 1) / kPanel * kPanel; }

// Columns that lie one after the other, `stride` apart, to panels.
template <class Number>
DOF_INLINE void packColumns(const Number *from, uint32_t columns, size_t stride, uint32_t length, double *panels) {
  for (uint32_t first = 0; first < columns; first += kPanel, panels += static_cast<size_t>(kPanel) * length)
    for (uint32_t c = 0; c < kPanel; c++) {
      const Number *column = from + (first + c) * stride;
      const bool padding = first + c >= columns;
      for (uint32_t k = 0; k < length; k++)
        panels[static_cast<size_t>(k) * kPanel + c] = padding ? 0.0 : static_cast<double>(column[k]);
    }
}

// The same of a matrix whose rows lie one after the other, `stride` apart: its columns, times `factor`, to panels of
// `depth` rows, of which those from `at` are written.
template <class Number>
DOF_INLINE void packRows(const Number *from, uint32_t rows, size_t stride, uint32_t columns, double factor,
                         double *panels, uint32_t depth, uint32_t at) {
  for (uint32_t first = 0; first < columns; first += kPanel, panels += static_cast<size_t>(kPanel) * depth)
    for (uint32_t k = 0; k < rows; k++) {
      const Number *row = from + k * stride + first;
      double *to = panels + static_cast<size_t>(at + k) * kPanel;
      const uint32_t left = columns - first, count = left < kPanel ? left : kPanel;
      for (uint32_t c = 0; c < count; c++) to[c] = factor * static_cast<double>(row[c]);
      for (uint32_t c = count; c < kPanel; c++) to[c] = 0.0;
    }
}

// tile[r][c] = sum over k < depth of a[k][r] b[k][c], for kTileRows columns of one panel and all of another.
DOF_INLINE void multiplyPanels(const double *a, const double *b, uint32_t depth, double *tile) {
  DoubleVector sums[kTileRows][kPanelVectors] = {};
  for (uint32_t k = 0; k < depth; k++, a += kPanel, b += kPanel) {
    DoubleVector values[kPanelVectors];
    DOF_UNROLL for (uint32_t v = 0; v < kPanelVectors; v++) values[v] = load(b + v * kDoubles);
    DOF_UNROLL for (uint32_t r = 0; r < kTileRows; r++) {
      const DoubleVector factor = broadcast(a[r]);
      DOF_UNROLL for (uint32_t v = 0; v < kPanelVectors; v++) sums[r][v] = multiplyAdd(factor, values[v], sums[r][v]);
    }
  }
  DOF_UNROLL for (uint32_t r = 0; r < kTileRows; r++)
    DOF_UNROLL for (uint32_t v = 0; v < kPanelVectors; v++) store(tile + r * kPanel + v * kDoubles, sums[r][v]);
}

// Where the tile's columns of the left factor begin.
DOF_INLINE const double *tileColumns(const double *panels, uint32_t depth, uint32_t column) {
  return panels + static_cast<size_t>(column / kPanel) * kPanel * depth + column % kPanel;
}

// out[i][j] += sum over k of left[k][i] right[k][j]. Rows of `out` are `stride` apart.
void addProduct(const double *left, uint32_t rows, const double *right, uint32_t columns, uint32_t depth, double *out,
                size_t stride);

// The same for j <= i alone, of a product that is symmetric.
void addLowerTriangle(const double *left, const double *right, uint32_t columns, uint32_t depth, double *out,
                      size_t stride);

}  // namespace dof

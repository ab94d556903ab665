// Many linear combinations of many float32 columns at once, summed in float64 and rounded once, for some rows at a time.
#include "double-panels.h"
#include "export.h"

namespace dof {
namespace {

// Columns summed at a time, so that their part of the panels stays in the second-level cache.
constexpr uint32_t kDepth = 256;

}  // namespace

// Combinations whose weights make one panel.
DOF_EXPORT(panelColumns) uint32_t panelColumns() { return kPanel; }
// Rows of the panels in the work of `combineColumns`.
DOF_EXPORT(combinationDepth) uint32_t combinationDepth() { return kDepth; }

// The weights of combinations, `stride` doubles apart, to a panel.
DOF_EXPORT(packWeights)
void packWeights(const double *from, uint32_t combinations, uint32_t stride, uint32_t length, double *panel) {
  packColumns(from, combinations, stride, length, panel);
}

// out[j][r] = sum over i of weights[j][i] staged[i][r], for `rows` rows of the columns; those of the staged columns, and
// of the combinations, are `stride` floats apart. `work` has combinations * stride doubles, and panels for the rows.
DOF_EXPORT(combineColumns)
void combineColumns(const double *weights, uint32_t combinations, const float *staged, uint32_t columns, uint32_t rows,
                    uint32_t stride, double *work, float *out) {
  const size_t size = static_cast<size_t>(combinations) * stride;
  double *panels = work + size;
  for (size_t i = 0; i < size; i++) work[i] = 0.0;
  for (uint32_t first = 0; first < columns; first += kDepth) {
    const uint32_t left = columns - first, depth = left < kDepth ? left : kDepth;
    packRows(staged + static_cast<size_t>(first) * stride, depth, stride, rows, 1.0, panels, depth, 0);
    // A panel of weights goes over all columns, so each is a product of its own.
    for (uint32_t j = 0; j < combinations; j += kPanel) {
      const uint32_t rest = combinations - j, count = rest < kPanel ? rest : kPanel;
      const double *panel = weights + static_cast<size_t>(j) * columns + static_cast<size_t>(first) * kPanel;
      addProduct(panel, count, panels, rows, depth, work + static_cast<size_t>(j) * stride, stride);
    }
  }
  for (uint32_t j = 0; j < combinations; j++)
    for (uint32_t r = 0; r < rows; r++) {
      const size_t at = static_cast<size_t>(j) * stride + r;
      out[at] = static_cast<float>(work[at]);
    }
}

}  // namespace dof

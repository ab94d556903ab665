// Products with a sparse matrix of signs. Rows come in blocks of kSparseRows; an entry is a row within its block, plus
// kSparseRows where the sign is -1, so that one look-up in the block's values and their negatives does both. The entries
// of block b and column j are those from ends[b * columns + j] to the next end.
#include "export.h"
#include "vector.h"

namespace dof {
namespace {

// As many as 16-bit entries allow: the values and their negatives are 256 KB, in the second-level cache, and a column has
// entries enough in a block for its loop to pay.
constexpr uint32_t kSparseRows = 32768;

uint32_t blockRows(uint32_t rows, uint32_t first) { return rows - first < kSparseRows ? rows - first : kSparseRows; }

}  // namespace

DOF_EXPORT(sparseRows) uint32_t sparseRows() { return kSparseRows; }

// out += A theta, with theta times the factors that give the columns unit norm; `work` has room for 2 kSparseRows.
DOF_EXPORT(applySparse)
void applySparse(const uint16_t *entries, const uint32_t *ends, uint32_t rows, uint32_t columns, float *work,
                 const float *theta, float *out) {
  for (uint32_t first = 0; first < rows; first += kSparseRows, ends += columns) {
    for (uint32_t i = 0; i < 2 * kSparseRows; i++) work[i] = 0.0f;
    for (uint32_t j = 0; j < columns; j++) {
      const float value = theta[j];
      const uint32_t end = ends[j + 1];
      uint32_t k = ends[j];
      for (; k + 4 <= end; k += 4)
        DOF_UNROLL for (uint32_t u = 0; u < 4; u++) work[entries[k + u]] += value;
      for (; k < end; k++) work[entries[k]] += value;
    }
    const uint32_t block = blockRows(rows, first);
    for (uint32_t i = 0; i < block; i++) out[first + i] += work[i] - work[kSparseRows + i];
  }
}

// out = A^T g without the factors.
DOF_EXPORT(applySparseTransposed)
void applySparseTransposed(const uint16_t *entries, const uint32_t *ends, uint32_t rows, uint32_t columns, float *work,
                           const float *g, float *out) {
  for (uint32_t j = 0; j < columns; j++) out[j] = 0.0f;
  for (uint32_t first = 0; first < rows; first += kSparseRows, ends += columns) {
    const uint32_t block = blockRows(rows, first);
    for (uint32_t i = 0; i < block; i++) {
      work[i] = g[first + i];
      work[kSparseRows + i] = -g[first + i];
    }
    for (uint32_t j = 0; j < columns; j++) {
      // Four sums, so that additions need not wait for each other.
      const uint32_t end = ends[j + 1];
      float sums[4] = {};
      uint32_t k = ends[j];
      for (; k + 4 <= end; k += 4)
        DOF_UNROLL for (uint32_t u = 0; u < 4; u++) sums[u] += work[entries[k + u]];
      for (; k < end; k++) sums[0] += work[entries[k]];
      out[j] += (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
  }
}

}  // namespace dof

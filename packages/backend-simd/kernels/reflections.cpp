// Eigenvectors of the tridiagonal form back to those of the matrix, see tridiagonal.cpp.
#include "double-vector.h"
#include "export.h"

namespace dof {
namespace {

// Rows that stay in the second-level cache while all reflections pass.
constexpr uint32_t kRows = 8;

// Each row times the reflection 1 - factor v v^T.
template <uint32_t Rows>
DOF_INLINE void reflectRows(double *rows, size_t stride, const double *v, uint32_t length, double factor) {
  DoubleVector sums[Rows] = {};
  uint32_t whole = 0;
  for (; whole + kDoubles <= length; whole += kDoubles) {
    const DoubleVector values = load(v + whole);
    DOF_UNROLL for (uint32_t r = 0; r < Rows; r++)
      sums[r] = multiplyAdd(load(rows + r * stride + whole), values, sums[r]);
  }
  double along[Rows];
  DOF_UNROLL for (uint32_t r = 0; r < Rows; r++) {
    along[r] = horizontalSum(sums[r]);
    for (uint32_t j = whole; j < length; j++) along[r] += rows[r * stride + j] * v[j];
    along[r] *= -factor;
    for (uint32_t j = whole; j < length; j++) rows[r * stride + j] += along[r] * v[j];
  }
  for (uint32_t j = 0; j < whole; j += kDoubles) {
    const DoubleVector values = load(v + j);
    DOF_UNROLL for (uint32_t r = 0; r < Rows; r++) {
      double *at = rows + r * stride + j;
      store(at, multiplyAdd(broadcast(along[r]), values, load(at)));
    }
  }
}

}  // namespace

// Rows of `vectors` from `first`, each times the reflections that `tridiagonaliseRows` left, the last one first.
DOF_EXPORT(undoReflections)
void undoReflections(const double *matrix, uint32_t n, uint32_t stride, const double *factors, double *vectors,
                     uint32_t first, uint32_t rows) {
  double *row = vectors + static_cast<size_t>(first) * stride;
  for (uint32_t done = 0; done < rows;) {
    const bool group = done + kRows <= rows;
    for (uint32_t k = 1; k < n; k++) {
      if (factors[k] == 0.0) continue;
      const double *v = matrix + static_cast<size_t>(k) * stride;
      if (group) reflectRows<kRows>(row, stride, v, k, factors[k]);
      else reflectRows<1>(row, stride, v, k, factors[k]);
    }
    done += group ? kRows : 1;
    row += static_cast<size_t>(group ? kRows : 1) * stride;
  }
}

}  // namespace dof

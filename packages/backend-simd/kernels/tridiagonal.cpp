// A symmetric matrix to tridiagonal form by Householder reflections, from the last row up (Golub and Van Loan, section
// 8.3). The reflections of some rows are put together before the rest of the matrix takes them, all at once and in
// register tiles (Dongarra, Sorensen and Hammarling 1989); only the product with the matrix itself reads it for each.
#include "double-panels.h"
#include "export.h"

namespace dof {
namespace {

// Reflections put together.
constexpr uint32_t kReflections = 32;

// What `Rows` rows of the lower triangle, and the columns above the diagonal that are the same, add to out = A x.
template <uint32_t Rows>
DOF_INLINE void multiplyRows(const double *matrix, size_t stride, uint32_t first, const double *x, double *out) {
  const double *rows = matrix + first * stride;
  DoubleVector sums[Rows] = {}, factors[Rows];
  DOF_UNROLL for (uint32_t r = 0; r < Rows; r++) factors[r] = broadcast(x[first + r]);
  uint32_t j = 0;
  for (; j + kDoubles <= first; j += kDoubles) {
    const DoubleVector values = load(x + j);
    DoubleVector result = load(out + j);
    DOF_UNROLL for (uint32_t r = 0; r < Rows; r++) {
      const DoubleVector entries = load(rows + r * stride + j);
      sums[r] = multiplyAdd(entries, values, sums[r]);
      result = multiplyAdd(entries, factors[r], result);
    }
    store(out + j, result);
  }
  DOF_UNROLL for (uint32_t r = 0; r < Rows; r++) {
    double sum = horizontalSum(sums[r]);
    for (uint32_t k = j; k < first + r; k++) {
      const double entry = rows[r * stride + k];
      sum += entry * x[k];
      out[k] += entry * x[first + r];
    }
    out[first + r] += sum + rows[r * stride + first + r] * x[first + r];
  }
}

// out = A x for the first n rows and columns of a matrix whose lower triangle is there.
void multiplySymmetric(const double *matrix, size_t stride, uint32_t n, const double *x, double *out) {
  for (uint32_t i = 0; i < n; i++) out[i] = 0.0;
  uint32_t i = 0;
  for (; i + 4 <= n; i += 4) multiplyRows<4>(matrix, stride, i, x, out);
  for (; i < n; i++) multiplyRows<1>(matrix, stride, i, x, out);
}

// Turns a row of `length` entries into the vector v of the reflection 1 - factor v v^T that leaves only its last entry,
// whose value it returns. The last entry of v is 1.
double reflect(double *row, uint32_t length, double *factor) {
  const double last = row[length - 1], rest = dot(row, row, length - 1);
  row[length - 1] = 1.0;
  *factor = 0.0;
  if (rest == 0.0) return last;
  const double size = __builtin_sqrt(last * last + rest), value = last > 0.0 ? -size : size;
  *factor = (value - last) / value;
  const double scale = 1.0 / (last - value);
  for (uint32_t j = 0; j + 1 < length; j++) row[j] *= scale;
  return value;
}

}  // namespace

// Rows that one call takes, and doubles of its work.
DOF_EXPORT(reflectionRows) uint32_t reflectionRows() { return kReflections; }
DOF_EXPORT(tridiagonalWork)
double tridiagonalWork(uint32_t n, uint32_t stride) {
  return static_cast<double>(kReflections) * stride + 4.0 * kReflections * inPanels(n);
}

// Takes the last rows of the `left` rows that are not done yet. `matrix` holds the lower triangle, and afterwards in each
// row k done the vector of its reflection, k entries long; factors[k] is its factor, offDiagonal[k] the entry beside
// diagonal[k].
DOF_EXPORT(tridiagonaliseRows)
void tridiagonaliseRows(double *matrix, uint32_t left, uint32_t stride, double *diagonal, double *offDiagonal,
                        double *factors, double *work) {
  const uint32_t count = left < kReflections ? left : kReflections;
  // A - sum of v w^T + w v^T is what the matrix is after the reflections so far.
  double *w = work;
  for (uint32_t p = 0; p < count; p++) {
    const uint32_t k = left - 1 - p;
    double *v = matrix + static_cast<size_t>(k) * stride, *product = w + static_cast<size_t>(p) * stride;
    for (uint32_t q = 0; q < p; q++) {
      const double *otherV = matrix + static_cast<size_t>(left - 1 - q) * stride;
      const double *otherW = w + static_cast<size_t>(q) * stride;
      addScaled(v, -otherV[k], otherW, k + 1);
      addScaled(v, -otherW[k], otherV, k + 1);
    }
    diagonal[k] = v[k];
    factors[k] = offDiagonal[k] = 0.0;
    if (k == 0) return;
    offDiagonal[k] = reflect(v, k, factors + k);
    if (factors[k] == 0.0) {
      for (uint32_t j = 0; j < k; j++) product[j] = 0.0;
      continue;
    }
    multiplySymmetric(matrix, stride, k, v, product);
    for (uint32_t q = 0; q < p; q++) {
      const double *otherV = matrix + static_cast<size_t>(left - 1 - q) * stride;
      const double *otherW = w + static_cast<size_t>(q) * stride;
      const double alongW = dot(otherW, v, k), alongV = dot(otherV, v, k);
      addScaled(product, -alongW, otherV, k);
      addScaled(product, -alongV, otherW, k);
    }
    for (uint32_t j = 0; j < k; j++) product[j] *= factors[k];
    addScaled(product, -0.5 * factors[k] * dot(product, v, k), v, k);
  }
  const uint32_t rest = left - count, depth = 2 * count;
  double *leftPanels = w + static_cast<size_t>(kReflections) * stride;
  double *rightPanels = leftPanels + static_cast<size_t>(inPanels(rest)) * depth;
  const double *v = matrix + static_cast<size_t>(rest) * stride;
  // Reflections are taken in the order of the rows, the last of them first in w.
  for (uint32_t p = 0; p < count; p++) {
    const double *row = v + static_cast<size_t>(count - 1 - p) * stride, *product = w + static_cast<size_t>(p) * stride;
    packRows(row, 1, stride, rest, -1.0, leftPanels, depth, 2 * p);
    packRows(product, 1, stride, rest, -1.0, leftPanels, depth, 2 * p + 1);
    packRows(product, 1, stride, rest, 1.0, rightPanels, depth, 2 * p);
    packRows(row, 1, stride, rest, 1.0, rightPanels, depth, 2 * p + 1);
  }
  addLowerTriangle(leftPanels, rightPanels, rest, depth, matrix, stride);
}

}  // namespace dof

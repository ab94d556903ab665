// The transpose of a subsampled randomised Hadamard transform and its transpose: A = S R H C / sqrt(D), where C places d
// coordinates among n, H is the Hadamard matrix of order n, R takes D of n and S holds signs.
#include "export.h"
#include "walsh-hadamard.h"

namespace dof {
namespace {

constexpr uint32_t kSign = 1u << 31;

// The value with its sign changed where `place` has its top bit set.
inline float signedBy(uint32_t place, float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, 4);
  bits ^= place & kSign;
  __builtin_memcpy(&value, &bits, 4);
  return value;
}

void clear(float *x, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) x[i] = 0.0f;
}

}  // namespace

// out += A theta. `rowPlaces` are the D rows taken, with the top bit for the sign -1, `columnPlaces` the d columns, both
// below n; `work` has room for n floats; `scale` is 1 / sqrt(D).
DOF_EXPORT(applyHadamard)
void applyHadamard(uint32_t n, uint32_t rows, uint32_t columns, const uint32_t *rowPlaces, const uint32_t *columnPlaces,
                   float scale, float *work, const float *theta, float *out) {
  clear(work, n);
  for (uint32_t j = 0; j < columns; j++) work[columnPlaces[j]] = scale * theta[j];
  walshHadamard(work, n);
  for (uint32_t i = 0; i < rows; i++) out[i] += signedBy(rowPlaces[i], work[rowPlaces[i] & ~kSign]);
}

// out = A^T g.
DOF_EXPORT(applyHadamardTransposed)
void applyHadamardTransposed(uint32_t n, uint32_t rows, uint32_t columns, const uint32_t *rowPlaces,
                             const uint32_t *columnPlaces, float scale, float *work, const float *g, float *out) {
  clear(work, n);
  for (uint32_t i = 0; i < rows; i++) work[rowPlaces[i] & ~kSign] = signedBy(rowPlaces[i], g[i]);
  walshHadamard(work, n);
  for (uint32_t j = 0; j < columns; j++) out[j] = scale * work[columnPlaces[j]];
}

}  // namespace dof

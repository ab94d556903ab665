// Fastfood blocks V = S H G P H B of order n on top of each other, and the transpose. All arrays hold the n entries of
// every block in turn; S is 0 in rows beyond D.
#include "export.h"
#include "vector.h"
#include "walsh-hadamard.h"

namespace dof {
namespace {

DOF_INLINE void multiply(uint32_t n, const float *a, const float *b, float *out) {
  for (uint32_t i = 0; i < n; i += kLanes) store(out + i, load(a + i) * load(b + i));
}

DOF_INLINE void addProduct(uint32_t n, const float *a, const float *b, float *out) {
  for (uint32_t i = 0; i < n; i += kLanes) store(out + i, multiplyAdd(load(a + i), load(b + i), load(out + i)));
}

}  // namespace

// out += A theta. `signs` is B, `places` the permutation P ((P x)_i = x at places[i]), `gaussian` G, `scale` S; `theta`
// has n entries, zero from d on, `out` those of all blocks, `work` room for 2 n; n is at least 256.
DOF_EXPORT(applyFastfood)
void applyFastfood(uint32_t n, uint32_t blocks, const float *signs, const uint32_t *places, const float *gaussian,
                   const float *scale, float *work, const float *theta, float *out) {
  float *mixed = work + n;
  for (uint32_t b = 0; b < blocks; b++, signs += n, places += n, gaussian += n, scale += n, out += n) {
    multiply(n, signs, theta, work);
    walshHadamard(work, n);
    for (uint32_t i = 0; i < n; i++) mixed[i] = gaussian[i] * work[places[i]];
    walshHadamard(mixed, n);
    addProduct(n, scale, mixed, out);
  }
}

// out = A^T g, with all n entries written; the entries of `g` from D on are finite.
DOF_EXPORT(applyFastfoodTransposed)
void applyFastfoodTransposed(uint32_t n, uint32_t blocks, const float *signs, const uint32_t *places,
                             const float *gaussian, const float *scale, float *work, const float *g, float *out) {
  float *mixed = work + n;
  for (uint32_t i = 0; i < n; i += kLanes) store(out + i, Vector{});
  for (uint32_t b = 0; b < blocks; b++, signs += n, places += n, gaussian += n, scale += n, g += n) {
    multiply(n, scale, g, mixed);
    walshHadamard(mixed, n);
    for (uint32_t i = 0; i < n; i++) work[places[i]] = gaussian[i] * mixed[i];
    walshHadamard(work, n);
    addProduct(n, signs, work, out);
  }
}

}  // namespace dof

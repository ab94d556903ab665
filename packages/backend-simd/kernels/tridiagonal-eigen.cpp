// Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by implicit QL steps (Dubrulle, Martin and Wilkinson
// 1968). The rotations of some sweeps are found first, from the two diagonals alone, and then turn the eigenvectors a
// strip of columns at a time, so that a strip is in the cache for all of them.
#include "double-vector.h"
#include "export.h"

namespace dof {
namespace {

constexpr double kEpsilon = 2.220446049250313e-16;
// Sweeps for one eigenvalue; two are usual.
constexpr uint32_t kMostSweeps = 60;
// Vectors side by side in a strip, as many as hide the latency from rotation to rotation.
constexpr uint32_t kStripVectors = 4;
constexpr uint32_t kStrip = kStripVectors * kDoubles;

double size(double x) { return x < 0.0 ? -x : x; }

double hypotenuse(double a, double b) {
  a = size(a);
  b = size(b);
  const double larger = a > b ? a : b, smaller = a > b ? b : a;
  if (larger == 0.0) return 0.0;
  const double ratio = smaller / larger;
  return larger * __builtin_sqrt(1.0 + ratio * ratio);
}

// Where the block that begins at `first` ends: the entry beside the diagonal after it is rounding.
uint32_t blockEnd(const double *diagonal, const double *beside, uint32_t first, uint32_t n) {
  uint32_t end = first;
  while (end + 1 < n && size(beside[end]) > kEpsilon * (size(diagonal[end]) + size(diagonal[end + 1]))) end++;
  return end;
}

// Rotations from row `end` to `first`, cosine and sine of each; returns how many were made.
uint32_t sweep(double *d, double *e, uint32_t first, uint32_t end, double *rotations) {
  double g = (d[first + 1] - d[first]) / (2.0 * e[first]), r = hypotenuse(g, 1.0);
  g = d[end] - d[first] + e[first] / (g + (g < 0.0 ? -r : r));
  double s = 1.0, c = 1.0, shift = 0.0;
  for (uint32_t i = end; i-- > first;) {
    const double f = s * e[i], b = c * e[i];
    r = hypotenuse(f, g);
    e[i + 1] = r;
    if (r == 0.0) {
      d[i + 1] -= shift;
      e[end] = 0.0;
      return end - 1 - i;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - shift;
    r = (d[i] - g) * s + 2.0 * c * b;
    shift = s * r;
    d[i + 1] = g + shift;
    g = c * r - b;
    *rotations++ = c;
    *rotations++ = s;
  }
  d[first] -= shift;
  e[first] = g;
  e[end] = 0.0;
  return end - first;
}

}  // namespace

// Finds the rotations of at most `most` sweeps. `place` is two words, the eigenvalues found so far and the sweeps for the
// next one, both 0 at first; `beside[i]` is the entry between diagonal[i] and diagonal[i + 1]. Writes for each sweep its
// last row and the number of its rotations, which has room for n. Returns the number of sweeps, and a negative one where
// an eigenvalue does not settle.
DOF_EXPORT(findRotations)
double findRotations(uint32_t n, double *diagonal, double *beside, uint32_t *place, uint32_t most, uint32_t *sweeps,
                     double *rotations) {
  uint32_t made = 0;
  while (place[0] < n && made < most) {
    const uint32_t end = blockEnd(diagonal, beside, place[0], n);
    if (end == place[0]) {
      place[0]++;
      place[1] = 0;
      continue;
    }
    if (place[1]++ == kMostSweeps) return -1.0;
    const uint32_t count = sweep(diagonal, beside, place[0], end, rotations);
    sweeps[2 * made] = end;
    sweeps[2 * made + 1] = count;
    rotations += 2 * count;
    made++;
  }
  return made;
}

// Doubles of the work of `applyRotations`.
DOF_EXPORT(rotationWork) double rotationWork(uint32_t n) { return static_cast<double>(n) * kStrip; }

// Rows of `vectors`, n of them and `stride` apart, turned by the rotations. `stride` is a multiple of eight doubles.
DOF_EXPORT(applyRotations)
void applyRotations(double *vectors, uint32_t n, uint32_t stride, const uint32_t *sweeps, uint32_t count,
                    const double *rotations, double *work) {
  for (uint32_t column = 0; column < stride; column += kStrip) {
    const uint32_t left = stride - column, width = left < kStrip ? left : kStrip;
    for (uint32_t i = 0; i < n; i++)
      for (uint32_t k = 0; k < kStrip; k++)
        work[static_cast<size_t>(i) * kStrip + k] =
            k < width ? vectors[static_cast<size_t>(i) * stride + column + k] : 0.0;
    const double *next = rotations;
    for (uint32_t t = 0; t < count; t++) {
      double *row = work + static_cast<size_t>(sweeps[2 * t]) * kStrip;
      DoubleVector below[kStripVectors];
      DOF_UNROLL for (uint32_t v = 0; v < kStripVectors; v++) below[v] = load(row + v * kDoubles);
      for (uint32_t i = 0; i < sweeps[2 * t + 1]; i++, next += 2, row -= kStrip) {
        const DoubleVector c = broadcast(next[0]), s = broadcast(next[1]), opposite = broadcast(-next[1]);
        DOF_UNROLL for (uint32_t v = 0; v < kStripVectors; v++) {
          const DoubleVector above = load(row - kStrip + v * kDoubles);
          store(row + v * kDoubles, multiplyAdd(s, above, c * below[v]));
          below[v] = multiplyAdd(opposite, below[v], c * above);
        }
      }
      DOF_UNROLL for (uint32_t v = 0; v < kStripVectors; v++) store(row + v * kDoubles, below[v]);
    }
    for (uint32_t i = 0; i < n; i++)
      for (uint32_t k = 0; k < width; k++)
        vectors[static_cast<size_t>(i) * stride + column + k] = work[static_cast<size_t>(i) * kStrip + k];
  }
}

}  // namespace dof

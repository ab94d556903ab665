// Levels of butterflies with growing distance. Distances within a vector are shuffles; the others go three levels at a
// time through registers, all those within kBlock while the block stays in the first-level cache.
#include "walsh-hadamard.h"

#include "vector.h"

namespace dof {
namespace {

constexpr uint32_t kBlock = 4096;
constexpr uint32_t kRadix = 8;

#ifdef __clang__
#define DOF_SHUFFLE(v, ...) __builtin_shufflevector(v, v, __VA_ARGS__)
#else
typedef int32_t LaneOrder __attribute__((vector_size(4 * DOF_LANES)));
#define DOF_SHUFFLE(v, ...) __builtin_shuffle(v, LaneOrder{__VA_ARGS__})
#endif

// The sum with the partner where the lane's bit is 0, the difference where it is 1.
template <uint32_t Distance>
DOF_INLINE Vector level(Vector v, Vector partner) {
  Vector signs = {};
  DOF_UNROLL for (uint32_t k = 0; k < kLanes; k++) signs[k] = k & Distance ? -1.0f : 1.0f;
  return partner + v * signs;
}

DOF_INLINE Vector levelsWithinVector(Vector v) {
#if DOF_LANES == 4
  v = level<1>(v, DOF_SHUFFLE(v, 1, 0, 3, 2));
  v = level<2>(v, DOF_SHUFFLE(v, 2, 3, 0, 1));
#elif DOF_LANES == 8
  v = level<1>(v, DOF_SHUFFLE(v, 1, 0, 3, 2, 5, 4, 7, 6));
  v = level<2>(v, DOF_SHUFFLE(v, 2, 3, 0, 1, 6, 7, 4, 5));
  v = level<4>(v, DOF_SHUFFLE(v, 4, 5, 6, 7, 0, 1, 2, 3));
#elif DOF_LANES == 16
  v = level<1>(v, DOF_SHUFFLE(v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
  v = level<2>(v, DOF_SHUFFLE(v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
  v = level<4>(v, DOF_SHUFFLE(v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  v = level<8>(v, DOF_SHUFFLE(v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
#endif
  return v;
}

// Butterflies among the vectors of an array, at distances from 1 to half its length.
template <uint32_t Radix, uint32_t Distance = 1>
DOF_INLINE void levelsAmong(Vector *v) {
  if constexpr (Distance < Radix) {
    DOF_UNROLL for (uint32_t k = 0; k < Radix; k++) {
      if (k & Distance) continue;
      const Vector a = v[k], b = v[k + Distance];
      v[k] = a + b;
      v[k + Distance] = a - b;
    }
    levelsAmong<Radix, 2 * Distance>(v);
  }
}

// The levels at distances below kRadix * kLanes; n is a multiple of that.
void firstLevels(float *x, uint32_t n) {
  for (uint32_t i = 0; i < n; i += kRadix * kLanes) {
    Vector v[kRadix];
    DOF_UNROLL for (uint32_t k = 0; k < kRadix; k++) v[k] = levelsWithinVector(load(x + i + k * kLanes));
    levelsAmong<kRadix>(v);
    DOF_UNROLL for (uint32_t k = 0; k < kRadix; k++) store(x + i + k * kLanes, v[k]);
  }
}

// The levels at distances `distance`, 2 * `distance`, ... as many as Radix has.
template <uint32_t Radix>
void levels(float *x, uint32_t n, uint32_t distance) {
  for (uint32_t start = 0; start < n; start += Radix * distance)
    for (uint32_t i = start; i < start + distance; i += kLanes) {
      Vector v[Radix];
      DOF_UNROLL for (uint32_t k = 0; k < Radix; k++) v[k] = load(x + i + k * distance);
      levelsAmong<Radix>(v);
      DOF_UNROLL for (uint32_t k = 0; k < Radix; k++) store(x + i + k * distance, v[k]);
    }
}

// The levels at distances from `distance` to below n.
void levelsFrom(uint32_t distance, float *x, uint32_t n) {
  for (; distance * 8 <= n; distance *= 8) levels<8>(x, n, distance);
  if (distance * 4 <= n) levels<4>(x, n, distance);
  else if (distance * 2 <= n) levels<2>(x, n, distance);
}

void smallTransform(float *x, uint32_t n) {
  for (uint32_t distance = 1; distance < n; distance *= 2)
    for (uint32_t i = 0; i < n; i++) {
      if (i & distance) continue;
      const float a = x[i], b = x[i + distance];
      x[i] = a + b;
      x[i + distance] = a - b;
    }
}

}  // namespace

void walshHadamard(float *x, uint32_t n) {
  if (n < kRadix * kLanes) {
    smallTransform(x, n);
    return;
  }
  const uint32_t block = n < kBlock ? n : kBlock;
  for (uint32_t start = 0; start < n; start += block) {
    firstLevels(x + start, block);
    levelsFrom(kRadix * kLanes, x + start, block);
  }
  levelsFrom(block, x, n);
}

}  // namespace dof

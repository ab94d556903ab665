// What one batch normalisation keeps between the passes over a batch: three float64 and six float32 values for every
// channel, padded to whole vectors.
#pragma once
#include "plan.h"
#include "vector.h"

namespace dof {

typedef double DoubleVector __attribute__((vector_size(DOF_LANES * 8), aligned(8)));

DOF_INLINE DoubleVector widened(Vector v) { return __builtin_convertvector(v, DoubleVector); }

DOF_INLINE void addTo(double *sums, DoubleVector v) { *reinterpret_cast<DoubleVector *>(sums) += v; }
DOF_INLINE void addTo(double *sums, Vector v) { addTo(sums, widened(v)); }

// Of one vector of channels.
struct BatchMean {
  Vector mean, rest;

  // x - mean. Where the mean is much larger than the deviation, a rounded mean would show in the gradient.
  Vector distance(const float *x) const { return (load(x) - mean) - rest; }
};

struct BatchStatistics {
  double *first, *second;  // sums; forward: of x - shift and its square; backward: of dy and dy (x - mean)
  double *inverse;         // 1 / deviation
  float *shift;
  float *mean, *meanRest;  // the mean to twice the digits, as a sum
  float *factor;        // scale / deviation
  float *gradientMean;  // mean of dy
  float *slope;         // by which dy follows x - mean
  uint32_t columns;

  BatchStatistics(const Arena &arena, const Op &op, uint32_t columns)
      : first(reinterpret_cast<double *>(arena.base + op.statistics)), second(first + columns),
        inverse(second + columns), shift(reinterpret_cast<float *>(inverse + columns)), mean(shift + columns),
        meanRest(mean + columns), factor(meanRest + columns), gradientMean(factor + columns), slope(gradientMean + columns), columns(columns) {}

  // The means of the channels from c on.
  BatchMean meanAt(uint32_t c) const { return {load(mean + c), load(meanRest + c)}; }

  void clearSums() const {
    for (uint32_t c = 0; c < columns; c++) first[c] = second[c] = 0.0;
  }
};

template <int Value>
struct Count {
  static constexpr int value = Value;
};

// Cuts a whole number of vectors into groups of at most Most: calls visit(Count<vectors>, first float).
template <int Most, class Visit>
DOF_INLINE void forEachColumns(uint32_t floats, Visit visit) {
  uint32_t c = 0;
  for (; c + Most * kLanes <= floats; c += Most * kLanes) visit(Count<Most>(), c);
  if constexpr (Most > 1)
    if (c < floats) forEachColumns<Most - 1>(floats - c, [&](auto count, uint32_t more) { visit(count, c + more); });
}

}  // namespace dof

// What this machine can do under the same engine: the ceilings that the benchmark prints beside the kernels' speed.
#include "export.h"
#include "vector.h"

namespace dof {

// 24 * lanes floating-point operations per repeat: twelve independent chains, as many as hide the latency of a
// multiplication and an addition on two pipes each.
DOF_EXPORT(multiplyAddPeak)
float multiplyAddPeak(uint32_t repeats, float factor, float addend) {
  const Vector x = broadcast(factor), y = broadcast(addend);
  Vector sums[12];
  DOF_UNROLL for (int k = 0; k < 12; k++) sums[k] = broadcast(static_cast<float>(k));
  for (uint32_t i = 0; i < repeats; i++)
    DOF_UNROLL for (int k = 0; k < 12; k++) sums[k] = multiplyAdd(sums[k], x, y);
  Vector total = {};
  DOF_UNROLL for (int k = 0; k < 12; k++) total += sums[k];
  return total[0];
}

// Sum of `count` floats (a multiple of 8 vectors): the rate at which memory is read.
DOF_EXPORT(readMemory)
float readMemory(const float *from, uint32_t count) {
  Vector sums[8] = {};
  for (uint32_t i = 0; i < count; i += 8 * kLanes)
    DOF_UNROLL for (int k = 0; k < 8; k++) sums[k] += load(from + i + k * kLanes);
  Vector total = {};
  DOF_UNROLL for (int k = 0; k < 8; k++) total += sums[k];
  float sum = 0.0f;
  for (uint32_t k = 0; k < kLanes; k++) sum += total[k];
  return sum;
}

}  // namespace dof

// Along one axis, the gradient of a convolution's input is a convolution of its own for every phase: the input
// coordinates y with the same remainder of (y + pad) / stride meet the same taps, those with that remainder, and move by
// one output coordinate from each to the next.
#pragma once
#include "vector.h"

namespace dof {

struct Phase {
  uint32_t taps;   // kernel coordinates: remainder, remainder + stride, ...
  uint32_t first;  // first input coordinate; the others follow `stride` apart
  uint32_t count;
  int32_t from;  // output coordinate that the last tap reads at the first input coordinate; may lie in the border
};

DOF_INLINE uint32_t phaseTaps(uint32_t remainder, uint32_t size, uint32_t stride) {
  return remainder < size ? (size - remainder + stride - 1) / stride : 0;
}

DOF_INLINE Phase phaseOf(uint32_t remainder, uint32_t size, uint32_t stride, uint32_t pad, uint32_t extent) {
  Phase phase;
  phase.taps = phaseTaps(remainder, size, stride);
  phase.first = (remainder + stride - pad % stride) % stride;
  phase.count = phase.first < extent ? (extent - phase.first + stride - 1) / stride : 0;
  const int32_t aligned = static_cast<int32_t>((phase.first + pad - remainder) / stride);
  phase.from = aligned - static_cast<int32_t>(phase.taps) + 1;
  return phase;
}

}  // namespace dof

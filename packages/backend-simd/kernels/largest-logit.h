// The predicted class: the first of the largest logits.
#pragma once
#include "vector.h"

namespace dof {

DOF_INLINE uint32_t largestLogit(const float *logits, uint32_t classes) {
  uint32_t best = 0;
  for (uint32_t c = 1; c < classes; c++)
    if (logits[c] > logits[best]) best = c;
  return best;
}

}  // namespace dof

// The outputs of a network as such, without a loss: rows without padding, for the host to read or to write.
#include "layers.h"

namespace dof {
namespace {

float *rowOf(const Arena &arena, const Plan &plan, const Tensor &logits, uint32_t image) {
  return arena.floats(plan.outputs) + image * logits.channels;
}

}  // namespace

void storeOutputs(const Arena &arena, const Plan &plan, const Tensor &logits, uint32_t first, uint32_t images) {
  for (uint32_t n = 0; n < images; n++) {
    const float *z = arena.floats(logits.value) + n * logits.valueImage;
    float *row = rowOf(arena, plan, logits, first + n);
    for (uint32_t c = 0; c < logits.channels; c++) row[c] = z[c];
  }
}

void loadOutputGradients(const Arena &arena, const Plan &plan, const Tensor &logits, uint32_t first, uint32_t images) {
  for (uint32_t n = 0; n < images; n++) {
    const float *row = rowOf(arena, plan, logits, first + n);
    float *gradient = arena.floats(logits.gradient) + n * logits.gradientImage;
    for (uint32_t c = 0; c < logits.channels; c++) gradient[c] = row[c];
  }
}

}  // namespace dof

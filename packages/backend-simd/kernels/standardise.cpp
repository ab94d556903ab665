// Raw bytes to network inputs: byte * scale - mean[pixel].
#include "layers.h"

namespace dof {

void standardise(const Arena &arena, const Plan &plan, const Tensor &to, uint32_t first, uint32_t images) {
  for (uint32_t n = 0; n < images; n++) {
    const uint8_t *bytes = arena.bytes(plan.bytes) + (first + n) * plan.inputLength;
    const float *mean = arena.floats(plan.mean);
    for (uint32_t y = 0; y < to.height; y++) {
      float *row = arena.floats(to.value) + n * to.valueImage + y * to.valueRow;
      if (to.pixel == to.channels) {
        const uint32_t length = to.width * to.channels;
        for (uint32_t i = 0; i < length; i++) row[i] = static_cast<float>(bytes[i]) * plan.scale - mean[i];
        bytes += length;
        mean += length;
      } else {
        for (uint32_t x = 0; x < to.width; x++, row += to.pixel)
          for (uint32_t c = 0; c < to.channels; c++) row[c] = static_cast<float>(*bytes++) * plan.scale - *mean++;
      }
    }
  }
}

}  // namespace dof

// The mean over the classes of the squared distance between logits and the one-hot label.
#include "largest-logit.h"
#include "layers.h"

namespace dof {

double meanSquaredError(const Arena &arena, const Tensor &logits, const uint16_t *labels, uint32_t images, double share,
                        uint32_t *correct) {
  const double classes = logits.channels;
  double total = 0.0;
  for (uint32_t n = 0; n < images; n++) {
    const float *z = arena.floats(logits.value) + n * logits.valueImage;
    double sum = 0.0;
    for (uint32_t c = 0; c < logits.channels; c++) {
      const double distance = z[c] - (c == labels[n] ? 1.0 : 0.0);
      sum += distance * distance;
      if (share > 0.0)
        arena.floats(logits.gradient)[n * logits.gradientImage + c] =
            static_cast<float>(share * 2.0 * distance / classes);
    }
    total += sum / classes;
    if (largestLogit(z, logits.channels) == labels[n] && sum == sum) *correct += 1;
  }
  return total;
}

}  // namespace dof

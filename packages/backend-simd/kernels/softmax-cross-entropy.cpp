#include "elementary.h"
#include "largest-logit.h"
#include "layers.h"

namespace dof {

double softmaxCrossEntropy(const Arena &arena, const Tensor &logits, const uint16_t *labels, uint32_t images,
                           double share, uint32_t *correct) {
  double total = 0.0;
  for (uint32_t n = 0; n < images; n++) {
    const float *z = arena.floats(logits.value) + n * logits.valueImage;
    const uint32_t label = labels[n], best = largestLogit(z, logits.channels);
    const double most = z[best];
    double sum = 0.0;
    for (uint32_t c = 0; c < logits.channels; c++) sum += exponential(z[c] - most);
    const double loss = logarithm(sum) + (most - z[label]);
    total += loss;
    if (best == label && loss == loss) *correct += 1;
    if (share <= 0.0) continue;
    float *gradient = arena.floats(logits.gradient) + n * logits.gradientImage;
    for (uint32_t c = 0; c < logits.channels; c++)
      gradient[c] = static_cast<float>(share * (exponential(z[c] - most) / sum - (c == label ? 1.0 : 0.0)));
  }
  return total;
}

}  // namespace dof

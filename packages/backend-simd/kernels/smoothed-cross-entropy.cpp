#include "elementary.h"
#include "largest-logit.h"
#include "layers.h"

namespace dof {

double smoothedCrossEntropy(const Arena &arena, const Tensor &logits, const uint16_t *labels, uint32_t images,
                            double share, double smoothing, uint32_t *correct) {
  double total = 0.0;
  const double everyClass = smoothing / logits.channels;
  for (uint32_t n = 0; n < images; n++) {
    const float *z = arena.floats(logits.value) + n * logits.valueImage;
    const uint32_t label = labels[n], best = largestLogit(z, logits.channels);
    const double most = z[best];
    double sum = 0.0, below = 0.0;
    for (uint32_t c = 0; c < logits.channels; c++) {
      sum += exponential(z[c] - most);
      below += most - z[c];
    }
    const double loss = logarithm(sum) + (1.0 - smoothing) * (most - z[label]) + everyClass * below;
    total += loss;
    if (best == label && loss == loss) *correct += 1;
    float *gradient = arena.floats(logits.gradient) + n * logits.gradientImage;
    for (uint32_t c = 0; c < logits.channels; c++) {
      const double target = (c == label ? 1.0 - smoothing : 0.0) + everyClass;
      gradient[c] = static_cast<float>(share * (exponential(z[c] - most) / sum - target));
    }
  }
  return total;
}

}  // namespace dof

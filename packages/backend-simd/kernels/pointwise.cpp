// The end of a layer's gradient, and copies between layouts (flatten).
#include "layers.h"
#include "vector.h"

namespace dof {

void finishGradient(const Arena &arena, const Op &op, const Tensor &out, uint32_t images) {
  for (uint32_t c = 0; c < out.pixel; c += kLanes) {
    Vector sum = {};
    for (uint32_t n = 0; n < images; n++)
      for (uint32_t y = 0; y < out.height; y++) {
        const float *value = arena.floats(out.value) + n * out.valueImage + y * out.valueRow + c;
        float *gradient = arena.floats(out.gradient) + n * out.gradientImage + y * out.gradientRow + c;
        for (uint32_t x = 0; x < out.width; x++, value += out.pixel, gradient += out.pixel) {
          Vector g = load(gradient);
          if (op.relu) {
            g = masked(load(value), g);
            store(gradient, g);
          }
          sum += g;
        }
      }
    if (op.hasBias) {
      float *bias = arena.floats(op.biasGradient) + c;
      store(bias, load(bias) + sum);
    }
  }
}

void copyForward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images) {
  for (uint32_t n = 0; n < images; n++) {
    float *to = arena.floats(out.value) + n * out.valueImage;
    for (uint32_t y = 0; y < in.height; y++)
      for (uint32_t x = 0; x < in.width; x++) {
        const float *from = arena.floats(in.value) + n * in.valueImage + y * in.valueRow + x * in.pixel;
        for (uint32_t c = 0; c < in.channels; c++) *to++ = from[c];
      }
  }
}

void copyBackward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images) {
  for (uint32_t n = 0; n < images; n++) {
    const float *from = arena.floats(out.gradient) + n * out.gradientImage;
    for (uint32_t y = 0; y < in.height; y++)
      for (uint32_t x = 0; x < in.width; x++) {
        float *to = arena.floats(in.gradient) + n * in.gradientImage + y * in.gradientRow + x * in.pixel;
        for (uint32_t c = 0; c < in.channels; c++) to[c] = *from++;
      }
  }
}

}  // namespace dof

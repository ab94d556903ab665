// SAME convolution of stride 1 as a direct product over kernel rows: the border of zeros around the input makes every
// output pixel the same sum. The input's gradient is the same product over the transposed kernel.
#include "layers.h"
#include "product.h"

namespace dof {
namespace {

Taps kernelTaps(uint32_t size, uint32_t row, uint32_t pixel, uint32_t channels) {
  if (pixel == channels) return {size, row, 1, 0, size * channels};
  return {size, row, size, pixel, channels};
}

// The first float that the kernel covers at pixel (0, 0).
const float *corner(const float *at, uint32_t size, uint32_t row, uint32_t pixel) {
  return at - (size / 2) * (row + pixel);
}

}  // namespace

void convolutionForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const ProductShape shape = {kernelTaps(op.size, in.valueRow, in.pixel, in.channels),
                              out.height,
                              out.width,
                              in.pixel,
                              in.valueRow,
                              out.pixel,
                              out.valueRow,
                              out.pixel};
  const float *bias = op.hasBias ? arena.floats(op.bias) : nullptr;
  for (uint32_t n = 0; n < images; n++) {
    const float *input = corner(arena.floats(in.value) + n * in.valueImage, op.size, in.valueRow, in.pixel);
    multiply(shape, input, arena.floats(op.weights), bias, op.relu, arena.floats(out.value) + n * out.valueImage);
  }
}

void convolutionBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const OuterShape outer = {kernelTaps(op.size, in.valueRow, in.pixel, in.channels),
                            out.height,
                            out.width,
                            in.pixel,
                            in.valueRow,
                            out.pixel,
                            out.gradientRow,
                            out.pixel};
  const ProductShape product = {kernelTaps(op.size, out.gradientRow, out.pixel, out.channels),
                                in.height,
                                in.width,
                                out.pixel,
                                out.gradientRow,
                                in.pixel,
                                in.gradientRow,
                                in.pixel};
  for (uint32_t n = 0; n < images; n++) {
    const float *input = corner(arena.floats(in.value) + n * in.valueImage, op.size, in.valueRow, in.pixel);
    const float *gradient = arena.floats(out.gradient) + n * out.gradientImage;
    accumulateOuter(outer, input, gradient, arena.floats(op.weightGradient));
    if (op.inputGradient)
      multiply(product, corner(gradient, op.size, out.gradientRow, out.pixel), arena.floats(op.transposed), nullptr,
               false, arena.floats(in.gradient) + n * in.gradientImage);
  }
}

}  // namespace dof

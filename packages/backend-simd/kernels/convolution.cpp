// Convolution as a direct product over kernel rows: the border of zeros around the input makes every output pixel the
// same sum. The input's gradient is the same product over the transposed kernel, one for every phase of the stride. By
// Winograd tiles where the plan says so.
#include "convolution-phase.h"
#include "layers.h"
#include "product.h"
#include "winograd.h"

namespace dof {
namespace {

Taps kernelTaps(uint32_t height, uint32_t width, uint32_t row, uint32_t pixel, uint32_t channels) {
  if (pixel == channels) return {height, row, 1, 0, width * channels};
  return {height, row, width, pixel, channels};
}

// The first float that the kernel covers at output pixel (0, 0).
const float *corner(const Arena &arena, const Op &op, const Tensor &in, uint32_t n) {
  return arena.floats(in.value) + n * in.valueImage - op.padTop * in.valueRow - op.padLeft * in.pixel;
}

void clearPixels(uint32_t height, uint32_t width, uint32_t row, uint32_t pixel, uint32_t columns, float *at) {
  for (uint32_t y = 0; y < height; y++, at += row)
    for (uint32_t x = 0; x < width; x++)
      for (uint32_t c = 0; c < columns; c += kLanes) store(at + x * pixel + c, Vector{});
}

void inputGradient(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const float *weights = arena.floats(op.transposed);
  for (uint32_t down = 0; down < op.stride; down++)
    for (uint32_t right = 0; right < op.stride; right++) {
      const Phase y = phaseOf(down, op.size, op.stride, op.padTop, in.height);
      const Phase x = phaseOf(right, op.size, op.stride, op.padLeft, in.width);
      const uint32_t row = op.stride * in.gradientRow, pixel = op.stride * in.pixel;
      const bool covered = y.taps > 0 && x.taps > 0;
      const ProductShape shape = {kernelTaps(y.taps, x.taps, out.gradientRow, out.pixel, out.channels),
                                  y.count,
                                  x.count,
                                  out.pixel,
                                  out.gradientRow,
                                  pixel,
                                  row,
                                  in.pixel};
      if (y.count == 0 || x.count == 0) {
        weights += y.taps * x.taps * out.channels * in.pixel;
        continue;
      }
      for (uint32_t n = 0; n < images; n++) {
        float *to = arena.floats(in.gradient) + n * in.gradientImage + y.first * in.gradientRow + x.first * in.pixel;
        const float *from = arena.floats(out.gradient) + n * out.gradientImage +
                            y.from * static_cast<int32_t>(out.gradientRow) + x.from * static_cast<int32_t>(out.pixel);
        if (covered)
          multiply(shape, from, weights, nullptr, false, to);
        else
          clearPixels(y.count, x.count, row, pixel, in.pixel, to);
      }
      weights += y.taps * x.taps * out.channels * in.pixel;
    }
}

TiledImages tiled(float *at, const Tensor &shape, uint32_t row, uint32_t image) {
  return {at, shape.height, shape.width, shape.channels, shape.pixel, row, image};
}

// What a product over `output` pixels reads of images, from `top` rows and `left` columns before their first pixel on:
// no more than the border of zeros has.
TiledImages reading(float *first, const Tensor &images, uint32_t row, uint32_t image, uint32_t top, uint32_t left,
                    const Tensor &output) {
  return {first - top * row - left * images.pixel, output.height + 2, output.width + 2, images.channels,
          images.pixel, row, image};
}

TiledImages inputOf(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out) {
  return reading(arena.floats(in.value), in, in.valueRow, in.valueImage, op.padTop, op.padLeft, out);
}

// The scratch memory of a product from planes of one size to planes of another.
TileScratch scratchOf(const Arena &arena, const Plan &plan, uint32_t tile, uint32_t tilesAtOnce, uint32_t from,
                      uint32_t to) {
  float *input = arena.floats(plan.scratch);
  return {input, input + (tile + 2) * (tile + 2) * from, arena.floats(plan.edge), from, to, tilesAtOnce};
}

}  // namespace

void convolutionForward(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out,
                        uint32_t images) {
  const float *bias = op.hasBias ? arena.floats(op.bias) : nullptr;
  if (op.tile != 0)
    return winogradProduct(op.tile, {out.height, out.width, images}, inputOf(arena, op, in, out),
                           tiled(arena.floats(out.value), out, out.valueRow, out.valueImage),
                           arena.floats(op.weights), bias, op.relu,
                           scratchOf(arena, plan, op.tile, op.tilesAtOnce, op.inputPlane, op.outputPlane));
  const ProductShape shape = {kernelTaps(op.size, op.size, in.valueRow, in.pixel, in.channels),
                              out.height,
                              out.width,
                              op.stride * in.pixel,
                              op.stride * in.valueRow,
                              out.pixel,
                              out.valueRow,
                              out.pixel};
  for (uint32_t n = 0; n < images; n++)
    multiply(shape, corner(arena, op, in, n), arena.floats(op.weights), bias, op.relu,
             arena.floats(out.value) + n * out.valueImage);
}

void convolutionBackward(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out,
                         uint32_t images) {
  if (op.tile != 0) {
    winogradKernelGradient(op.tile, {out.height, out.width, images}, inputOf(arena, op, in, out),
                           tiled(arena.floats(out.gradient), out, out.gradientRow, out.gradientImage),
                           arena.floats(op.weightGradient),
                           scratchOf(arena, plan, op.tile, op.tilesAtOnce, op.inputPlane, op.outputPlane));
  } else {
    const OuterShape outer = {kernelTaps(op.size, op.size, in.valueRow, in.pixel, in.channels),
                              out.height,
                              out.width,
                              op.stride * in.pixel,
                              op.stride * in.valueRow,
                              out.pixel,
                              out.gradientRow,
                              out.pixel};
    for (uint32_t n = 0; n < images; n++)
      accumulateOuter(outer, corner(arena, op, in, n), arena.floats(out.gradient) + n * out.gradientImage,
                      arena.floats(op.weightGradient));
  }
  if (!op.inputGradient) return;
  if (op.tile == 0) return inputGradient(arena, op, in, out, images);
  // Tap (2, 2) comes first in the transposed kernel; it meets the input's first pixel that many outputs before it.
  const TiledImages from = reading(arena.floats(out.gradient), out, out.gradientRow, out.gradientImage, 2 - op.padTop,
                                   2 - op.padLeft, in);
  winogradProduct(op.tile, {in.height, in.width, images}, from,
                  tiled(arena.floats(in.gradient), in, in.gradientRow, in.gradientImage), arena.floats(op.transposed),
                  nullptr, false, scratchOf(arena, plan, op.tile, op.tilesAtOnce, op.outputPlane, op.inputPlane));
}

}  // namespace dof

// Between the flat parameter vector and the panels that the tiles read; padding columns stay zero.
#include "layers.h"
#include "tile-sizes.h"

namespace dof {
namespace {

uint32_t kernelPositions(const Op &op) { return op.kind == OpKind::convolution ? op.size * op.size : 1; }

// How many of a panel's columns are not padding.
uint32_t stored(uint32_t first, uint32_t width, uint32_t columns) {
  return first >= columns ? 0 : columns - first < width ? columns - first : width;
}

void packKernel(const float *flat, uint32_t rows, uint32_t columns, uint32_t padded, float *panels) {
  forEachPanel(padded, [&](uint32_t first, uint32_t width) {
    const uint32_t count = stored(first, width, columns);
    float *panel = panels + rows * first;
    for (uint32_t row = 0; row < rows; row++)
      for (uint32_t c = 0; c < count; c++) panel[row * width + c] = flat[row * columns + first + c];
  });
}

// Input and output channels exchanged, kernel positions in reverse order.
void packTransposed(const float *flat, uint32_t positions, uint32_t from, uint32_t to, uint32_t padded, float *panels) {
  forEachPanel(padded, [&](uint32_t first, uint32_t width) {
    const uint32_t count = stored(first, width, from);
    float *panel = panels + positions * to * first;
    for (uint32_t t = 0; t < positions; t++)
      for (uint32_t k = 0; k < count; k++) {
        float *column = panel + (positions - 1 - t) * to * width + k;
        for (uint32_t c = 0; c < to; c++) column[c * width] = flat[(t * from + first + k) * to + c];
      }
  });
}

void unpackKernel(const float *panels, uint32_t rows, uint32_t columns, uint32_t padded, float *flat) {
  forEachPanel(padded, [&](uint32_t first, uint32_t width) {
    const uint32_t count = stored(first, width, columns);
    const float *panel = panels + rows * first;
    for (uint32_t row = 0; row < rows; row++)
      for (uint32_t c = 0; c < count; c++) flat[row * columns + first + c] = panel[row * width + c];
  });
}

}  // namespace

void packParameters(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  const uint32_t positions = kernelPositions(op);
  const float *parameters = arena.floats(plan.parameters), *flat = parameters + op.flatKernel;
  packKernel(flat, positions * in.channels, out.channels, out.pixel, arena.floats(op.weights));
  if (op.inputGradient)
    packTransposed(flat, positions, in.channels, out.channels, in.pixel, arena.floats(op.transposed));
  if (!op.hasBias) return;
  float *bias = arena.floats(op.bias);
  for (uint32_t c = 0; c < out.channels; c++) bias[c] = parameters[op.flatBias + c];
}

void unpackGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  float *gradient = arena.floats(plan.gradient);
  unpackKernel(arena.floats(op.weightGradient), kernelPositions(op) * in.channels, out.channels, out.pixel,
               gradient + op.flatKernel);
  if (!op.hasBias) return;
  const float *bias = arena.floats(op.biasGradient);
  for (uint32_t c = 0; c < out.channels; c++) gradient[op.flatBias + c] = bias[c];
}

}  // namespace dof

// Between the flat parameter vector and the layouts that the tiles read: rows of whole vectors, zeros in the padding.
#include "layers.h"

namespace dof {
namespace {

uint32_t kernelPositions(const Op &op) { return op.kind == OpKind::convolution ? op.size * op.size : 1; }

}  // namespace

void packParameters(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  const uint32_t positions = kernelPositions(op), from = in.channels, to = out.channels;
  const float *flat = arena.floats(plan.parameters) + op.flatKernel;
  float *weights = arena.floats(op.weights);
  for (uint32_t row = 0; row < positions * from; row++)
    for (uint32_t c = 0; c < to; c++) weights[row * out.pixel + c] = flat[row * to + c];
  if (op.inputGradient)
    for (uint32_t t = 0; t < positions; t++)
      for (uint32_t k = 0; k < from; k++) {
        float *column = arena.floats(op.transposed) + (positions - 1 - t) * to * in.pixel + k;
        for (uint32_t c = 0; c < to; c++) column[c * in.pixel] = flat[(t * from + k) * to + c];
      }
  if (op.hasBias) {
    float *bias = arena.floats(op.bias);
    for (uint32_t c = 0; c < to; c++) bias[c] = arena.floats(plan.parameters)[op.flatBias + c];
  }
}

void unpackGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  const uint32_t rows = kernelPositions(op) * in.channels, to = out.channels;
  const float *packed = arena.floats(op.weightGradient);
  float *flat = arena.floats(plan.gradient) + op.flatKernel;
  for (uint32_t row = 0; row < rows; row++)
    for (uint32_t c = 0; c < to; c++) flat[row * to + c] = packed[row * out.pixel + c];
  if (op.hasBias) {
    const float *bias = arena.floats(op.biasGradient);
    for (uint32_t c = 0; c < to; c++) arena.floats(plan.gradient)[op.flatBias + c] = bias[c];
  }
}

}  // namespace dof

// Between the flat kernel of a grouped convolution, [tap][channel in of the group][filter], and its packed forms.
#include "grouped-convolution.h"
#include "grouped-kernel.h"

namespace dof {
namespace {

// Calls copy(place in the flat kernel, place in the packed one).
template <class Copy>
void forEachWeight(const GroupedKernel &kernel, uint32_t pixel, bool transposed, Copy copy) {
  // As the flat kernel has them.
  const uint32_t in = transposed ? kernel.to : kernel.from, out = transposed ? kernel.from : kernel.to;
  const uint32_t filters = kernel.groups * out;
  for (uint32_t tap = 0; tap < kernel.taps; tap++)
    for (uint32_t c = 0; c < in; c++)
      for (uint32_t f = 0; f < filters; f++) {
        const uint32_t group = f / out, filter = f % out, flat = (tap * in + c) * filters + f;
        if (kernel.isDepthwise())
          copy(flat, tap * pixel + f);
        else
          copy(flat, transposed ? kernel.at(group, tap, filter) + c : kernel.at(group, tap, c) + filter);
      }
}

}  // namespace

void packGrouped(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  const float *parameters = arena.floats(plan.parameters), *flat = parameters + op.flatKernel;
  float *weights = arena.floats(op.weights), *transposed = arena.floats(op.transposed);
  const GroupedKernel forward(op, in.channels, out.channels), backward(op, out.channels, in.channels);
  forEachWeight(forward, out.pixel, false, [&](uint32_t from, uint32_t to) { weights[to] = flat[from]; });
  if (op.inputGradient && !forward.isDepthwise())
    forEachWeight(backward, in.pixel, true, [&](uint32_t from, uint32_t to) { transposed[to] = flat[from]; });
  if (!op.hasBias) return;
  float *bias = arena.floats(op.bias);
  for (uint32_t c = 0; c < out.channels; c++) bias[c] = parameters[op.flatBias + c];
}

void unpackGroupedGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  float *gradient = arena.floats(plan.gradient), *flat = gradient + op.flatKernel;
  const float *packed = arena.floats(op.weightGradient);
  const GroupedKernel kernel(op, in.channels, out.channels);
  forEachWeight(kernel, out.pixel, false, [&](uint32_t to, uint32_t from) { flat[to] = packed[from]; });
  if (!op.hasBias) return;
  const float *bias = arena.floats(op.biasGradient);
  for (uint32_t c = 0; c < out.channels; c++) gradient[op.flatBias + c] = bias[c];
}

}  // namespace dof

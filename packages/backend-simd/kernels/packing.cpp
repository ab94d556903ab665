// Between the flat parameter vector and the panels that the tiles read; padding columns stay zero.
#include "convolution-phase.h"
#include "layers.h"
#include "tile-sizes.h"
#include "winograd.h"

namespace dof {
namespace {

uint32_t kernelRows(const Op &op, const Tensor &in) {
  switch (op.kind) {
    case OpKind::convolution: return op.size * op.size * in.channels;
    case OpKind::normalise:
    case OpKind::layerNorm: return 1;
    default: return in.channels;
  }
}

// How many of a panel's columns are not padding.
uint32_t stored(uint32_t first, uint32_t width, uint32_t columns) {
  return first >= columns ? 0 : columns - first < width ? columns - first : width;
}

// Between rows of a flat matrix and rows of panels, in the order of the flat one. Whole vectors, but for the columns
// that end in padding.
template <class Copy>
DOF_INLINE void forEachStretch(uint32_t rows, uint32_t columns, uint32_t padded, Copy copy) {
  for (uint32_t row = 0; row < rows; row++)
    forEachPanel(padded, [&](uint32_t first, uint32_t width) {
      copy(row * columns + first, rows * first + row * width, stored(first, width, columns));
    });
}

DOF_INLINE void copyFloats(const float *from, uint32_t count, float *to) {
  uint32_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store(to + i, load(from + i));
  for (; i < count; i++) to[i] = from[i];
}

void packKernel(const float *flat, uint32_t rows, uint32_t columns, uint32_t padded, float *panels) {
  forEachStretch(rows, columns, padded, [&](uint32_t from, uint32_t to, uint32_t count) {
    copyFloats(flat + from, count, panels + to);
  });
}

// One tap of a kernel with input and output channels exchanged: `kernel` is [from][to] in the flat vector.
void packTransposedTap(const float *kernel, uint32_t from, uint32_t to, uint32_t padded, uint32_t rows, uint32_t tap,
                       float *panels) {
  forEachPanel(padded, [&](uint32_t first, uint32_t width) {
    const uint32_t count = stored(first, width, from);
    float *rowOfTap = panels + rows * first + tap * to * width;
    for (uint32_t k = 0; k < count; k++)
      for (uint32_t c = 0; c < to; c++) rowOfTap[c * width + k] = kernel[(first + k) * to + c];
  });
}

// The kernel of every phase of the stride, its taps in reverse order.
void packTransposed(const float *flat, const Op &op, uint32_t from, uint32_t to, uint32_t padded, float *panels) {
  const uint32_t size = op.kind == OpKind::convolution ? op.size : 1, stride = op.stride;
  for (uint32_t down = 0; down < stride; down++)
    for (uint32_t right = 0; right < stride; right++) {
      const uint32_t height = phaseTaps(down, size, stride), width = phaseTaps(right, size, stride);
      const uint32_t rows = height * width * to;
      for (uint32_t tap = 0; tap < height * width; tap++) {
        const uint32_t y = down + (height - 1 - tap / width) * stride, x = right + (width - 1 - tap % width) * stride;
        packTransposedTap(flat + (y * size + x) * from * to, from, to, padded, rows, tap, panels);
      }
      panels += rows * padded;
    }
}

void unpackKernel(const float *panels, uint32_t rows, uint32_t columns, uint32_t padded, float *flat) {
  forEachStretch(rows, columns, padded, [&](uint32_t to, uint32_t from, uint32_t count) {
    copyFloats(panels + from, count, flat + to);
  });
}

// The kernel of a Winograd convolution, packed as that of a direct one, and then transformed. Padding columns must be
// zeros: other tiles have used the memory.
template <class Pack>
DOF_INLINE void packTiled(const Arena &arena, const Plan &plan, uint32_t tile, uint32_t rows, uint32_t columns,
                          Offset weights, Pack pack) {
  float *packed = arena.floats(plan.scratch);
  __builtin_memset(packed, 0, 4 * 9 * rows * columns);
  pack(packed);
  winogradTransformKernel(tile, packed, rows, columns, arena.floats(weights));
}

}  // namespace

void packParameters(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  const float *parameters = arena.floats(plan.parameters), *flat = parameters + op.flatKernel;
  const bool transposed = op.inputGradient && (op.kind == OpKind::convolution || op.kind == OpKind::dense);
  if (op.tile != 0) {
    packTiled(arena, plan, op.tile, in.channels, out.pixel, op.weights, [&](float *panels) {
      packKernel(flat, 9 * in.channels, out.channels, out.pixel, panels);
    });
    if (transposed)
      packTiled(arena, plan, op.tile, out.channels, in.pixel, op.transposed, [&](float *panels) {
        packTransposed(flat, op, in.channels, out.channels, in.pixel, panels);
      });
  } else {
    packKernel(flat, kernelRows(op, in), out.channels, out.pixel, arena.floats(op.weights));
    if (transposed) packTransposed(flat, op, in.channels, out.channels, in.pixel, arena.floats(op.transposed));
  }
  if (!op.hasBias) return;
  float *bias = arena.floats(op.bias);
  for (uint32_t c = 0; c < out.channels; c++) bias[c] = parameters[op.flatBias + c];
}

void unpackGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out) {
  float *gradient = arena.floats(plan.gradient);
  const float *panels = arena.floats(op.weightGradient);
  if (op.tile != 0) {
    float *kernel = arena.floats(plan.scratch);
    winogradTransformGradient(op.tile, panels, in.channels, out.pixel, kernel);
    panels = kernel;
  }
  unpackKernel(panels, kernelRows(op, in), out.channels, out.pixel, gradient + op.flatKernel);
  if (!op.hasBias) return;
  const float *bias = arena.floats(op.biasGradient);
  for (uint32_t c = 0; c < out.channels; c++) gradient[op.flatBias + c] = bias[c];
}

}  // namespace dof

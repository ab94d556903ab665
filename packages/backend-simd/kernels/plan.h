// The compiled form of a network: a table in memory that the planner writes and the kernels read. All fields are
// 32-bit; `Offset` fields count bytes from the start of the arena, so that the table means the same in WASM memory and
// in a native buffer. src/plan/write-plan.ts writes exactly these structures, field by field.
#pragma once
#include <stdint.h>

namespace dof {

typedef uint32_t Offset;

// Activations of one block of images, NHWC inside a border of zeros that convolutions read as padding. `value` and
// `gradient` point at channel 0 of pixel (0, 0) of image 0, inside the border. Strides count floats.
struct Tensor {
  Offset value;
  Offset gradient;
  uint32_t height, width, channels;
  uint32_t pixel;  // between neighbouring pixels: channels, rounded up to whole vectors unless nothing needs it
  uint32_t valueRow, valueImage;
  uint32_t gradientRow, gradientImage;
};

enum class OpKind : uint32_t { convolution = 1, dense, averagePool, maxPool, relu, copy };

struct Op {
  OpKind kind;
  uint32_t input, output;  // indices of tensors
  uint32_t relu;           // convolution, dense: clamp the output at 0
  uint32_t finish;         // convolution, dense: mask the output's gradient and sum the bias gradient before using it
  uint32_t inputGradient;  // whether the gradient of the input is wanted
  // Convolution: side of the kernel. Pooling: side of the window and distance between windows.
  uint32_t size, stride;
  // Packed parameters: rows times columns rounded up to whole vectors, in the panels of tile-sizes.h.
  Offset weights;
  Offset transposed;      // rows and columns exchanged, kernel positions in reverse order; 0 when not wanted
  Offset weightGradient;
  Offset bias;            // 0 without a bias
  Offset biasGradient;    // pooling: bias gradient of the layer before, when `masked`
  uint32_t masked;        // pooling: mask by the ReLU of the layer before
  uint32_t flatKernel, flatBias;  // indices of the first entry in the flat parameter vector
  uint32_t hasBias;
};

// At the start of the arena.
struct Plan {
  uint32_t imageBlock;  // images that go through all layers together, so that their activations stay in cache
  uint32_t ops, tensors;
  Offset opTable, tensorTable;
  Offset bytes;    // [batch][inputLength]: raw inputs
  Offset labels;   // [batch] bytes
  Offset mean;     // [inputLength] float32
  uint32_t inputLength;
  float scale;
  Offset parameters, gradient;  // flat vectors of length `dimension`
  uint32_t dimension;
  Offset packedGradients;  // the region of all packed gradients, cleared at the start of a step
  uint32_t packedGradientBytes;
  uint32_t logits;   // index of the last tensor
  uint32_t correct;  // result of evaluate
};

// The arena of one plan, and typed access to it.
struct Arena {
  char *base;
  float *floats(Offset offset) const { return reinterpret_cast<float *>(base + offset); }
  const uint8_t *bytes(Offset offset) const { return reinterpret_cast<const uint8_t *>(base + offset); }
};

}  // namespace dof

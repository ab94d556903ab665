// The compiled form of a network: a table in memory that the planner writes and the kernels read. All fields are
// 32-bit; `Offset` fields count bytes from the start of the arena, so that the table means the same in WASM memory and
// in a native buffer. src/plan/plan-layout.ts names the same fields; plan-layout.cpp lets it check that they are.
#pragma once
#include <stdint.h>

namespace dof {

typedef uint32_t Offset;

// Activations, NHWC inside a border of zeros that convolutions read as padding. `value` and `gradient` point at channel
// 0 of pixel (0, 0) of the first image, inside the border. Strides count floats.
struct Tensor {
  Offset value;
  Offset gradient;
  uint32_t height, width, channels;
  uint32_t pixel;  // between neighbouring pixels: channels, rounded up to whole vectors unless nothing needs it
  uint32_t valueRow, valueImage;
  uint32_t gradientRow, gradientImage;
  // 1 where the region holds the whole batch, 0 where it holds one block of images.
  uint32_t valueOfBatch, gradientOfBatch;
  // Width of the border, in pixels, where other tensors use the same memory at other times: whoever writes the values
  // clears it. 0 where there is none or where it stays zero.
  uint32_t valueBorder, gradientBorder;
};

// Elementwise nonlinearities: X(name, code). A new one needs its function and its slope in activations.cpp.
// `gelu` is the form with tanh, `geluExact` the one with the error function.
#define DOF_ACTIVATIONS(X) X(relu, 5) X(gelu, 7) X(tanh, 8) X(silu, 15) X(leakyRelu, 16) X(geluExact, 17)

// `add` is the sum of `input` and `other`; `fork` is a second reader of `input`: `output` has the same values and a
// gradient of its own; `statistics` is batch normalisation of `input` to `output`, the part that reads the whole batch;
// `normalise` is the part that can only start when the statistics of the whole batch are known. `groupedConvolution` has
// groups of channels or dilation, `paddedMaxPool` padding.
#define DOF_OP_KINDS(X)                                                                             \
  X(convolution, 1) X(dense, 2) X(averagePool, 3) X(maxPool, 4) X(copy, 6) X(globalAveragePool, 9) \
  X(globalMaxPool, 10) X(add, 11) X(fork, 12) X(statistics, 13) X(normalise, 14) \
  X(layerNorm, 18) X(groupedConvolution, 19) X(paddedMaxPool, 20) DOF_ACTIVATIONS(X)

#define DOF_LOSSES(X) X(softmaxCrossEntropy, 1) X(meanSquaredError, 2)

#define DOF_ENUMERATOR(name, code) name = code,
enum class OpKind : uint32_t { DOF_OP_KINDS(DOF_ENUMERATOR) };
enum class Loss : uint32_t { DOF_LOSSES(DOF_ENUMERATOR) };

struct Op {
  OpKind kind;
  uint32_t input, other, output;  // indices of tensors
  uint32_t relu;                  // convolution, dense, add, normalise: clamp the output at 0
  uint32_t finish;         // convolution, dense: mask the output's gradient and sum the bias gradient before using it
  uint32_t inputGradient;  // whether the gradient of the input is wanted
  uint32_t otherGradient;
  uint32_t recompute;  // whether the backward pass computes the output again, because only one block of it is kept
  // Convolution: side of the kernel and distance between its places. Pooling: side of the window and distance between
  // windows.
  uint32_t size, stride;
  uint32_t padTop, padLeft;  // convolution, paddedMaxPool: rows and columns of padding before the first of the input
  // Convolution: side of its Winograd tiles, 0 for direct sums; how many tiles go through the scratch memory together,
  // and the floats of its planes.
  uint32_t tile, tilesAtOnce;
  uint32_t inputPlane, outputPlane;
  // Packed parameters: rows times columns rounded up to whole vectors, in the panels of tile-sizes.h; with Winograd
  // tiles one such matrix after the other. Those of a normalisation are one row: its scales.
  Offset weights;
  Offset transposed;      // rows and columns exchanged, kernel positions in reverse order, by phase of the stride
  Offset weightGradient;
  Offset bias;            // 0 without a bias
  Offset biasGradient;    // pooling: bias gradient of the layer before, when `masked`
  uint32_t masked;        // pooling: mask by the ReLU of the layer before
  uint32_t flatKernel, flatBias;  // indices of the first entry in the flat parameter vector
  uint32_t hasBias;
  Offset statistics;  // statistics, normalise: the region of batch-norm.cpp; layerNorm: that of layer-norm.cpp
  float epsilon;
  uint32_t groups, dilation;  // groupedConvolution
  float slope;                // leakyRelu: below 0
};

// Operations between two places where every image waits for the rest of the batch. Blocks of images go through a
// segment one after the other, so that what lies between its operations stays in cache.
struct Segment {
  uint32_t firstOp, ops;
  uint32_t imageBlock;
};

// The tables that differ between training and evaluation.
struct Program {
  Offset tensorTable;
  Offset segmentTable;
};

// At the start of the arena.
struct Plan {
  uint32_t ops, tensors, segments;
  uint32_t alternate;  // whether every second pass takes the blocks of the batch in reverse order
  Offset opTable;
  Program training, evaluation;
  Offset bytes;    // [batch][inputLength]: raw inputs
  Offset labels;   // [batch] of 16 bits
  Offset mean;     // [inputLength] float32
  uint32_t inputLength;
  float scale;
  Offset parameters, gradient;  // flat vectors of length `dimension`
  uint32_t dimension;
  Offset packedGradients;  // the region of all packed gradients, cleared at the start of a step
  uint32_t packedGradientBytes;
  Loss loss;
  float labelSmoothing;  // of the cross-entropy of a training step; evaluations are without it
  uint32_t logits;   // index of the last tensor
  Offset scratch;    // what Winograd convolutions keep for as long as one call takes
  Offset edge;       // and the pixels of one tile
  Offset outputs;    // [batch][outputs] float32: the logits asked for, or a gradient in them that is given
  uint32_t correct;  // result of evaluate
};

// The arena of one plan, and typed access to it.
struct Arena {
  char *base;
  float *floats(Offset offset) const { return reinterpret_cast<float *>(base + offset); }
  const uint8_t *bytes(Offset offset) const { return reinterpret_cast<const uint8_t *>(base + offset); }
};

}  // namespace dof

// One forward and one backward function per kind of operation; each works on `images` images of a block, whose first
// one the tensors point at.
#pragma once
#include "plan.h"

namespace dof {

void standardise(const Arena &arena, const Plan &plan, const Tensor &to, uint32_t first, uint32_t images);

void packParameters(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out);
void unpackGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out);

void convolutionForward(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out,
                        uint32_t images);
void convolutionBackward(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out,
                         uint32_t images);

void denseForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void denseBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

// Masks the gradient of a convolution's or dense layer's output by its ReLU and adds its sums to the bias gradient.
void finishGradient(const Arena &arena, const Op &op, const Tensor &out, uint32_t images);

void poolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void poolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

// Maximum pooling with padding.
void paddedPoolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void paddedPoolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

void globalPoolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void globalPoolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

void activationForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void activationBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

void copyForward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);
void copyBackward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);

void addForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &other, const Tensor &out,
                uint32_t images);
void addBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &other, const Tensor &out,
                 uint32_t images);
// Adds the gradient of the second reader to that of the first.
void forkBackward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);

// Batch normalisation. The forward pass sums over all blocks of the batch, then finishes the statistics, then normalises
// block by block; the backward pass sums over all blocks what the statistics pass on, finishes, then goes through the
// blocks again. `begins`: the block is the first of its pass; `count` is the batch.
void sumStatistics(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images, bool begins);
void finishStatistics(const Arena &arena, const Op &op, const Tensor &out, uint32_t count);
void normaliseForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void normaliseBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images,
                       bool begins);
void finishNormaliseGradient(const Arena &arena, const Op &op, const Tensor &out, uint32_t count);
void statisticsBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

// Layer normalisation; the gradients of its parameters are sums over the batch, finished after its last block.
void layerNormForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void layerNormBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images,
                       bool begins);
void finishLayerNormGradient(const Arena &arena, const Op &op, const Tensor &out);

// Zeros around the values, or the gradient, that convolutions read.
void clearValueBorder(const Arena &arena, const Tensor &tensor, uint32_t images);
void clearGradientBorder(const Arena &arena, const Tensor &tensor, uint32_t images);

// Between the last tensor and the plan's outputs, for the images from `first` on.
void storeOutputs(const Arena &arena, const Plan &plan, const Tensor &logits, uint32_t first, uint32_t images);
void loadOutputGradients(const Arena &arena, const Plan &plan, const Tensor &logits, uint32_t first, uint32_t images);

// Both losses return the sum over `images` examples. With `share` above 0 they also write share times its gradient in
// the logits; they add to `correct` the examples whose largest logit is their label's (the first one of equals).
double softmaxCrossEntropy(const Arena &arena, const Tensor &logits, const uint16_t *labels, uint32_t images,
                           double share, uint32_t *correct);
// The same for a training step alone, with targets of (1 - smoothing) [c = label] + smoothing / classes.
double smoothedCrossEntropy(const Arena &arena, const Tensor &logits, const uint16_t *labels, uint32_t images,
                            double share, double smoothing, uint32_t *correct);
double meanSquaredError(const Arena &arena, const Tensor &logits, const uint16_t *labels, uint32_t images, double share,
                        uint32_t *correct);

}  // namespace dof

// One forward and one backward function per kind of operation; each works on the first `images` images of a block.
#pragma once
#include "plan.h"

namespace dof {

void standardise(const Arena &arena, const Plan &plan, const Tensor &to, uint32_t first, uint32_t images);

void packParameters(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out);
void unpackGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out);

void convolutionForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void convolutionBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

void denseForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void denseBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

// Masks the gradient of a convolution's or dense layer's output by its ReLU and adds its sums to the bias gradient.
void finishGradient(const Arena &arena, const Op &op, const Tensor &out, uint32_t images);

void poolForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void poolBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

void reluForward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);
void reluBackward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);

void copyForward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);
void copyBackward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images);

// Sum of the losses of `images` examples. With `share` above 0 also writes share * (softmax - one-hot) as gradient of
// the logits; adds to `correct` the examples whose largest logit is their label's (the first one of equals).
double softmaxCrossEntropy(const Arena &arena, const Tensor &logits, const uint8_t *labels, uint32_t images,
                           double share, uint32_t *correct);

}  // namespace dof

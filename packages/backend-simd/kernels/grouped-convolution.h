// Convolutions with groups of channels or with dilation, by sums over the taps that meet the image.
#pragma once
#include "layers.h"

namespace dof {

void packGrouped(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out);
void unpackGroupedGradient(const Arena &arena, const Plan &plan, const Op &op, const Tensor &in, const Tensor &out);

void groupedForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);
void groupedBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images);

}  // namespace dof

#include "network.h"

#include "grouped-convolution.h"

namespace dof {
namespace {

bool hasParameters(const Op &op) {
  return op.kind == OpKind::convolution || op.kind == OpKind::dense || op.kind == OpKind::normalise ||
         op.kind == OpKind::layerNorm;
}

#define DOF_CASE(name, code) case OpKind::name:

Block blockAt(uint32_t index, uint32_t count, uint32_t size, bool begins) {
  const uint32_t first = index * size;
  return {first, count - first < size ? count - first : size, begins};
}

}  // namespace

void Network::pack() const {
  for (uint32_t i = 0; i < plan->ops; i++)
    if (hasParameters(ops[i]))
      packParameters(arena, *plan, ops[i], tensors[ops[i].input], tensors[ops[i].output]);
    else if (ops[i].kind == OpKind::groupedConvolution)
      packGrouped(arena, *plan, ops[i], tensors[ops[i].input], tensors[ops[i].output]);
}

void Network::unpack() const {
  for (uint32_t i = 0; i < plan->ops; i++)
    if (hasParameters(ops[i]))
      unpackGradient(arena, *plan, ops[i], tensors[ops[i].input], tensors[ops[i].output]);
    else if (ops[i].kind == OpKind::groupedConvolution)
      unpackGroupedGradient(arena, *plan, ops[i], tensors[ops[i].input], tensors[ops[i].output]);
}

// Every second pass goes through the blocks backwards, and so begins with what the one before has left in the cache.
template <class Visit>
void Network::forEachBlock(uint32_t pass, uint32_t segment, uint32_t count, Visit visit) const {
  const uint32_t size = segments[segment].imageBlock, blocks = (count + size - 1) / size;
  const bool backwards = plan->alternate && pass % 2 == 1;
  for (uint32_t i = 0; i < blocks; i++) visit(blockAt(backwards ? blocks - 1 - i : i, count, size, i == 0));
}

void Network::forwardToLast(uint32_t count) const {
  for (uint32_t i = 0; i + 1 < plan->segments; i++) {
    const Segment &segment = segments[i];
    forEachBlock(i, i, count, [&](const Block &block) {
      if (i == 0) enter(block);
      forwardBlock(segment, block);
    });
    finishForward(segment, count);
  }
}

template <class Visit>
void Network::forwardLast(uint32_t count, Visit visit) const {
  const uint32_t last = plan->segments - 1;
  forEachBlock(last, last, count, [&](const Block &block) {
    if (last == 0) enter(block);
    forwardBlock(lastSegment(), block);
    visit(block);
  });
}

double Network::throughLast(uint32_t count, bool train) const {
  double total = 0.0;
  forwardLast(count, [&](const Block &block) {
    total += loss(block, train ? 1.0 / count : 0.0);
    if (train) backwardBlock(lastSegment(), block);
  });
  if (train) finishBackward(lastSegment(), count);
  return total;
}

void Network::outputsOfLast(uint32_t count) const {
  forwardLast(count, [&](const Block &block) {
    storeOutputs(arena, *plan, tensorAt(plan->logits, block.first), block.first, block.images);
  });
}

void Network::pullBackThroughLast(uint32_t count) const {
  forwardLast(count, [&](const Block &block) {
    loadOutputGradients(arena, *plan, tensorAt(plan->logits, block.first), block.first, block.images);
    backwardBlock(lastSegment(), block);
  });
  finishBackward(lastSegment(), count);
}

void Network::backwardFromLast(uint32_t count) const {
  for (uint32_t i = plan->segments - 1; i-- > 0;) {
    const Segment &segment = segments[i];
    forEachBlock(2 * (plan->segments - 1) - i, i, count, [&](const Block &block) {
      if (i == 0) enter(block);
      recomputeBlock(segment, block);
      backwardBlock(segment, block);
    });
    finishBackward(segment, count);
  }
}

// The tensor as seen by a block of images that starts at `first`.
Tensor Network::tensorAt(uint32_t index, uint32_t first) const {
  Tensor tensor = tensors[index];
  if (tensor.valueOfBatch) tensor.value += 4 * first * tensor.valueImage;
  if (tensor.gradientOfBatch) tensor.gradient += 4 * first * tensor.gradientImage;
  return tensor;
}

void Network::enter(const Block &block) const {
  const Tensor input = tensorAt(0, block.first);
  clearValueBorder(arena, input, block.images);
  standardise(arena, *plan, input, block.first, block.images);
}

void Network::forward(const Op &op, const Block &block) const {
  const auto [first, images, begins] = block;
  const Tensor in = tensorAt(op.input, first), out = tensorAt(op.output, first);
  if (op.kind == OpKind::fork) return;
  if (op.kind == OpKind::statistics) return sumStatistics(arena, op, in, out, images, begins);
  clearValueBorder(arena, out, images);
  switch (op.kind) {
    case OpKind::convolution: return convolutionForward(arena, *plan, op, in, out, images);
    case OpKind::dense: return denseForward(arena, op, in, out, images);
    case OpKind::averagePool:
    case OpKind::maxPool: return poolForward(arena, op, in, out, images);
    case OpKind::paddedMaxPool: return paddedPoolForward(arena, op, in, out, images);
    case OpKind::groupedConvolution: return groupedForward(arena, op, in, out, images);
    case OpKind::layerNorm: return layerNormForward(arena, op, in, out, images);
    case OpKind::globalAveragePool:
    case OpKind::globalMaxPool: return globalPoolForward(arena, op, in, out, images);
    DOF_ACTIVATIONS(DOF_CASE) return activationForward(arena, op, in, out, images);
    case OpKind::copy: return copyForward(arena, in, out, images);
    case OpKind::add: return addForward(arena, op, in, tensorAt(op.other, first), out, images);
    case OpKind::normalise: return normaliseForward(arena, op, in, out, images);
    case OpKind::fork:
    case OpKind::statistics: return;
  }
}

void Network::backward(const Op &op, const Block &block) const {
  const auto [first, images, begins] = block;
  const Tensor in = tensorAt(op.input, first), out = tensorAt(op.output, first);
  if (op.kind == OpKind::normalise) return normaliseBackward(arena, op, in, out, images, begins);
  if (op.finish) finishGradient(arena, op, out, images);
  if (op.kind == OpKind::add) {
    const Tensor other = tensorAt(op.other, first);
    if (op.inputGradient) clearGradientBorder(arena, in, images);
    if (op.otherGradient) clearGradientBorder(arena, other, images);
    return addBackward(arena, op, in, other, out, images);
  }
  if (op.inputGradient && op.kind != OpKind::fork) clearGradientBorder(arena, in, images);
  if (op.kind == OpKind::convolution) return convolutionBackward(arena, *plan, op, in, out, images);
  if (op.kind == OpKind::dense) return denseBackward(arena, op, in, out, images);
  if (op.kind == OpKind::groupedConvolution) return groupedBackward(arena, op, in, out, images);
  if (op.kind == OpKind::layerNorm) return layerNormBackward(arena, op, in, out, images, begins);
  if (!op.inputGradient) return;
  switch (op.kind) {
    case OpKind::averagePool:
    case OpKind::maxPool: return poolBackward(arena, op, in, out, images);
    case OpKind::paddedMaxPool: return paddedPoolBackward(arena, op, in, out, images);
    case OpKind::globalAveragePool:
    case OpKind::globalMaxPool: return globalPoolBackward(arena, op, in, out, images);
    DOF_ACTIVATIONS(DOF_CASE) return activationBackward(arena, op, in, out, images);
    case OpKind::copy: return copyBackward(arena, in, out, images);
    case OpKind::fork: return forkBackward(arena, in, out, images);
    case OpKind::statistics: return statisticsBackward(arena, op, in, out, images);
    case OpKind::convolution:
    case OpKind::dense:
    case OpKind::add:
    case OpKind::groupedConvolution:
    case OpKind::layerNorm:
    case OpKind::normalise: return;
  }
}

void Network::forwardBlock(const Segment &segment, const Block &block) const {
  for (uint32_t i = 0; i < segment.ops; i++) forward(ops[segment.firstOp + i], block);
}

void Network::recomputeBlock(const Segment &segment, const Block &block) const {
  for (uint32_t i = 0; i < segment.ops; i++)
    if (ops[segment.firstOp + i].recompute) forward(ops[segment.firstOp + i], block);
}

void Network::backwardBlock(const Segment &segment, const Block &block) const {
  for (uint32_t i = segment.ops; i-- > 0;) backward(ops[segment.firstOp + i], block);
}

void Network::finishForward(const Segment &segment, uint32_t count) const {
  for (uint32_t i = 0; i < segment.ops; i++) {
    const Op &op = ops[segment.firstOp + i];
    if (op.kind == OpKind::statistics) finishStatistics(arena, op, tensors[op.output], count);
  }
}

void Network::finishBackward(const Segment &segment, uint32_t count) const {
  for (uint32_t i = 0; i < segment.ops; i++) {
    const Op &op = ops[segment.firstOp + i];
    if (op.kind == OpKind::normalise) finishNormaliseGradient(arena, op, tensors[op.output], count);
    if (op.kind == OpKind::layerNorm) finishLayerNormGradient(arena, op, tensors[op.output]);
  }
}

double Network::loss(const Block &block, double share) const {
  const uint32_t first = block.first, images = block.images;
  const Tensor logits = tensorAt(plan->logits, first);
  const uint16_t *labels = reinterpret_cast<const uint16_t *>(arena.bytes(plan->labels)) + first;
  if (plan->labelSmoothing > 0 && share > 0)
    return smoothedCrossEntropy(arena, logits, labels, images, share, plan->labelSmoothing, &plan->correct);
  return plan->loss == Loss::meanSquaredError
             ? meanSquaredError(arena, logits, labels, images, share, &plan->correct)
             : softmaxCrossEntropy(arena, logits, labels, images, share, &plan->correct);
}

}  // namespace dof

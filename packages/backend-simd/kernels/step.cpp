// Runs a compiled plan: the whole training step, or the evaluation of a batch, is one call.
#include "export.h"
#include "layers.h"
#include "vector.h"

namespace dof {
namespace {

struct Network {
  Arena arena;
  Plan *plan;
  const Op *ops;
  const Tensor *tensors;

  explicit Network(char *base)
      : arena{base},
        plan(reinterpret_cast<Plan *>(base)),
        ops(reinterpret_cast<const Op *>(base + plan->opTable)),
        tensors(reinterpret_cast<const Tensor *>(base + plan->tensorTable)) {}

  bool hasParameters(const Op &op) const { return op.kind == OpKind::convolution || op.kind == OpKind::dense; }

  void pack() const {
    for (uint32_t i = 0; i < plan->ops; i++)
      if (hasParameters(ops[i])) packParameters(arena, *plan, ops[i], tensors[ops[i].input], tensors[ops[i].output]);
  }

  void unpack() const {
    for (uint32_t i = 0; i < plan->ops; i++)
      if (hasParameters(ops[i])) unpackGradient(arena, *plan, ops[i], tensors[ops[i].input], tensors[ops[i].output]);
  }

  void forward(uint32_t first, uint32_t images) const {
    standardise(arena, *plan, tensors[0], first, images);
    for (uint32_t i = 0; i < plan->ops; i++) {
      const Op &op = ops[i];
      const Tensor &in = tensors[op.input], &out = tensors[op.output];
      switch (op.kind) {
        case OpKind::convolution: convolutionForward(arena, op, in, out, images); break;
        case OpKind::dense: denseForward(arena, op, in, out, images); break;
        case OpKind::averagePool:
        case OpKind::maxPool: poolForward(arena, op, in, out, images); break;
        case OpKind::relu: reluForward(arena, in, out, images); break;
        case OpKind::copy: copyForward(arena, in, out, images); break;
      }
    }
  }

  void backward(uint32_t images) const {
    for (uint32_t i = plan->ops; i-- > 0;) {
      const Op &op = ops[i];
      const Tensor &in = tensors[op.input], &out = tensors[op.output];
      if (op.finish) finishGradient(arena, op, out, images);
      switch (op.kind) {
        case OpKind::convolution: convolutionBackward(arena, op, in, out, images); break;
        case OpKind::dense: denseBackward(arena, op, in, out, images); break;
        case OpKind::averagePool:
        case OpKind::maxPool: poolBackward(arena, op, in, out, images); break;
        case OpKind::relu:
          if (op.inputGradient) reluBackward(arena, in, out, images);
          break;
        case OpKind::copy:
          if (op.inputGradient) copyBackward(arena, in, out, images);
          break;
      }
    }
  }
};

}  // namespace

// Mean loss over the first `count` staged examples; writes the gradient of the flat parameters.
DOF_EXPORT(lossAndGradient)
double lossAndGradient(char *arena, uint32_t count) {
  const Network network(arena);
  Plan &plan = *network.plan;
  network.pack();
  __builtin_memset(arena + plan.packedGradients, 0, plan.packedGradientBytes);
  double total = 0.0;
  for (uint32_t first = 0; first < count; first += plan.imageBlock) {
    const uint32_t left = count - first, images = left < plan.imageBlock ? left : plan.imageBlock;
    network.forward(first, images);
    total += softmaxCrossEntropy(network.arena, network.tensors[plan.logits],
                                 network.arena.bytes(plan.labels) + first, images, 1.0 / count, &plan.correct);
    network.backward(images);
  }
  network.unpack();
  return total / count;
}

// Lays the flat parameters out for `evaluate`, and clears the count of correct answers.
DOF_EXPORT(beginEvaluation)
void beginEvaluation(char *arena) {
  const Network network(arena);
  network.pack();
  network.plan->correct = 0;
}

// Sum of the losses over the first `count` staged examples; adds the correct answers to the plan's count.
DOF_EXPORT(evaluate)
double evaluate(char *arena, uint32_t count) {
  const Network network(arena);
  Plan &plan = *network.plan;
  double total = 0.0;
  for (uint32_t first = 0; first < count; first += plan.imageBlock) {
    const uint32_t left = count - first, images = left < plan.imageBlock ? left : plan.imageBlock;
    network.forward(first, images);
    total += softmaxCrossEntropy(network.arena, network.tensors[plan.logits],
                                 network.arena.bytes(plan.labels) + first, images, 0.0, &plan.correct);
  }
  return total;
}

DOF_EXPORT(lanes) uint32_t lanes() { return DOF_LANES; }

}  // namespace dof

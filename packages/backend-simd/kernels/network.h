// A compiled network in one of its two programs, and the passes of a block of images, or of the batch, through one of
// its segments.
#pragma once
#include "layers.h"

namespace dof {

class Network {
 public:
  enum class Purpose { training, evaluation };

  Network(char *base, Purpose purpose)
      : arena{base},
        plan(reinterpret_cast<Plan *>(base)),
        ops(reinterpret_cast<const Op *>(base + plan->opTable)),
        tensors(reinterpret_cast<const Tensor *>(base + program(purpose).tensorTable)),
        segments(reinterpret_cast<const Segment *>(base + program(purpose).segmentTable)) {}

  const Arena arena;
  Plan *const plan;

  void pack() const;
  void unpack() const;

  // All of the batch through all segments but the last, whose statistics are complete afterwards.
  void forwardToLast(uint32_t count) const;
  // Each block of images through the last segment: the sum of the losses, and with `train` the gradients too.
  double throughLast(uint32_t count, bool train) const;
  // All of the batch back through all segments but the last.
  void backwardFromLast(uint32_t count) const;

 private:
  const Op *const ops;
  const Tensor *const tensors;
  const Segment *const segments;

  const Program &program(Purpose purpose) const {
    return purpose == Purpose::training ? plan->training : plan->evaluation;
  }
  Tensor tensorAt(uint32_t index, uint32_t first) const;
  void enter(uint32_t first, uint32_t images) const;
  void forward(const Op &op, uint32_t first, uint32_t images) const;
  void backward(const Op &op, uint32_t first, uint32_t images) const;
  void forwardBlock(const Segment &segment, uint32_t first, uint32_t images) const;
  void recomputeBlock(const Segment &segment, uint32_t first, uint32_t images) const;
  void backwardBlock(const Segment &segment, uint32_t first, uint32_t images) const;
  void finishForward(const Segment &segment, uint32_t count) const;
  void finishBackward(const Segment &segment, uint32_t count) const;
  double loss(uint32_t first, uint32_t images, double share) const;
};

}  // namespace dof

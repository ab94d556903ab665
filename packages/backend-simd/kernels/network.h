// A compiled network in one of its two programs, and the passes of a block of images, or of the batch, through one of
// its segments.
#pragma once
#include "layers.h"

namespace dof {

// Images that go through a segment together.
struct Block {
  uint32_t first, images;
  bool begins;  // a pass through the segment
};

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
  // Each block of images through the last segment: the plan's outputs.
  void outputsOfLast(uint32_t count) const;
  // Each block of images forward and back through the last segment, from the gradients in the outputs that the plan has.
  void pullBackThroughLast(uint32_t count) const;
  // All of the batch back through all segments but the last.
  void backwardFromLast(uint32_t count) const;

 private:
  const Op *const ops;
  const Tensor *const tensors;
  const Segment *const segments;

  const Program &program(Purpose purpose) const {
    return purpose == Purpose::training ? plan->training : plan->evaluation;
  }
  const Segment &lastSegment() const { return segments[plan->segments - 1]; }
  // Calls visit(block) for the blocks of the batch, in the order of a pass: that of segment s is pass s forward, and
  // 2 (segments - 1) - s back.
  template <class Visit>
  void forEachBlock(uint32_t pass, uint32_t segment, uint32_t count, Visit visit) const;
  // Calls visit(block) when the block has gone forward through the last segment.
  template <class Visit>
  void forwardLast(uint32_t count, Visit visit) const;
  Tensor tensorAt(uint32_t index, uint32_t first) const;
  void enter(const Block &block) const;
  void forward(const Op &op, const Block &block) const;
  void backward(const Op &op, const Block &block) const;
  void forwardBlock(const Segment &segment, const Block &block) const;
  void recomputeBlock(const Segment &segment, const Block &block) const;
  void backwardBlock(const Segment &segment, const Block &block) const;
  void finishForward(const Segment &segment, uint32_t count) const;
  void finishBackward(const Segment &segment, uint32_t count) const;
  double loss(const Block &block, double share) const;
};

}  // namespace dof

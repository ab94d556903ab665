// The kernel of a grouped convolution as its loops read it. A depthwise one, with one channel in and out of each group,
// is [tap][channel], channels in whole vectors of a pixel. Any other is [group][tap][channel in][channel out], the last
// in whole vectors; the gradient of the input reads it with channels in and out exchanged.
#pragma once
#include "plan.h"
#include "vector.h"

namespace dof {

struct GroupedKernel {
  uint32_t taps, groups;
  uint32_t from, to;  // channels of a group
  uint32_t padded;    // `to` in whole vectors

  GroupedKernel(const Op &op, uint32_t channelsFrom, uint32_t channelsTo)
      : taps(op.size * op.size), groups(op.groups), from(channelsFrom / op.groups), to(channelsTo / op.groups),
        padded((to + kLanes - 1) / kLanes * kLanes) {}

  bool isDepthwise() const { return from == 1 && to == 1; }
  uint32_t at(uint32_t group, uint32_t tap, uint32_t channel) const {
    return ((group * taps + tap) * from + channel) * padded;
  }
};

}  // namespace dof

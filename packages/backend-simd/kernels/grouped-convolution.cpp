// Every output is a sum over the taps of the kernel that meet the image, and so is every gradient in the input, with
// input and output exchanged: the taps that meet a pixel are listed first, and all its channels then go through the
// list. Depthwise convolutions multiply whole vectors of channels by each other, other ones a channel by a vector of
// those that it goes to.
#include "grouped-convolution.h"

#include "grouped-kernel.h"
#include "rows.h"

namespace dof {
namespace {

// As many taps as are listed at once; larger kernels take several lists.
constexpr uint32_t kMostTaps = 64;

struct Met {
  const float *pixel;
  uint32_t tap;
};

// The coordinate that a tap of the kernel meets along one axis; below 0 where there is none.
DOF_INLINE int32_t inputMet(const Op &op, uint32_t output, uint32_t tap, uint32_t pad, uint32_t extent) {
  const int32_t at = static_cast<int32_t>(output * op.stride + tap * op.dilation) - static_cast<int32_t>(pad);
  return at < static_cast<int32_t>(extent) ? at : -1;
}

DOF_INLINE int32_t outputMet(const Op &op, uint32_t input, uint32_t tap, uint32_t pad, uint32_t extent) {
  const int32_t at = static_cast<int32_t>(input + pad) - static_cast<int32_t>(tap * op.dilation);
  const int32_t stride = static_cast<int32_t>(op.stride);
  return at >= 0 && at % stride == 0 && at / stride < static_cast<int32_t>(extent) ? at / stride : -1;
}

DOF_INLINE Vector loadSome(const float *from, uint32_t count) {
  if (count >= kLanes) return load(from);
  float lanes[kLanes] = {};
  for (uint32_t i = 0; i < count; i++) lanes[i] = from[i];
  return load(lanes);
}

DOF_INLINE void storeSome(float *to, uint32_t count, Vector v) {
  if (count >= kLanes) return store(to, v);
  for (uint32_t i = 0; i < count; i++) to[i] = v[i];
}

void addDepthwise(const Met *met, uint32_t count, const float *weights, uint32_t pixel, float *to) {
  for (uint32_t c = 0; c < pixel; c += kLanes) {
    Vector sum = load(to + c);
    for (uint32_t i = 0; i < count; i++)
      sum = multiplyAdd(load(met[i].pixel + c), load(weights + met[i].tap * pixel + c), sum);
    store(to + c, sum);
  }
}

void addGroups(const Met *met, uint32_t count, const GroupedKernel &kernel, const float *weights, float *to) {
  for (uint32_t group = 0; group < kernel.groups; group++)
    for (uint32_t first = 0; first < kernel.to; first += kLanes) {
      float *at = to + group * kernel.to + first;
      // Sums that do not wait for each other.
      Vector sums[4] = {loadSome(at, kernel.to - first)};
      for (uint32_t i = 0; i < count; i++) {
        const float *values = met[i].pixel + group * kernel.from;
        const float *w = weights + kernel.at(group, met[i].tap, 0) + first;
        uint32_t c = 0;
        for (; c + 4 <= kernel.from; c += 4)
          DOF_UNROLL for (uint32_t k = 0; k < 4; k++)
            sums[k] = multiplyAdd(broadcast(values[c + k]), load(w + (c + k) * kernel.padded), sums[k]);
        for (; c < kernel.from; c++)
          sums[0] = multiplyAdd(broadcast(values[c]), load(w + c * kernel.padded), sums[0]);
      }
      storeSome(at, kernel.to - first, (sums[0] + sums[1]) + (sums[2] + sums[3]));
    }
}

// Adds to every pixel of `to` what the kernel makes of the pixels of `from` that it meets there.
template <class Meet>
DOF_INLINE void product(const Op &op, const GroupedKernel &kernel, const float *weights, const Rows &from,
                        const Tensor &source, const Rows &to, const Tensor &target, uint32_t n, uint32_t y, uint32_t x,
                        Meet meet) {
  float *result = to.at(n, y) + x * target.pixel;
  Met met[kMostTaps];
  uint32_t count = 0;
  const auto flush = [&] {
    if (kernel.isDepthwise())
      addDepthwise(met, count, weights, target.pixel, result);
    else
      addGroups(met, count, kernel, weights, result);
    count = 0;
  };
  for (uint32_t down = 0; down < op.size; down++) {
    const int32_t row = meet(op, y, down, op.padTop, source.height);
    if (row < 0) continue;
    for (uint32_t right = 0; right < op.size; right++) {
      const int32_t column = meet(op, x, right, op.padLeft, source.width);
      if (column < 0) continue;
      met[count++] = {from.at(n, row) + column * source.pixel, down * op.size + right};
      if (count == kMostTaps) flush();
    }
  }
  flush();
}

void inputGradient(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const GroupedKernel kernel(op, out.channels, in.channels);
  const float *weights = arena.floats(kernel.isDepthwise() ? op.weights : op.transposed);
  const Rows from = gradientsOf(arena, out), to = gradientsOf(arena, in);
  forEachRow(in, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t i = 0; i < rowFloats(in); i += kLanes) store(to.at(n, y) + i, Vector{});
    for (uint32_t x = 0; x < in.width; x++)
      product(op, kernel, weights, from, out, to, in, n, y, x, outputMet);
  });
}

// Output coordinates at which a tap meets the image, along one axis: from `first` to before `end`.
struct Meeting {
  uint32_t first, end;

  Meeting(const Op &op, uint32_t tap, uint32_t pad, uint32_t input, uint32_t output) {
    first = 0;
    while (first < output && first * op.stride + tap * op.dilation < pad) first++;
    end = first;
    while (end < output && inputMet(op, end, tap, pad, input) >= 0) end++;
  }
};

// Calls visit(value, gradient) for every output pixel of an image that a tap reaches.
template <class Visit>
DOF_INLINE void forEachPair(const Op &op, const Tensor &in, const Tensor &out, const Rows &values,
                            const Rows &gradients, uint32_t n, uint32_t tap, Visit visit) {
  const uint32_t down = tap / op.size, right = tap % op.size;
  const Meeting rows(op, down, op.padTop, in.height, out.height), columns(op, right, op.padLeft, in.width, out.width);
  for (uint32_t y = rows.first; y < rows.end; y++) {
    const float *value = values.at(n, y * op.stride + down * op.dilation - op.padTop);
    const float *gradient = gradients.at(n, y);
    for (uint32_t x = columns.first; x < columns.end; x++)
      visit(value + (x * op.stride + right * op.dilation - op.padLeft) * in.pixel, gradient + x * out.pixel);
  }
}

void depthwiseKernelGradient(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows values = valuesOf(arena, in), gradients = gradientsOf(arena, out);
  float *sums = arena.floats(op.weightGradient);
  for (uint32_t n = 0; n < images; n++)
    for (uint32_t c = 0; c < out.pixel; c += kLanes)
      for (uint32_t tap = 0; tap < op.size * op.size; tap++) {
        Vector sum = {};
        forEachPair(op, in, out, values, gradients, n, tap, [&](const float *value, const float *gradient) {
          sum = multiplyAdd(load(value + c), load(gradient + c), sum);
        });
        float *at = sums + tap * out.pixel + c;
        store(at, load(at) + sum);
      }
}

// One vector of filters of a group, by up to Most of the group's input channels.
template <uint32_t Most>
DOF_INLINE void addOuter(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out,
                         const GroupedKernel &kernel, uint32_t n, uint32_t group, uint32_t tap, uint32_t channel,
                         uint32_t filter) {
  // A vector that begins early rather than reaching beyond the pixel.
  const uint32_t wanted = group * kernel.to + filter, last = out.pixel - kLanes;
  const uint32_t begin = wanted < last ? wanted : last, skipped = wanted - begin;
  const uint32_t count = kernel.to - filter < kLanes ? kernel.to - filter : kLanes;
  const uint32_t first = group * kernel.from + channel;
  Vector sums[Most] = {};
  forEachPair(op, in, out, valuesOf(arena, in), gradientsOf(arena, out), n, tap,
              [&](const float *value, const float *gradient) {
                const Vector g = load(gradient + begin);
                DOF_UNROLL for (uint32_t k = 0; k < Most; k++)
                  sums[k] = multiplyAdd(broadcast(value[first + k]), g, sums[k]);
              });
  for (uint32_t k = 0; k < Most; k++) {
    float *to = arena.floats(op.weightGradient) + kernel.at(group, tap, channel + k) + filter;
    for (uint32_t i = 0; i < count; i++) to[i] += sums[k][skipped + i];
  }
}

void groupsKernelGradient(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const GroupedKernel kernel(op, in.channels, out.channels);
  for (uint32_t n = 0; n < images; n++)
    for (uint32_t group = 0; group < kernel.groups; group++)
      for (uint32_t filter = 0; filter < kernel.to; filter += kLanes)
        for (uint32_t tap = 0; tap < kernel.taps; tap++) {
          uint32_t channel = 0;
          for (; channel + 4 <= kernel.from; channel += 4)
            addOuter<4>(arena, op, in, out, kernel, n, group, tap, channel, filter);
          for (; channel < kernel.from; channel++)
            addOuter<1>(arena, op, in, out, kernel, n, group, tap, channel, filter);
        }
}

}  // namespace

void groupedForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const GroupedKernel kernel(op, in.channels, out.channels);
  const Rows from = valuesOf(arena, in), to = valuesOf(arena, out);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t x = 0; x < out.width; x++) {
      float *result = to.at(n, y) + x * out.pixel;
      for (uint32_t c = 0; c < out.pixel; c += kLanes)
        store(result + c, op.hasBias ? load(arena.floats(op.bias) + c) : Vector{});
      product(op, kernel, arena.floats(op.weights), from, in, to, out, n, y, x, inputMet);
      if (!op.relu) continue;
      for (uint32_t c = 0; c < out.pixel; c += kLanes) store(result + c, relu(load(result + c)));
    }
  });
}

void groupedBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  if (GroupedKernel(op, in.channels, out.channels).isDepthwise())
    depthwiseKernelGradient(arena, op, in, out, images);
  else
    groupsKernelGradient(arena, op, in, out, images);
  if (op.inputGradient) inputGradient(arena, op, in, out, images);
}

}  // namespace dof

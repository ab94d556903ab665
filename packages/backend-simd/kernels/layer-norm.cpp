// Layer normalisation (Ba, Kiros and Hinton 2016) of every pixel over its channels:
//   y = scale * x^ + bias,   x^ = (x - mean) / deviation,   deviation = sqrt(variance + epsilon).
// With gradients dy in the outputs and g = scale dy, means over the channels,
//   dx = (g - mean(g) - x^ mean(g x^)) / deviation,
// where next to nothing may be left of the bracket. Sums and differences are float64; the statistics of a pixel are
// computed again in the backward pass, which costs less than keeping them.
#include "batch-statistics.h"
#include "layers.h"
#include "rows.h"

namespace dof {
namespace {

DOF_INLINE Vector narrowed(DoubleVector v) { return __builtin_convertvector(v, Vector); }
DOF_INLINE DoubleVector everywhere(double x) { return x - DoubleVector{}; }

// Sum over the channels of term(DoubleVector of channels from c on), without those that are padding.
template <class Term>
DOF_INLINE double sumOfChannels(uint32_t channels, Term term) {
  DoubleVector sums = {};
  uint32_t c = 0;
  for (; c + kLanes <= channels; c += kLanes) sums += term(c);
  double total = 0.0;
  if (c < channels) {
    const DoubleVector last = term(c);
    for (uint32_t i = 0; c + i < channels; i++) total += last[i];
  }
  for (uint32_t i = 0; i < kLanes; i++) total += sums[i];
  return total;
}

struct Pixel {
  const float *values;
  double mean, inverse;  // of the channels, 1 / deviation

  Pixel(const float *values, uint32_t channels, float epsilon) : values(values) {
    mean = sumOfChannels(channels, [&](uint32_t c) { return widened(load(values + c)); }) / channels;
    const double squares = sumOfChannels(channels, [&](uint32_t c) {
      const DoubleVector d = distance(c);
      return d * d;
    });
    inverse = 1.0 / __builtin_sqrt(squares / channels + epsilon);
  }

  DoubleVector distance(uint32_t c) const { return widened(load(values + c)) - everywhere(mean); }
  DoubleVector normalised(uint32_t c) const { return distance(c) * everywhere(inverse); }
};

// Sums over the batch of the gradients in bias and scale, in float64.
struct ParameterSums {
  double *bias, *scale;

  ParameterSums(const Arena &arena, const Op &op, const Tensor &out)
      : bias(reinterpret_cast<double *>(arena.base + op.statistics)), scale(bias + out.pixel) {}
};

}  // namespace

void layerNormForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows from = valuesOf(arena, in), to = valuesOf(arena, out);
  const float *scale = arena.floats(op.weights), *bias = arena.floats(op.bias);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t x = 0; x < out.width; x++) {
      const Pixel pixel(from.at(n, y) + x * in.pixel, in.channels, op.epsilon);
      float *result = to.at(n, y) + x * out.pixel;
      for (uint32_t c = 0; c < out.pixel; c += kLanes)
        store(result + c, multiplyAdd(narrowed(pixel.normalised(c)), load(scale + c), load(bias + c)));
    }
  });
}

void layerNormBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images,
                       bool begins) {
  const Rows values = valuesOf(arena, in), from = gradientsOf(arena, out), to = gradientsOf(arena, in);
  const float *scale = arena.floats(op.weights);
  const ParameterSums sums(arena, op, out);
  if (begins)
    for (uint32_t c = 0; c < out.pixel; c++) sums.bias[c] = sums.scale[c] = 0.0;
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t x = 0; x < out.width; x++) {
      const Pixel pixel(values.at(n, y) + x * in.pixel, in.channels, op.epsilon);
      const float *dy = from.at(n, y) + x * out.pixel;
      for (uint32_t c = 0; c < out.pixel; c += kLanes) {
        const DoubleVector d = widened(load(dy + c));
        addTo(sums.bias + c, d);
        addTo(sums.scale + c, d * pixel.normalised(c));
      }
      if (!op.inputGradient) continue;
      const auto scaled = [&](uint32_t c) { return widened(load(scale + c)) * widened(load(dy + c)); };
      const double mean = sumOfChannels(in.channels, scaled) / in.channels;
      const double slope =
          sumOfChannels(in.channels, [&](uint32_t c) { return scaled(c) * pixel.normalised(c); }) / in.channels;
      float *result = to.at(n, y) + x * in.pixel;
      for (uint32_t c = 0; c < in.channels; c += kLanes) {
        const DoubleVector rest = scaled(c) - everywhere(mean) - pixel.normalised(c) * everywhere(slope);
        const Vector dx = narrowed(rest * everywhere(pixel.inverse));
        if (c + kLanes <= in.channels)
          store(result + c, dx);
        else
          for (uint32_t i = 0; c + i < in.channels; i++) result[c + i] = dx[i];
      }
    }
  });
}

void finishLayerNormGradient(const Arena &arena, const Op &op, const Tensor &out) {
  const ParameterSums sums(arena, op, out);
  float *scaleGradient = arena.floats(op.weightGradient), *biasGradient = arena.floats(op.biasGradient);
  for (uint32_t c = 0; c < out.channels; c++) {
    biasGradient[c] = static_cast<float>(sums.bias[c]);
    scaleGradient[c] = static_cast<float>(sums.scale[c]);
  }
}

}  // namespace dof

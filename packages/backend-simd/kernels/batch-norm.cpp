// Batch normalisation (Ioffe and Szegedy 2015) with the statistics of the batch at hand:
//   y = scale * (x - mean) / deviation + bias,   deviation = sqrt(variance + epsilon).
// With M pixels in the batch and sums over all of them, the gradient dy in the outputs gives
//   dbias = sum dy,   dscale = sum dy (x - mean) / deviation,
//   dx = scale / deviation * (dy - dbias / M - (x - mean) / deviation * dscale / M),
// where next to nothing may be left of the bracket, so that only sums and no rounded factors go into it.
// Sums are taken in float32 over short stretches, and of these in float64. Small images make batches of few pixels, whose
// roundings do not average out: there all of it is float64.
#include "batch-statistics.h"
#include "layers.h"
#include "rows.h"

namespace dof {
namespace {

// Most pixels that are summed in float32, and the image size up to which none are.
constexpr uint32_t kStretch = 64;
constexpr uint32_t kSmallImage = 16;

bool isSmall(const Tensor &tensor) { return tensor.height * tensor.width <= kSmallImage; }

uint32_t stretchRows(const Tensor &tensor) { return tensor.width < kStretch ? kStretch / tensor.width : 1; }

template <class Sum>
DOF_INLINE Sum as(Vector v) {
  if constexpr (sizeof(Sum) == sizeof(Vector))
    return v;
  else
    return widened(v);
}

DOF_INLINE Vector plusProduct(Vector sum, Vector a, Vector b) { return multiplyAdd(a, b, sum); }
DOF_INLINE DoubleVector plusProduct(DoubleVector sum, DoubleVector a, DoubleVector b) { return sum + a * b; }

// Calls visit(n, y, rows) for stretches of rows of every image.
template <class Visit>
DOF_INLINE void forEachStretch(const Tensor &tensor, uint32_t images, Visit visit) {
  const uint32_t most = stretchRows(tensor);
  for (uint32_t n = 0; n < images; n++)
    for (uint32_t y = 0; y < tensor.height; y += most)
      visit(n, y, tensor.height - y < most ? tensor.height - y : most);
}

// A value near the mean, so that the variance is not a small difference of large sums: the mean of the block's first
// image.
void chooseShift(const Rows &rows, const Tensor &in, uint32_t columns, float *shift) {
  const Vector share = broadcast(1.0f / static_cast<float>(in.height * in.width));
  for (uint32_t c = 0; c < columns; c += kLanes) {
    Vector sum = {};
    for (uint32_t y = 0; y < in.height; y++)
      for (uint32_t x = 0; x < in.width; x++) sum += load(rows.at(0, y) + x * in.pixel + c);
    store(shift + c, sum * share);
  }
}

template <class Sum, int Vectors>
void sumStretch(const Rows &rows, const Tensor &in, uint32_t n, uint32_t y, uint32_t height, uint32_t c,
                const BatchStatistics &statistics) {
  Sum shift[Vectors], sums[Vectors] = {}, squares[Vectors] = {};
  DOF_UNROLL for (int k = 0; k < Vectors; k++) shift[k] = as<Sum>(load(statistics.shift + c + k * kLanes));
  for (uint32_t end = y + height; y < end; y++) {
    const float *at = rows.at(n, y) + c;
    for (uint32_t x = 0; x < in.width; x++, at += in.pixel)
      DOF_UNROLL for (int k = 0; k < Vectors; k++) {
        const Sum d = as<Sum>(load(at + k * kLanes)) - shift[k];
        sums[k] += d;
        squares[k] = plusProduct(squares[k], d, d);
      }
  }
  DOF_UNROLL for (int k = 0; k < Vectors; k++) {
    addTo(statistics.first + c + k * kLanes, sums[k]);
    addTo(statistics.second + c + k * kLanes, squares[k]);
  }
}

template <class Sum, int Vectors, bool Relu>
void gradientStretch(const Rows &rows, const Rows &gradients, const Tensor &in, const Tensor &out, uint32_t n,
                     uint32_t y, uint32_t height, uint32_t c, const BatchStatistics &statistics, const float *bias) {
  Sum sums[Vectors] = {}, products[Vectors] = {};
  BatchMean means[Vectors];
  Vector factors[Vectors], biases[Vectors];
  DOF_UNROLL for (int k = 0; k < Vectors; k++) {
    means[k] = statistics.meanAt(c + k * kLanes);
    factors[k] = load(statistics.factor + c + k * kLanes);
    biases[k] = load(bias + c + k * kLanes);
  }
  for (uint32_t end = y + height; y < end; y++) {
    const float *at = rows.at(n, y) + c;
    float *g = gradients.at(n, y) + c;
    for (uint32_t x = 0; x < out.width; x++, at += in.pixel, g += out.pixel)
      DOF_UNROLL for (int k = 0; k < Vectors; k++) {
        const Vector d = means[k].distance(at + k * kLanes);
        Vector v = load(g + k * kLanes);
        if constexpr (Relu) {
          // The same operations as forward, hence the same sign, without reading the outputs.
          v = masked(multiplyAdd(d, factors[k], biases[k]), v);
          store(g + k * kLanes, v);
        }
        sums[k] += as<Sum>(v);
        products[k] = plusProduct(products[k], as<Sum>(v), as<Sum>(d));
      }
  }
  DOF_UNROLL for (int k = 0; k < Vectors; k++) {
    addTo(statistics.first + c + k * kLanes, sums[k]);
    addTo(statistics.second + c + k * kLanes, products[k]);
  }
}

template <class Sum, bool Relu>
void sumGradients(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images,
                  const BatchStatistics &statistics) {
  const Rows rows = valuesOf(arena, in), gradients = gradientsOf(arena, out);
  const float *bias = arena.floats(op.bias);
  forEachStretch(out, images, [&](uint32_t n, uint32_t y, uint32_t height) {
    forEachColumns<2>(out.pixel, [&](auto vectors, uint32_t c) {
      gradientStretch<Sum, vectors.value, Relu>(rows, gradients, in, out, n, y, height, c, statistics, bias);
    });
  });
}

template <class Sum>
void sumValues(const Rows &rows, const Tensor &in, const Tensor &out, uint32_t images,
               const BatchStatistics &statistics) {
  forEachStretch(in, images, [&](uint32_t n, uint32_t y, uint32_t height) {
    forEachColumns<4>(out.pixel, [&](auto vectors, uint32_t c) {
      sumStretch<Sum, vectors.value>(rows, in, n, y, height, c, statistics);
    });
  });
}

double squareRoot(double x) { return __builtin_sqrt(x); }

}  // namespace

void sumStatistics(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images,
                   bool begins) {
  const BatchStatistics statistics(arena, op, out.pixel);
  const Rows rows = valuesOf(arena, in);
  if (begins) {
    statistics.clearSums();
    chooseShift(rows, in, out.pixel, statistics.shift);
  }
  isSmall(in) ? sumValues<DoubleVector>(rows, in, out, images, statistics)
              : sumValues<Vector>(rows, in, out, images, statistics);
}

void finishStatistics(const Arena &arena, const Op &op, const Tensor &out, uint32_t count) {
  const BatchStatistics statistics(arena, op, out.pixel);
  const double pixels = static_cast<double>(out.height * out.width) * count;
  const float *scale = arena.floats(op.weights);
  for (uint32_t c = 0; c < out.channels; c++) {
    const double offset = statistics.first[c] / pixels;
    const double variance = statistics.second[c] / pixels - offset * offset;
    // Rounding may leave a constant channel a variance just below zero; NaN stays.
    const double inverse = 1.0 / squareRoot((variance < 0.0 ? 0.0 : variance) + op.epsilon);
    const double mean = statistics.shift[c] + offset;
    statistics.mean[c] = static_cast<float>(mean);
    statistics.meanRest[c] = static_cast<float>(mean - statistics.mean[c]);
    statistics.inverse[c] = inverse;
    statistics.factor[c] = static_cast<float>(scale[c] * inverse);
  }
}

void normaliseForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const BatchStatistics statistics(arena, op, out.pixel);
  const Rows rows = valuesOf(arena, in), to = valuesOf(arena, out);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t c = 0; c < out.pixel; c += kLanes) {
      const Vector factor = load(statistics.factor + c), bias = load(arena.floats(op.bias) + c);
      const BatchMean mean = statistics.meanAt(c);
      const float *at = rows.at(n, y) + c;
      float *result = to.at(n, y) + c;
      for (uint32_t x = 0; x < out.width; x++, at += in.pixel, result += out.pixel) {
        const Vector v = multiplyAdd(mean.distance(at), factor, bias);
        store(result, op.relu ? relu(v) : v);
      }
    }
  });
}

void normaliseBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images,
                       bool begins) {
  const BatchStatistics statistics(arena, op, out.pixel);
  if (begins) statistics.clearSums();
  if (isSmall(out))
    op.relu ? sumGradients<DoubleVector, true>(arena, op, in, out, images, statistics)
            : sumGradients<DoubleVector, false>(arena, op, in, out, images, statistics);
  else
    op.relu ? sumGradients<Vector, true>(arena, op, in, out, images, statistics)
            : sumGradients<Vector, false>(arena, op, in, out, images, statistics);
}

void finishNormaliseGradient(const Arena &arena, const Op &op, const Tensor &out, uint32_t count) {
  const BatchStatistics statistics(arena, op, out.pixel);
  const double pixels = static_cast<double>(out.height * out.width) * count;
  float *scaleGradient = arena.floats(op.weightGradient), *biasGradient = arena.floats(op.biasGradient);
  for (uint32_t c = 0; c < out.channels; c++) {
    const double inverse = statistics.inverse[c];
    biasGradient[c] = static_cast<float>(statistics.first[c]);
    scaleGradient[c] = static_cast<float>(statistics.second[c] * inverse);
    statistics.gradientMean[c] = static_cast<float>(statistics.first[c] / pixels);
    statistics.slope[c] = static_cast<float>(inverse * inverse * statistics.second[c] / pixels);
  }
}

void statisticsBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const BatchStatistics statistics(arena, op, out.pixel);
  const Rows rows = valuesOf(arena, in), from = gradientsOf(arena, out), to = gradientsOf(arena, in);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t c = 0; c < out.pixel; c += kLanes) {
      const Vector factor = load(statistics.factor + c), slope = load(statistics.slope + c);
      const Vector gradientMean = load(statistics.gradientMean + c);
      const BatchMean mean = statistics.meanAt(c);
      const float *at = rows.at(n, y) + c, *g = from.at(n, y) + c;
      float *result = to.at(n, y) + c;
      for (uint32_t x = 0; x < out.width; x++, at += in.pixel, g += out.pixel, result += in.pixel)
        store(result, ((load(g) - gradientMean) - mean.distance(at) * slope) * factor);
    }
  });
}

}  // namespace dof

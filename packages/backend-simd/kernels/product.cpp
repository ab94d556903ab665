#include "product.h"
#include "tile-sizes.h"

namespace dof {
namespace {

template <int Pixels, int Columns>
DOF_INLINE void multiplyAny(uint32_t pixels, const ProductShape &s, const float *input, const float *weights,
                            const float *bias, bool clamp, float *output) {
  if constexpr (Pixels > 0) {
    if (pixels == Pixels)
      multiplyTile<Pixels, Columns>(s.taps, input, s.inputPixel, weights, bias, clamp, output, s.outputPixel);
    else
      multiplyAny<Pixels - 1, Columns>(pixels, s, input, weights, bias, clamp, output);
  }
}

template <int Columns>
DOF_INLINE void multiplyColumns(uint32_t columns, const ProductShape &s, uint32_t height, const float *input,
                                const float *weights, const float *bias, bool clamp, float *output) {
  if constexpr (Columns > 0) {
    if (columns != Columns)
      return multiplyColumns<Columns - 1>(columns, s, height, input, weights, bias, clamp, output);
    const Split split(s.width, mostPixels(Columns));
    for (uint32_t y = 0; y < height; y++, input += s.inputRow, output += s.outputRow) {
      const float *in = input;
      float *out = output;
      for (uint32_t block = 0; block < split.blocks; block++) {
        const uint32_t pixels = split.size(block);
        multiplyAny<mostPixels(Columns), Columns>(pixels, s, in, weights, bias, clamp, out);
        in += pixels * s.inputPixel;
        out += pixels * s.outputPixel;
      }
    }
  }
}

template <int Values, int Columns>
DOF_INLINE void outerAny(uint32_t values, const OuterShape &s, uint32_t height, const float *input, const float *gradient, float *sums) {
  if constexpr (Values > 0) {
    if (values == Values)
      outerTile<Values, Columns>(height, s.width, input, s.inputPixel, s.inputRow, gradient, s.gradientPixel,
                                 s.gradientRow, s.apart, sums);
    else
      outerAny<Values - 1, Columns>(values, s, height, input, gradient, sums);
  }
}

template <int Columns>
DOF_INLINE void outerColumns(uint32_t columns, const OuterShape &s, uint32_t height, const float *input,
                             const float *gradient, float *sums) {
  if constexpr (Columns > 0) {
    if (columns != Columns) return outerColumns<Columns - 1>(columns, s, height, input, gradient, sums);
    const Split split(s.taps.length, mostValues(Columns));
    for (uint32_t row = 0; row < s.taps.rows; row++, input += s.taps.rowStride) {
      const float *run = input;
      for (uint32_t r = 0; r < s.taps.runs; r++, run += s.taps.runStride) {
        const float *at = run;
        for (uint32_t block = 0; block < split.blocks; block++) {
          const uint32_t values = split.size(block);
          outerAny<mostValues(Columns), Columns>(values, s, height, at, gradient, sums);
          at += values;
          sums += values * Columns * kLanes;
        }
      }
    }
  }
}

// Rows of the image per strip.
uint32_t stripRows(uint32_t height, uint32_t inputRow, uint32_t outputRow) {
  const uint32_t rows = kStripFloats / (inputRow + outputRow + 1);
  return rows < 1 ? 1 : rows < height ? rows : height;
}

uint32_t tapCount(const Taps &taps) { return taps.rows * taps.runs * taps.length; }

}  // namespace

void multiply(const ProductShape &shape, const float *input, const float *weights, const float *bias, bool clamp,
              float *output) {
  const Split strips(shape.height, stripRows(shape.height, shape.inputRow, shape.outputRow));
  const uint32_t rows = tapCount(shape.taps);
  for (uint32_t strip = 0; strip < strips.blocks; strip++) {
    const uint32_t height = strips.size(strip);
    forEachPanel(shape.columns, [&](uint32_t first, uint32_t width) {
      multiplyColumns<kMostColumns>(width / kLanes, shape, height, input, weights + rows * first,
                                    bias ? bias + first : nullptr, clamp, output + first);
    });
    input += height * shape.inputRow;
    output += height * shape.outputRow;
  }
}

void accumulateOuter(const OuterShape &shape, const float *input, const float *gradient, float *sums) {
  const Split strips(shape.height, stripRows(shape.height, shape.inputRow, shape.gradientRow));
  const uint32_t rows = tapCount(shape.taps);
  for (uint32_t strip = 0; strip < strips.blocks; strip++) {
    const uint32_t height = strips.size(strip);
    forEachPanel(shape.columns, [&](uint32_t first, uint32_t width) {
      outerColumns<kMostColumns>(width / kLanes, shape, height, input, gradient + first, sums + rows * first);
    });
    input += height * shape.inputRow;
    gradient += height * shape.gradientRow;
  }
}

}  // namespace dof

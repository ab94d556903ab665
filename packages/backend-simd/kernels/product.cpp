#include "product.h"
#include "tile-sizes.h"

namespace dof {
namespace {

template <int Pixels, int Columns>
DOF_INLINE void multiplyAny(uint32_t pixels, const ProductShape &s, const float *input, const float *weights,
                            const float *bias, bool clamp, float *output) {
  if constexpr (Pixels > 0) {
    if (pixels == Pixels)
      multiplyTile<Pixels, Columns>(s.taps, input, s.inputPixel, weights, s.columns, bias, clamp, output,
                                    s.outputPixel);
    else
      multiplyAny<Pixels - 1, Columns>(pixels, s, input, weights, bias, clamp, output);
  }
}

template <int Columns>
DOF_INLINE void multiplyColumns(uint32_t columns, const ProductShape &s, const float *input, const float *weights,
                                const float *bias, bool clamp, float *output) {
  if constexpr (Columns > 0) {
    if (columns != Columns) return multiplyColumns<Columns - 1>(columns, s, input, weights, bias, clamp, output);
    const Split split(s.width, mostPixels(Columns));
    for (uint32_t block = 0; block < split.blocks; block++) {
      const uint32_t pixels = split.size(block);
      multiplyAny<mostPixels(Columns), Columns>(pixels, s, input, weights, bias, clamp, output);
      input += pixels * s.inputPixel;
      output += pixels * s.outputPixel;
    }
  }
}

template <int Values, int Columns>
DOF_INLINE void outerAny(uint32_t values, const OuterShape &s, const float *input, const float *gradient, float *sums) {
  if constexpr (Values > 0) {
    if (values == Values)
      outerTile<Values, Columns>(s.height, s.width, input, s.inputPixel, s.inputRow, gradient, s.gradientPixel,
                                 s.gradientRow, sums, s.columns);
    else
      outerAny<Values - 1, Columns>(values, s, input, gradient, sums);
  }
}

template <int Columns>
DOF_INLINE void outerColumns(uint32_t columns, const OuterShape &s, const float *input, const float *gradient,
                             float *sums) {
  if constexpr (Columns > 0) {
    if (columns != Columns) return outerColumns<Columns - 1>(columns, s, input, gradient, sums);
    const Split split(s.taps.length, mostValues(Columns));
    for (uint32_t row = 0; row < s.taps.rows; row++, input += s.taps.rowStride) {
      const float *run = input;
      for (uint32_t r = 0; r < s.taps.runs; r++, run += s.taps.runStride) {
        const float *at = run;
        for (uint32_t block = 0; block < split.blocks; block++) {
          const uint32_t values = split.size(block);
          outerAny<mostValues(Columns), Columns>(values, s, at, gradient, sums);
          at += values;
          sums += values * s.columns;
        }
      }
    }
  }
}

}  // namespace

void multiplyRow(const ProductShape &shape, const float *input, const float *weights, const float *bias, bool clamp,
                 float *output) {
  const Split split(shape.columns / kLanes, kMostColumns);
  uint32_t column = 0;
  for (uint32_t block = 0; block < split.blocks; block++) {
    const uint32_t columns = split.size(block);
    multiplyColumns<kMostColumns>(columns, shape, input, weights + column, bias ? bias + column : nullptr, clamp,
                                  output + column);
    column += columns * kLanes;
  }
}

void accumulateOuter(const OuterShape &shape, const float *input, const float *gradient, float *sums) {
  const Split split(shape.columns / kLanes, kMostColumns);
  uint32_t column = 0;
  for (uint32_t block = 0; block < split.blocks; block++) {
    const uint32_t columns = split.size(block);
    outerColumns<kMostColumns>(columns, shape, input, gradient + column, sums + column);
    column += columns * kLanes;
  }
}

}  // namespace dof

// Matrix products of run-time shape, cut into register tiles.
#pragma once
#include "product-tile.h"

namespace dof {

// Weights and sums are in panels, see tile-sizes.h.

// out[y][x][c] = bias[c] + sum over taps of input[y][x][tap] * weights[tap][c]. Strides count floats; `columns` is a
// whole number of vectors.
struct ProductShape {
  Taps taps;
  uint32_t height, width;
  uint32_t inputPixel, inputRow;
  uint32_t outputPixel, outputRow;
  uint32_t columns;
};
void multiply(const ProductShape &shape, const float *input, const float *weights, const float *bias, bool clamp,
              float *output);

// sums[tap][c] += sum over pixels of input[pixel][tap] * gradient[pixel][c]; `apart` as in outerTile.
struct OuterShape {
  Taps taps;
  uint32_t height, width;
  uint32_t inputPixel, inputRow;
  uint32_t gradientPixel, gradientRow;
  uint32_t columns;
  bool apart = false;
};
void accumulateOuter(const OuterShape &shape, const float *input, const float *gradient, float *sums);

}  // namespace dof

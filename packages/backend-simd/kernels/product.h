// Matrix products of run-time shape, cut into register tiles.
#pragma once
#include "product-tile.h"

namespace dof {

// out[x][c] = bias[c] + sum over taps of input[x][tap] * weights[tap][c] for x < width and all vectors of columns.
// Strides count floats; `columns` is a whole number of vectors and the length of a row of weights.
struct ProductShape {
  Taps taps;
  uint32_t width;
  uint32_t inputPixel, outputPixel;
  uint32_t columns;
};
void multiplyRow(const ProductShape &shape, const float *input, const float *weights, const float *bias, bool clamp,
                 float *output);

// sums[tap][c] += sum over pixels of input[pixel][tap] * gradient[pixel][c].
struct OuterShape {
  Taps taps;
  uint32_t height, width;
  uint32_t inputPixel, inputRow;
  uint32_t gradientPixel, gradientRow;
  uint32_t columns;
};
void accumulateOuter(const OuterShape &shape, const float *input, const float *gradient, float *sums);

}  // namespace dof

// The register tiles under convolution and dense layers. A tile keeps Pixels x Columns vectors of sums in registers;
// the inner loop broadcasts one input value per pixel against one vector of weights per column group.
#pragma once
#include "vector.h"

namespace dof {

// Where the values that are multiplied lie: for each of `rows` kernel rows, `runs` stretches of `length` contiguous
// floats. A convolution over unpadded channels has one stretch per kernel row, so its inner loop is long.
struct Taps {
  uint32_t rows, rowStride;
  uint32_t runs, runStride;
  uint32_t length;
};

template <int Pixels, int Columns>
DOF_INLINE void multiplyStep(Vector (&sums)[Pixels][Columns], const float *const (&pixels)[Pixels], uint32_t k,
                             const float *weights) {
  Vector w[Columns];
  DOF_UNROLL for (int c = 0; c < Columns; c++) w[c] = load(weights + c * kLanes);
  DOF_UNROLL for (int p = 0; p < Pixels; p++) {
    const Vector value = broadcast(pixels[p][k]);
    DOF_UNROLL for (int c = 0; c < Columns; c++) sums[p][c] = multiplyAdd(value, w[c], sums[p][c]);
  }
}

// out[p][c] = bias[c] + sum over taps of input[p][tap] * weights[tap][c], for Pixels pixels and Columns vectors.
template <int Pixels, int Columns>
DOF_NOINLINE void multiplyTile(const Taps &taps, const float *input, uint32_t pixel, const float *weights,
                               const float *bias, bool clamp, float *out, uint32_t outPixel) {
  Vector sums[Pixels][Columns];
  DOF_UNROLL for (int c = 0; c < Columns; c++) {
    const Vector start = bias ? load(bias + c * kLanes) : Vector{};
    DOF_UNROLL for (int p = 0; p < Pixels; p++) sums[p][c] = start;
  }
  const uint32_t length = taps.length;
  for (uint32_t row = 0; row < taps.rows; row++, input += taps.rowStride) {
    const float *run = input;
    for (uint32_t r = 0; r < taps.runs; r++, run += taps.runStride) {
      const float *pixels[Pixels];
      pixels[0] = run;
      DOF_UNROLL for (int p = 1; p < Pixels; p++) pixels[p] = pixels[p - 1] + pixel;
      uint32_t k = 0;
      for (; k + 4 <= length; k += 4) {
        DOF_UNROLL for (int u = 0; u < 4; u++)
          multiplyStep<Pixels, Columns>(sums, pixels, u, weights + u * Columns * kLanes);
        weights += 4 * Columns * kLanes;
        DOF_UNROLL for (int p = 0; p < Pixels; p++) pixels[p] += 4;
      }
      for (; k < length; k++) {
        multiplyStep<Pixels, Columns>(sums, pixels, 0, weights);
        weights += Columns * kLanes;
        DOF_UNROLL for (int p = 0; p < Pixels; p++) pixels[p] += 1;
      }
    }
  }
  DOF_UNROLL for (int p = 0; p < Pixels; p++)
    DOF_UNROLL for (int c = 0; c < Columns; c++)
      store(out + p * outPixel + c * kLanes, clamp ? relu(sums[p][c]) : sums[p][c]);
}

// sums[k][c] += over all pixels of input[pixel][k] * gradient[pixel][c], for Values values and Columns vectors. `apart`:
// the pixels are summed before what is there is added, which rounds less where many calls add up.
template <int Values, int Columns>
DOF_NOINLINE void outerTile(uint32_t height, uint32_t width, const float *input, uint32_t inputPixel, uint32_t inputRow,
                            const float *gradient, uint32_t gradientPixel, uint32_t gradientRow, bool apart,
                            float *panel) {
  Vector sums[Values][Columns];
  DOF_UNROLL for (int k = 0; k < Values; k++)
    DOF_UNROLL for (int c = 0; c < Columns; c++)
      sums[k][c] = apart ? Vector{} : load(panel + (k * Columns + c) * kLanes);
  for (uint32_t y = 0; y < height; y++, input += inputRow, gradient += gradientRow) {
    const float *in = input;
    const float *g = gradient;
    for (uint32_t x = 0; x < width; x++, in += inputPixel, g += gradientPixel) {
      Vector d[Columns];
      DOF_UNROLL for (int c = 0; c < Columns; c++) d[c] = load(g + c * kLanes);
      DOF_UNROLL for (int k = 0; k < Values; k++) {
        const Vector value = broadcast(in[k]);
        DOF_UNROLL for (int c = 0; c < Columns; c++) sums[k][c] = multiplyAdd(value, d[c], sums[k][c]);
      }
    }
  }
  DOF_UNROLL for (int k = 0; k < Values; k++)
    DOF_UNROLL for (int c = 0; c < Columns; c++) {
      float *to = panel + (k * Columns + c) * kLanes;
      store(to, apart ? load(to) + sums[k][c] : sums[k][c]);
    }
}

}  // namespace dof

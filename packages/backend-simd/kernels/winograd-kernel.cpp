// A kernel of 3 x 3 and its gradient, to and from the matrices that Winograd tiles are multiplied by.
#include "tile-sizes.h"
#include "winograd-transforms.h"
#include "winograd.h"

namespace dof {
namespace {

// The kernel's taps are `tap` floats apart, the matrices `plane`; `columns` of one row.
template <int Outputs>
DOF_NOINLINE void transformKernelRow(const float *kernel, uint32_t tap, uint32_t columns, float *to, uint32_t plane) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  for (uint32_t c = 0; c < columns; c += kLanes) {
    Vector half[kSide][3];
    DOF_UNROLL for (int x = 0; x < 3; x++) {
      Vector column[3], transformed[kSide];
      DOF_UNROLL for (int y = 0; y < 3; y++) column[y] = load(kernel + c + (y * 3 + x) * tap);
      Winograd<Outputs>::kernel(column, transformed);
      DOF_UNROLL for (int y = 0; y < kSide; y++) half[y][x] = transformed[y];
    }
    DOF_UNROLL for (int y = 0; y < kSide; y++) {
      Vector transformed[kSide];
      Winograd<Outputs>::kernel(half[y], transformed);
      DOF_UNROLL for (int x = 0; x < kSide; x++) store(to + c + (y * kSide + x) * plane, transformed[x]);
    }
  }
}

template <int Outputs>
DOF_NOINLINE void transformGradientRow(const float *u, uint32_t plane, uint32_t columns, float *kernel, uint32_t tap) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  for (uint32_t c = 0; c < columns; c += kLanes) {
    Vector half[3][kSide];
    DOF_UNROLL for (int x = 0; x < kSide; x++) {
      Vector column[kSide], transformed[3];
      DOF_UNROLL for (int y = 0; y < kSide; y++) column[y] = load(u + c + (y * kSide + x) * plane);
      Winograd<Outputs>::kernelGradient(column, transformed);
      DOF_UNROLL for (int y = 0; y < 3; y++) half[y][x] = transformed[y];
    }
    DOF_UNROLL for (int y = 0; y < 3; y++) {
      Vector transformed[3];
      Winograd<Outputs>::kernelGradient(half[y], transformed);
      DOF_UNROLL for (int x = 0; x < 3; x++) store(kernel + c + (y * 3 + x) * tap, transformed[x]);
    }
  }
}

template <int Outputs>
void transformKernel(const float *kernel, uint32_t rows, uint32_t columns, float *weights) {
  forEachPanel(columns, [&](uint32_t first, uint32_t width) {
    for (uint32_t row = 0; row < rows; row++)
      transformKernelRow<Outputs>(kernel + 9 * rows * first + row * width, rows * width, width,
                                  weights + rows * first + row * width, rows * columns);
  });
}

template <int Outputs>
void transformGradient(const float *gradient, uint32_t rows, uint32_t columns, float *kernel) {
  forEachPanel(columns, [&](uint32_t first, uint32_t width) {
    for (uint32_t row = 0; row < rows; row++)
      transformGradientRow<Outputs>(gradient + rows * first + row * width, rows * columns, width,
                                    kernel + 9 * rows * first + row * width, rows * width);
  });
}

}  // namespace

void winogradTransformKernel(uint32_t tile, const float *kernel, uint32_t rows, uint32_t columns, float *weights) {
  (tile == 4 ? transformKernel<4> : transformKernel<2>)(kernel, rows, columns, weights);
}

void winogradTransformGradient(uint32_t tile, const float *gradient, uint32_t rows, uint32_t columns, float *kernel) {
  (tile == 4 ? transformGradient<4> : transformGradient<2>)(gradient, rows, columns, kernel);
}

}  // namespace dof

// Convolutions of 3 x 3 at stride 1 by Winograd's minimal filtering F(M x M, 3 x 3), M = 2 or 4: outputs in tiles of
// M x M, each from (M + 2)^2 products per pair of channels in the place of 9 M^2.
#pragma once
#include "vector.h"

namespace dof {

// Images that tiles are cut from. `at` is the pixel that the first tap of the first output reads, or the first output.
// Strides count floats; `pixel` is a whole number of vectors. Beyond height x width, which may be inside a border of
// zeros, pixels count as zeros and are not touched.
struct TiledImages {
  float *at;
  uint32_t height, width, channels;
  uint32_t pixel, row, image;
};

// Memory for the tiles of one chunk: planes [(M + 2)^2][tiles][pixel], one for each product of a tile, `plane` floats
// apart, and the pixels of one tile that reaches over the edge.
struct TileScratch {
  float *input, *output, *edge;
  uint32_t inputPlane, outputPlane;
  uint32_t tilesAtOnce;
};

// Where the outputs are, in pixels, and how many images.
struct TileGrid {
  uint32_t height, width, images;
};

// out = in * kernel + bias. `weights` are (M + 2)^2 matrices in panels, in.channels rows of out.pixel columns.
void winogradProduct(uint32_t tile, const TileGrid &grid, const TiledImages &in, const TiledImages &out,
                     const float *weights, const float *bias, bool clamp, const TileScratch &scratch);

// gradient += what the kernel's gradient is transformed from, in the layout of the weights.
void winogradKernelGradient(uint32_t tile, const TileGrid &grid, const TiledImages &in, const TiledImages &outGradient,
                            float *gradient, const TileScratch &scratch);

// Between a kernel in panels, [3][3][rows] rows of `columns`, and its (M + 2)^2 matrices.
void winogradTransformKernel(uint32_t tile, const float *kernel, uint32_t rows, uint32_t columns, float *weights);
void winogradTransformGradient(uint32_t tile, const float *gradient, uint32_t rows, uint32_t columns, float *kernel);

}  // namespace dof

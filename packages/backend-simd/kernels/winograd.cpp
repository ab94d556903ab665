#include "winograd.h"

#include "product.h"
#include "winograd-transforms.h"

namespace dof {
namespace {

// Pixels of a tile, which may be those of an image or a copy.
struct TilePixels {
  float *at;
  uint32_t row, pixel;
};

// to[xi][nu] = B^T d B of one tile.
template <int Outputs>
DOF_NOINLINE void transformInput(const TilePixels &d, uint32_t columns, float *to, uint32_t plane) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  for (uint32_t c = 0; c < columns; c += kLanes) {
    const float *from = d.at + c;
    Vector half[kSide][kSide];
    DOF_UNROLL for (int x = 0; x < kSide; x++) {
      Vector column[kSide], transformed[kSide];
      DOF_UNROLL for (int y = 0; y < kSide; y++) column[y] = load(from + y * d.row + x * d.pixel);
      Winograd<Outputs>::input(column, transformed);
      DOF_UNROLL for (int y = 0; y < kSide; y++) half[y][x] = transformed[y];
    }
    DOF_UNROLL for (int y = 0; y < kSide; y++) {
      Vector transformed[kSide];
      Winograd<Outputs>::input(half[y], transformed);
      DOF_UNROLL for (int x = 0; x < kSide; x++) store(to + c + (y * kSide + x) * plane, transformed[x]);
    }
  }
}

// y = A^T m A of one tile, with bias and ReLU.
template <int Outputs>
DOF_NOINLINE void transformOutput(const float *m, uint32_t plane, uint32_t columns, const float *bias, bool clamp,
                                  const TilePixels &to) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  for (uint32_t c = 0; c < columns; c += kLanes) {
    const Vector start = bias ? load(bias + c) : Vector{};
    Vector half[Outputs][kSide];
    DOF_UNROLL for (int x = 0; x < kSide; x++) {
      Vector column[kSide], transformed[Outputs];
      DOF_UNROLL for (int y = 0; y < kSide; y++) column[y] = load(m + c + (y * kSide + x) * plane);
      Winograd<Outputs>::output(column, transformed);
      DOF_UNROLL for (int y = 0; y < Outputs; y++) half[y][x] = transformed[y];
    }
    DOF_UNROLL for (int y = 0; y < Outputs; y++) {
      Vector transformed[Outputs];
      Winograd<Outputs>::output(half[y], transformed);
      DOF_UNROLL for (int x = 0; x < Outputs; x++) {
        const Vector sum = transformed[x] + start;
        store(to.at + c + y * to.row + x * to.pixel, clamp ? relu(sum) : sum);
      }
    }
  }
}

// to[xi][nu] = A dy A^T of one tile.
template <int Outputs>
DOF_NOINLINE void transformOutputGradient(const TilePixels &dy, uint32_t columns, float *to, uint32_t plane) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  for (uint32_t c = 0; c < columns; c += kLanes) {
    const float *from = dy.at + c;
    Vector half[kSide][Outputs];
    DOF_UNROLL for (int x = 0; x < Outputs; x++) {
      Vector column[Outputs], transformed[kSide];
      DOF_UNROLL for (int y = 0; y < Outputs; y++) column[y] = load(from + y * dy.row + x * dy.pixel);
      Winograd<Outputs>::outputGradient(column, transformed);
      DOF_UNROLL for (int y = 0; y < kSide; y++) half[y][x] = transformed[y];
    }
    DOF_UNROLL for (int y = 0; y < kSide; y++) {
      Vector transformed[kSide];
      Winograd<Outputs>::outputGradient(half[y], transformed);
      DOF_UNROLL for (int x = 0; x < kSide; x++) store(to + c + (y * kSide + x) * plane, transformed[x]);
    }
  }
}

// A tile's place among the images, in the order of its rows.
struct TilePlace {
  uint32_t image, y, x;

  void advance(const TileGrid &grid, uint32_t step) {
    x += step;
    if (x < grid.width) return;
    x = 0;
    y += step;
    if (y < grid.height) return;
    y = 0;
    image++;
  }
};

uint32_t clipped(uint32_t first, uint32_t side, uint32_t extent) {
  return first + side <= extent ? side : first < extent ? extent - first : 0;
}

// The pixels of a tile, side x side from (y, x) on; zeros, in a copy, where it reaches over the edge.
TilePixels pixelsAt(const TiledImages &images, const TilePlace &place, uint32_t side, float *edge) {
  float *at = images.at + place.image * images.image + place.y * images.row + place.x * images.pixel;
  const uint32_t rows = clipped(place.y, side, images.height), columns = clipped(place.x, side, images.width);
  if (rows == side && columns == side) return {at, images.row, images.pixel};
  const uint32_t row = side * images.pixel, floats = columns * images.pixel;
  for (uint32_t y = 0; y < side; y++) {
    const uint32_t given = y < rows ? floats : 0;
    for (uint32_t i = 0; i < given; i += kLanes) store(edge + y * row + i, load(at + y * images.row + i));
    for (uint32_t i = given; i < row; i += kLanes) store(edge + y * row + i, Vector{});
  }
  return {edge, row, images.pixel};
}

template <int Outputs>
void outputTile(const float *m, uint32_t plane, const TiledImages &out, const TilePlace &place, const float *bias,
                bool clamp, float *edge) {
  float *at = out.at + place.image * out.image + place.y * out.row + place.x * out.pixel;
  const uint32_t rows = clipped(place.y, Outputs, out.height), columns = clipped(place.x, Outputs, out.width);
  if (rows == Outputs && columns == Outputs)
    return transformOutput<Outputs>(m, plane, out.pixel, bias, clamp, {at, out.row, out.pixel});
  const uint32_t row = Outputs * out.pixel;
  transformOutput<Outputs>(m, plane, out.pixel, bias, clamp, {edge, row, out.pixel});
  for (uint32_t y = 0; y < rows; y++)
    for (uint32_t i = 0; i < columns * out.pixel; i += kLanes) store(at + y * out.row + i, load(edge + y * row + i));
}

uint32_t tilesOf(const TileGrid &grid, uint32_t side) {
  return grid.images * ((grid.height + side - 1) / side) * ((grid.width + side - 1) / side);
}

template <int Outputs>
void product(const TileGrid &grid, const TiledImages &in, const TiledImages &out, const float *weights,
             const float *bias, bool clamp, const TileScratch &scratch) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  const uint32_t tiles = tilesOf(grid, Outputs);
  TilePlace from = {}, to = {};
  for (uint32_t first = 0; first < tiles; first += scratch.tilesAtOnce) {
    const uint32_t count = clipped(first, scratch.tilesAtOnce, tiles);
    for (uint32_t t = 0; t < count; t++, from.advance(grid, Outputs))
      transformInput<Outputs>(pixelsAt(in, from, kSide, scratch.edge), in.pixel, scratch.input + t * in.pixel,
                              scratch.inputPlane);
    const ProductShape shape = {{1, 0, 1, 0, in.channels}, 1, count, in.pixel, 0, out.pixel, 0, out.pixel};
    for (uint32_t k = 0; k < kSide * kSide; k++)
      multiply(shape, scratch.input + k * scratch.inputPlane, weights + k * in.channels * out.pixel, nullptr, false,
               scratch.output + k * scratch.outputPlane);
    for (uint32_t t = 0; t < count; t++, to.advance(grid, Outputs))
      outputTile<Outputs>(scratch.output + t * out.pixel, scratch.outputPlane, out, to, bias, clamp, scratch.edge);
  }
}

template <int Outputs>
void kernelGradient(const TileGrid &grid, const TiledImages &in, const TiledImages &out, float *gradient,
                    const TileScratch &scratch) {
  constexpr int kSide = Winograd<Outputs>::kSide;
  const uint32_t tiles = tilesOf(grid, Outputs);
  TilePlace place = {};
  for (uint32_t first = 0; first < tiles; first += scratch.tilesAtOnce) {
    const uint32_t count = clipped(first, scratch.tilesAtOnce, tiles);
    for (uint32_t t = 0; t < count; t++, place.advance(grid, Outputs)) {
      transformInput<Outputs>(pixelsAt(in, place, kSide, scratch.edge), in.pixel, scratch.input + t * in.pixel,
                              scratch.inputPlane);
      transformOutputGradient<Outputs>(pixelsAt(out, place, Outputs, scratch.edge), out.pixel,
                                       scratch.output + t * out.pixel, scratch.outputPlane);
    }
    const OuterShape shape = {{1, 0, 1, 0, in.channels}, 1, count, in.pixel, 0, out.pixel, 0, out.pixel, true};
    for (uint32_t k = 0; k < kSide * kSide; k++)
      accumulateOuter(shape, scratch.input + k * scratch.inputPlane, scratch.output + k * scratch.outputPlane,
                      gradient + k * in.channels * out.pixel);
  }
}

}  // namespace

void winogradProduct(uint32_t tile, const TileGrid &grid, const TiledImages &in, const TiledImages &out,
                     const float *weights, const float *bias, bool clamp, const TileScratch &scratch) {
  (tile == 4 ? product<4> : product<2>)(grid, in, out, weights, bias, clamp, scratch);
}

void winogradKernelGradient(uint32_t tile, const TileGrid &grid, const TiledImages &in, const TiledImages &outGradient,
                            float *gradient, const TileScratch &scratch) {
  (tile == 4 ? kernelGradient<4> : kernelGradient<2>)(grid, in, outGradient, gradient, scratch);
}

}  // namespace dof

// Block sizes, chosen by measurement (npm run bench), and the division of any extent into blocks of nearly equal size:
// 14 pixels in tiles of at most 6 are 5, 5 and 4, so remainder tiles stay close to full speed.
#pragma once
#include "vector.h"

namespace dof {

// Vectors of output columns per tile.
constexpr int kMostColumns = 2;

// Pixels per tile of a product, kernel values per tile of an outer product: as many sums as registers hold beside one
// row of weights and one broadcast value. AVX-512 has 32 registers, the others 16; what WebAssembly's compiler makes of
// them decides for 4 lanes.
constexpr int mostPixels(int columns) {
  if (kLanes == 16) return columns == 1 ? 10 : 8;
  if (kLanes == 8) return columns == 1 ? 10 : 6;
  return columns == 1 ? 8 : 6;
}
constexpr int mostValues(int columns) {
  if (kLanes == 16) return columns == 1 ? 9 : 8;
  if (kLanes == 8) return columns == 1 ? 9 : 6;
  return columns == 1 ? 8 : 4;
}

// Floats of input and output that a strip of image rows may span, so that both stay in the first-level cache beside a
// panel of weights.
constexpr uint32_t kStripFloats = 4096;

struct Split {
  uint32_t blocks, base, larger;
  Split(uint32_t extent, uint32_t most)
      : blocks((extent + most - 1) / most), base(extent / blocks), larger(extent % blocks) {}
  uint32_t size(uint32_t block) const { return base + (block < larger ? 1 : 0); }
};

// Matrices of weights and of their gradients are stored in panels: columns in groups of a tile's width, the rows of one
// group following each other without a gap, one panel after the other. Visits each with its first column and width in
// floats; it starts at rows * first column.
template <class Visit>
DOF_INLINE void forEachPanel(uint32_t columns, Visit visit) {
  const Split split(columns / kLanes, kMostColumns);
  uint32_t first = 0;
  for (uint32_t block = 0; block < split.blocks; block++) {
    const uint32_t width = split.size(block) * kLanes;
    visit(first, width);
    first += width;
  }
}

}  // namespace dof

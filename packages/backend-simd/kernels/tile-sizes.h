// Block sizes, chosen by measurement, and the division of any extent into blocks of nearly equal size: 14 pixels in
// tiles of at most 5 are 5, 5 and 4, so remainder tiles stay close to full speed.
#pragma once
#include <stdint.h>

namespace dof {

// Vectors of output columns per tile.
constexpr int kMostColumns = 2;

// Pixels (or kernel values) per tile, so that the sums, one row of weights and one broadcast fit 15 registers.
constexpr int mostPixels(int columns) { return columns == 1 ? 8 : 5; }
constexpr int mostValues(int columns) { return columns == 1 ? 8 : 5; }

struct Split {
  uint32_t blocks, base, larger;
  Split(uint32_t extent, uint32_t most)
      : blocks((extent + most - 1) / most), base(extent / blocks), larger(extent % blocks) {}
  uint32_t size(uint32_t block) const { return base + (block < larger ? 1 : 0); }
};

}  // namespace dof

// `fillNormal` of src/random in WebAssembly, from the very headers that the engine's kernels draw with.
#include "export.h"
#include "random-normal.h"

namespace dof {

// Draws `first` .. `first` + `count` of a stream, both multiples of eight.
DOF_EXPORT(fillNormal)
void fillNormal(uint32_t key0, uint32_t key1, uint32_t stream, uint32_t first, uint32_t count, float *out) {
  for (uint32_t i = 0; i < count; i += 8) drawEight(key0, key1, (first + i) / 2, stream, out + i);
}

}  // namespace dof

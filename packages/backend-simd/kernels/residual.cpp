// Sums of two paths, and the place where the paths part.
#include "layers.h"
#include "rows.h"

namespace dof {
namespace {

void copyGradient(const Arena &arena, const Tensor &from, const Tensor &to, uint32_t images) {
  const Rows source = gradientsOf(arena, from), target = gradientsOf(arena, to);
  forEachRow(to, images, [&](uint32_t n, uint32_t y) {
    for (uint32_t i = 0; i < rowFloats(to); i += kLanes) store(target.at(n, y) + i, load(source.at(n, y) + i));
  });
}

}  // namespace

void addForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &other, const Tensor &out,
                uint32_t images) {
  const Rows a = valuesOf(arena, in), b = valuesOf(arena, other), to = valuesOf(arena, out);
  forEachRow(out, images, [&](uint32_t n, uint32_t y) {
    const float *first = a.at(n, y), *second = b.at(n, y);
    float *sum = to.at(n, y);
    for (uint32_t i = 0; i < rowFloats(out); i += kLanes) {
      const Vector v = load(first + i) + load(second + i);
      store(sum + i, op.relu ? relu(v) : v);
    }
  });
}

// Where a path's gradient is the sum's own memory, masking it is all there is to do.
void addBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &other, const Tensor &out,
                 uint32_t images) {
  if (op.relu) {
    const Rows value = valuesOf(arena, out), gradient = gradientsOf(arena, out);
    forEachRow(out, images, [&](uint32_t n, uint32_t y) {
      const float *v = value.at(n, y);
      float *g = gradient.at(n, y);
      for (uint32_t i = 0; i < rowFloats(out); i += kLanes) store(g + i, masked(load(v + i), load(g + i)));
    });
  }
  if (op.inputGradient && in.gradient != out.gradient) copyGradient(arena, out, in, images);
  if (op.otherGradient && other.gradient != out.gradient) copyGradient(arena, out, other, images);
}

void forkBackward(const Arena &arena, const Tensor &in, const Tensor &out, uint32_t images) {
  const Rows from = gradientsOf(arena, out), to = gradientsOf(arena, in);
  forEachRow(in, images, [&](uint32_t n, uint32_t y) {
    const float *g = from.at(n, y);
    float *sum = to.at(n, y);
    for (uint32_t i = 0; i < rowFloats(in); i += kLanes) store(sum + i, load(sum + i) + load(g + i));
  });
}

}  // namespace dof

// Dense layers as products over the images of a block.
#include "layers.h"
#include "product.h"

namespace dof {

void denseForward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const ProductShape shape = {{1, 0, 1, 0, in.channels}, 1, images, in.valueImage, 0, out.valueImage, 0, out.pixel};
  multiply(shape, arena.floats(in.value), arena.floats(op.weights), op.hasBias ? arena.floats(op.bias) : nullptr,
              op.relu, arena.floats(out.value));
}

void denseBackward(const Arena &arena, const Op &op, const Tensor &in, const Tensor &out, uint32_t images) {
  const OuterShape outer = {{1, 0, 1, 0, in.channels}, 1,       images, in.valueImage, 0, out.gradientImage, 0,
                            out.pixel};
  accumulateOuter(outer, arena.floats(in.value), arena.floats(out.gradient), arena.floats(op.weightGradient));
  if (!op.inputGradient) return;
  const ProductShape product = {{1, 0, 1, 0, out.channels}, 1, images, out.gradientImage, 0, in.gradientImage, 0,
                                in.pixel};
  multiply(product, arena.floats(out.gradient), arena.floats(op.transposed), nullptr, false,
              arena.floats(in.gradient));
}

}  // namespace dof

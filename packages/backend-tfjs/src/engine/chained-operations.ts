import * as core from '@tensorflow/tfjs-core';
import { Tensor, cast, concat, image, oneHot, reshape, stack, where } from '@tensorflow/tfjs-core';

type Operation = (...args: never[]) => unknown;

/** Operations whose chained form `x.f(...)` is `f(x, ...)`. */
const NAMES = `
  abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo cast
  ceil clipByValue conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace depthwiseConv2d div divNoNan dot elu
  equal erf euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater greaterEqual ifft irfft isFinite isInf
  isNaN leakyRelu less lessEqual localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd
  logicalNot logicalOr logicalXor matMul max maxPool maximum mean min minimum mirrorPad mod mul neg norm notEqual onesLike
  pad pool pow prelu prod reciprocal relu relu6 reverse rfft round rsqrt selu separableConv2d sigmoid sign sin sinh slice
  softmax softplus spaceToBatchND split sqrt square squaredDifference squeeze step stridedSlice sub sum tan tanh tile topk
  transpose unique unstack zerosLike`
  .trim()
  .split(/\s+/);

/** The others; `this` is the tensor. */
const FORMS = {
  as1D: (x: Tensor) => reshape(x, [x.size]),
  as2D: (x: Tensor, ...shape: number[]) => reshape(x, shape),
  as3D: (x: Tensor, ...shape: number[]) => reshape(x, shape),
  as4D: (x: Tensor, ...shape: number[]) => reshape(x, shape),
  as5D: (x: Tensor, ...shape: number[]) => reshape(x, shape),
  asScalar: (x: Tensor) => reshape(x, []),
  asType: cast,
  concat: (x: Tensor, others: Tensor | Tensor[], axis?: number) => concat([x, others].flat(), axis),
  flatten: (x: Tensor) => reshape(x, [x.size]),
  oneHot,
  reshape,
  reshapeAs: (x: Tensor, other: Tensor) => reshape(x, other.shape),
  resizeBilinear: image.resizeBilinear,
  resizeNearestNeighbor: image.resizeNearestNeighbor,
  stack: (x: Tensor, others: Tensor | Tensor[], axis?: number) => stack([x, others].flat(), axis),
  toBool: (x: Tensor) => cast(x, 'bool'),
  toFloat: (x: Tensor) => cast(x, 'float32'),
  toInt: (x: Tensor) => cast(x, 'int32'),
  where: (x: Tensor, condition: Tensor, other: Tensor) => where(condition, x, other),
};

/**
 * Gives tensors the methods that tfjs-layers itself and users' own layers call on them, `x.mul(y)`: only the bundle of
 * all of TensorFlow.js has them, and it weighs 140 MB. Calling it again changes nothing.
 */
export function supplyChainedOperations(): void {
  const operations = core as unknown as Readonly<Record<string, Operation>>;
  const chained = Object.entries({ ...Object.fromEntries(NAMES.map((name) => [name, operations[name]])), ...FORMS });
  for (const [name, operation] of chained) {
    if (name in Tensor.prototype) continue;
    Object.defineProperty(Tensor.prototype, name, {
      configurable: true,
      writable: true,
      value(this: Tensor, ...args: unknown[]) {
        return Reflect.apply(operation, undefined, [this, ...args]);
      },
    });
  }
}

import { OpKind, type PlannedOp, type PlannedTensor } from './network-plan.js';
import { imagesWanted, WINOGRAD_BLOCK_BYTES } from './image-blocks.js';

/**
 * Dense weights up to this size stay in a core's second-level cache beside the activations of a few images; larger ones
 * are better read once for many images, after the convolutions of the whole batch.
 */
const LARGE_DENSE_BYTES = 128 * 1024;

/** The operations before which a network is cut although no image has to wait for the others. */
export function segmentCuts(tensors: readonly PlannedTensor[], ops: readonly PlannedOp[]): ReadonlySet<PlannedOp> {
  return new Set([...smallMapCuts(tensors, ops), ...denseCuts(tensors, ops)]);
}

/** The first dense layer, when it comes after convolutions or pooling and the dense weights are large. */
function denseCuts(tensors: readonly PlannedTensor[], ops: readonly PlannedOp[]): readonly PlannedOp[] {
  const bytes = ops
    .filter(({ kind }) => kind === OpKind.dense)
    .reduce((sum, { parameters, output }) => sum + 4 * (parameters?.rows ?? 0) * tensors[output].pixel, 0);
  const first = ops.findIndex(({ kind }) => kind === OpKind.dense);
  return bytes > LARGE_DENSE_BYTES && first > 0 ? [ops[first]] : [];
}

/**
 * Convolutions over maps so small that a block of images, with all that the operations before keep of them, has too few
 * tiles for the convolution's weights.
 */
function smallMapCuts(tensors: readonly PlannedTensor[], ops: readonly PlannedOp[]): readonly PlannedOp[] {
  // Values and gradients of one image since the last wait.
  const bytesOf = (tensor: number): number =>
    8 * tensors[tensor].height * tensors[tensor].width * tensors[tensor].pixel;
  const cuts: PlannedOp[] = [];
  let bytes = bytesOf(0);
  for (const op of ops) {
    const wanted = imagesWanted(tensors, op);
    const cut = wanted > 1 && wanted * bytes > WINOGRAD_BLOCK_BYTES;
    if (cut) cuts.push(op);
    if (cut || op.kind === OpKind.normalise) bytes = bytesOf(op.input);
    bytes += bytesOf(op.output);
  }
  return cuts;
}

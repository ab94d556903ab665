import type { Block } from './arbitrary-block.js';
import type { LayerDraft } from './layer-draft.js';

/** Appends the layers of a block that still fit the image. */
export function blockLayers(draft: LayerDraft, block: Block): void {
  const { convolution, padding, residual, activated, pool, poolSize, poolFirst } = block;
  if (convolution && (padding === 'same' || convolution.kernelSize <= draft.side)) {
    if (residual) addResidual(draft, { ...block, convolution, residual });
    else addConvolution(draft, { ...block, convolution });
  } else if (block.batchNorm) {
    draft.add({ type: 'batchNorm' });
  }

  const activate = (): void => {
    if (activated) draft.activate(block.activation);
  };
  const addPool = (): void => {
    if (pool && poolSize <= draft.side) draft.add({ type: pool, size: poolSize, stride: block.poolStride ?? poolSize });
  };
  for (const append of poolFirst ? [addPool, activate] : [activate, addPool]) append();
}

type Convolution = NonNullable<Block['convolution']>;

/** The block's convolution, or another one in its place, and its normalisation. */
function addConvolution(
  draft: LayerDraft,
  { convolution, padding, bias, batchNorm }: Block & { convolution: Convolution },
): void {
  draft.add({ type: 'conv2d', ...convolution, padding, bias });
  if (batchNorm) draft.add({ type: 'batchNorm' });
}

/**
 * Two convolutions beside the identity, or beside one more convolution like the first where that changes the shape.
 * The second has SAME padding and stride 1.
 */
function addResidual(
  draft: LayerDraft,
  block: Block & { convolution: Convolution; residual: NonNullable<Block['residual']> },
): void {
  const { convolution, residual } = block;
  const body = draft.branch();
  addConvolution(body, block);
  if (block.activated) body.activate(block.activation);
  const inner = residual.nested ? body.branch() : body;
  const second = { filters: convolution.filters, kernelSize: residual.kernelSize, stride: 1 };
  addConvolution(inner, { ...block, convolution: second, padding: 'same' });
  if (inner !== body) body.addResidual(inner, body.branch());

  const shortcut = draft.branch();
  const sameShape =
    draft.channels === convolution.filters &&
    convolution.stride === 1 &&
    (block.padding === 'same' || convolution.kernelSize === 1);
  if (residual.projected || !sameShape) {
    const kernelSize = block.padding === 'same' ? 1 : convolution.kernelSize;
    addConvolution(shortcut, { ...block, convolution: { ...convolution, kernelSize } });
  }
  draft.addResidual(body, shortcut);
}

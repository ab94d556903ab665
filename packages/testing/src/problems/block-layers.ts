import type { Block } from './arbitrary-block.js';
import type { LayerDraft } from './layer-draft.js';

/** Appends the layers of a block that still fit the image. */
export function blockLayers(draft: LayerDraft, block: Block): void {
  const { convolution, padding, residual, pool, poolSize, poolFirst } = block;
  if (convolution && (padding === 'same' || convolution.kernelSize <= draft.side)) {
    if (residual) addResidual(draft, { ...block, convolution, residual });
    else addConvolution(draft, { ...block, convolution });
  } else if (block.batchNorm) {
    draft.add({ type: 'batchNorm' });
  }

  const activate = (): void => {
    if (isActivated(block)) draft.activate(block.activation);
  };
  const addPool = (): void => {
    if (pool && poolSize <= draft.side) draft.add({ type: pool, size: poolSize, stride: block.poolStride ?? poolSize });
  };
  for (const append of poolFirst ? [addPool, activate] : [activate, addPool]) append();
}

type Convolution = NonNullable<Block['convolution']>;

/**
 * Batch normalisation is always followed by a nonlinearity. Without one, the mean over the image of a normalised channel
 * does not depend on anything before it, and the gradients there are what rounding leaves of a cancellation.
 */
function isActivated({ activated, batchNorm }: Block): boolean {
  return activated || batchNorm;
}

/** The block's convolution, or another one in its place, and its normalisation. */
function addConvolution(
  draft: LayerDraft,
  { convolution, padding, bias, batchNorm }: Block & { convolution: Convolution },
): void {
  draft.add({ type: 'conv2d', ...convolution, padding, bias });
  if (batchNorm) draft.add({ type: 'batchNorm' });
}

/**
 * Two convolutions, the second with SAME padding and stride 1, beside a shortcut: one more convolution like the first,
 * or the identity, for which the first keeps the image's shape. A VALID convolution always needs the former.
 */
function addResidual(
  draft: LayerDraft,
  block: Block & { convolution: Convolution; residual: NonNullable<Block['residual']> },
): void {
  const { padding, residual } = block;
  const projected = residual.projected || (padding === 'valid' && block.convolution.kernelSize > 1);
  const convolution = projected ? block.convolution : { ...block.convolution, filters: draft.channels, stride: 1 };
  const body = draft.branch();
  addConvolution(body, { ...block, convolution });
  if (isActivated(block)) body.activate(block.activation);
  const inner = residual.nested ? body.branch() : body;
  const second = { filters: convolution.filters, kernelSize: residual.kernelSize, stride: 1 };
  addConvolution(inner, { ...block, convolution: second, padding: 'same' });
  if (inner !== body) body.addResidual(inner, body.branch());

  const shortcut = draft.branch();
  if (projected) {
    const kernelSize = padding === 'same' ? 1 : convolution.kernelSize;
    addConvolution(shortcut, { ...block, convolution: { ...convolution, kernelSize } });
  }
  draft.addResidual(body, shortcut);
}

import type { Conv2dSpec } from '@dof/core';
import type { Block, BlockConvolution } from './arbitrary-block.js';
import type { LayerDraft } from './layer-draft.js';

/** Appends the layers of a block that still fit the image. */
export function blockLayers(draft: LayerDraft, asked: Block): void {
  const block = asked.convolution ? { ...asked, padding: meetingPixels(asked, asked.convolution, draft.side) } : asked;
  const { convolution, residual, pool, poolSize, poolFirst } = block;
  if (convolution && coversNoMore(convolution, block.padding, draft.side)) {
    if (residual) addResidual(draft, { ...block, convolution, residual });
    else addConvolution(draft, { ...block, convolution: withGroups(convolution, draft.channels) });
  } else {
    addNormalisation(draft, block);
  }

  const activate = (): void => {
    if (isActivated(block)) draft.activate(block.activation);
  };
  const addPool = (): void => {
    const padding = pool === 'maxPool2d' && 2 * block.poolPadding <= poolSize ? block.poolPadding : 0;
    if (!pool || poolSize > draft.side + 2 * padding) return;
    const windows = { size: poolSize, stride: block.poolStride ?? poolSize };
    draft.add(padding > 0 ? { type: 'maxPool2d', ...windows, padding } : { type: pool, ...windows });
  };
  for (const append of poolFirst ? [addPool, activate] : [activate, addPool]) append();
}

/** Whether the image, with its zeros, is as large as what a kernel covers. */
function coversNoMore({ kernelSize, dilation }: BlockConvolution, padding: Block['padding'], side: number): boolean {
  if (padding === 'same') return true;
  return (kernelSize - 1) * dilation + 1 <= side + (padding === 'valid' ? 0 : 2 * padding);
}

/**
 * The padding of a block, or SAME where some of its windows would meet nothing but zeros. What comes out of such windows
 * is one and the same number, whatever the image, so that ReLU and maximum pooling have no derivative there.
 */
function meetingPixels({ padding }: Block, convolution: BlockConvolution, side: number): Block['padding'] {
  if (typeof padding === 'string') return padding;
  const { kernelSize, dilation, stride } = convolution;
  const windows = Math.floor((side + 2 * padding - (kernelSize - 1) * dilation - 1) / stride) + 1;
  const meetsPixels = (window: number): boolean =>
    Array.from({ length: kernelSize }, (_, tap) => window * stride - padding + tap * dilation).some(
      (pixel) => pixel >= 0 && pixel < side,
    );
  return Array.from({ length: Math.max(windows, 0) }, (_, window) => window).every(meetsPixels) ? padding : 'same';
}

/** A convolution whose groups fit the channels, as part of a layer. */
type Convolution = Pick<Conv2dSpec, 'filters' | 'kernelSize' | 'stride' | 'dilation' | 'groups'>;

/** Fits the groups to the channels, and unless these are all there may be, the filters to the groups. */
function withGroups(
  { groups: wanted, dilation, ...rest }: BlockConvolution,
  channels: number,
  mayChangeFilters = true,
): Convolution {
  const convolution = dilation === 1 ? rest : { ...rest, dilation };
  if (wanted === 1) return convolution;
  const isDivisor = wanted !== 'channels' && channels % wanted === 0;
  const groups = isDivisor ? wanted : channels;
  if (!mayChangeFilters) return { ...convolution, groups };
  if (isDivisor) return { ...convolution, groups, filters: Math.ceil(rest.filters / groups) * groups };
  return { ...convolution, groups, filters: wanted === 'channels' ? channels : 2 * channels };
}

/** The normalisation that a block or hidden layer has, if any: of fewer than three channels, little is left by one over the channels. */
export function addNormalisation(
  draft: LayerDraft,
  { batchNorm, layerNorm }: Pick<Block, 'batchNorm' | 'layerNorm'>,
): void {
  if (batchNorm) draft.add({ type: 'batchNorm' });
  else if (layerNorm && draft.channels > 2) draft.add({ type: 'layerNorm' });
}

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
  block: Omit<Block, 'convolution'> & { readonly convolution: Convolution },
): void {
  draft.add({ type: 'conv2d', ...block.convolution, padding: block.padding, bias: block.bias });
  addNormalisation(draft, block);
}

/**
 * Two convolutions, the second with SAME padding and stride 1, beside a shortcut: one more convolution like the first,
 * or the identity, for which the first keeps the image's shape. Without SAME padding it always needs the former.
 */
function addResidual(
  draft: LayerDraft,
  block: Block & { convolution: BlockConvolution; residual: NonNullable<Block['residual']> },
): void {
  const { padding, residual } = block;
  const isPointwise = padding === 'valid' && block.convolution.kernelSize === 1;
  const projected = residual.projected || (padding !== 'same' && !isPointwise);
  const convolution = projected
    ? withGroups(block.convolution, draft.channels)
    : withGroups({ ...block.convolution, filters: draft.channels, stride: 1 }, draft.channels, false);
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

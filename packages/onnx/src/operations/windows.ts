import { integerAttribute, integersAttribute, textAttribute } from '../graph/node-attributes.js';
import { misfit, unsupported } from '../graph/onnx-error.js';
import type { OnnxNode } from '../graph/onnx-node.js';
import type { Flow } from './flow.js';

/** The square windows of a convolution or a pool. */
export interface Windows {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** Above, left, below, right. */
  readonly pads: readonly [number, number, number, number];
  /** Whether the pads are those of SAME, see core's `Conv2dSpec`. */
  readonly areSame: boolean;
}

/** @param kernelShape in place of that of the node, where it has none */
export function windowsOf(node: OnnxNode, input: Flow, kernelShape: readonly number[] = []): Windows {
  if (input.flat) throw misfit(node, 'it needs an image, but its input is a vector by then');
  const size = square(node, 'kernel_shape', integersAttribute(node, 'kernel_shape') ?? kernelShape);
  const stride = square(node, 'strides', integersAttribute(node, 'strides') ?? [1, 1]);
  const dilation = square(node, 'dilations', integersAttribute(node, 'dilations') ?? [1, 1]);
  const extent = (size - 1) * dilation + 1;
  const [top, bottom] = samePads(input.height, stride, extent);
  const [left, right] = samePads(input.width, stride, extent);
  const same = [top, left, bottom, right] as const;
  const pads = padsOf(node, same);
  return { size, stride, dilation, pads, areSame: same.every((pad, i) => pad === pads[i]) };
}

/** The zeros of SAME before and after an axis. */
function samePads(side: number, stride: number, extent: number): readonly [number, number] {
  const all = Math.max((Math.ceil(side / stride) - 1) * stride + extent - side, 0);
  return [Math.floor(all / 2), Math.ceil(all / 2)];
}

function padsOf(node: OnnxNode, same: Windows['pads']): Windows['pads'] {
  const automatic = textAttribute(node, 'auto_pad', 'NOTSET');
  if (automatic === 'VALID') return [0, 0, 0, 0];
  if (automatic === 'SAME_UPPER') return same;
  if (automatic === 'SAME_LOWER') return [same[2], same[3], same[0], same[1]];
  const [top = 0, left = 0, bottom = 0, right = 0, ...others] = integersAttribute(node, 'pads') ?? [];
  const pads = [top, left, bottom, right] as const;
  if (others.length === 0 && pads.every((pad) => Number.isSafeInteger(pad) && pad >= 0)) return pads;
  throw unsupported(node, `pads [${[...pads, ...others].join(', ')}]`);
}

/** One pad for all sides; undefined where they differ. */
export function commonPad({ pads: [first, ...others] }: Windows): number | undefined {
  return others.every((pad) => pad === first) ? first : undefined;
}

/** The sides after whole windows, `ceil_mode` being allowed where it changes nothing. */
export function sidesAfter(node: OnnxNode, input: Flow, windows: Windows): Pick<Flow, 'height' | 'width'> {
  const { size, stride, dilation, pads } = windows;
  const round = integerAttribute(node, 'ceil_mode', 0) === 0 ? Math.floor : Math.ceil;
  const side = (before: number, pad: number): number => {
    const places = (before + pad - ((size - 1) * dilation + 1)) / stride;
    if (places < 0)
      throw misfit(
        node,
        `its window of ${size} x ${size} is larger than the image of ${input.height} x ${input.width}`,
      );
    if (round(places) !== Math.floor(places))
      throw unsupported(node, 'ceil_mode, where it keeps a window that is not whole');
    return Math.floor(places) + 1;
  };
  return { height: side(input.height, pads[0] + pads[2]), width: side(input.width, pads[1] + pads[3]) };
}

function square(node: OnnxNode, name: string, sizes: readonly number[]): number {
  const [first = 0, ...others] = sizes;
  const isSquare = sizes.length === 2 && others[0] === first && Number.isSafeInteger(first) && first >= 1;
  if (isSquare) return first;
  throw unsupported(node, `${name} [${sizes.join(', ')}]: two equal whole numbers are expected`);
}

import type { Conv2dSpec, ShapedLayer } from '@dof/core';
import { convolutionGeometry } from './convolution-geometry.js';
import type { NetworkBuilder } from './network-builder.js';
import { OpKind } from './network-plan.js';

/** Whether a convolution has groups of channels or dilation, which kernels of their own compute. */
export function isGrouped({ groups = 1, dilation = 1 }: Conv2dSpec): boolean {
  return groups > 1 || dilation > 1;
}

/** Adds such a convolution. Its kernels leave out what lies outside of the image, so they need no border. */
export function planGroupedConvolution(
  builder: NetworkBuilder,
  layer: Conv2dSpec,
  { name, input, output }: ShapedLayer,
  from: number,
): number {
  const { kernelSize: size, stride = 1, groups = 1, dilation = 1 } = layer;
  const { padTop, padLeft } = convolutionGeometry(layer, input, output);
  const [channels, filters] = [input.channels / groups, output.channels / groups];
  const isDepthwise = channels === 1 && filters === 1;
  /** Rows of a pixel's length that hold the kernel as kernels/grouped-kernel.h lays it out. */
  const rows = (from: number, to: number, pixel: number): number =>
    isDepthwise ? size ** 2 : Math.ceil((groups * size ** 2 * from * builder.padded(to)) / pixel);
  const parameters = builder.parametersOf(
    name,
    rows(channels, filters, builder.padded(output.channels)),
    isDepthwise ? 0 : rows(filters, channels, builder.tensors[from].pixel),
  );
  const finish = parameters.bias !== undefined;
  return builder.addOp(OpKind.groupedConvolution, from, output, {
    ...{ size, stride, padTop, padLeft, groups, dilation, parameters, finish },
  });
}

import { integerAttribute } from '../graph/node-attributes.js';
import { misfit, unsupported } from '../graph/onnx-error.js';
import { withLayer, type Mapped, type OperationContext } from './flow.js';
import { optionalTensor, perChannel, requiredTensor } from './weights-of-node.js';
import { commonPad, sidesAfter, windowsOf, type Windows } from './windows.js';

/** A convolution; its kernel becomes `[height, width, channelsIn / groups, filters]`. */
export function convolution(context: OperationContext): Mapped {
  const { node, input } = context;
  const kernel = requiredTensor(context, 1, 4);
  const [filters, channelsIn, height, width] = kernel.shape;
  const windows = windowsOf(node, input, [height, width]);
  const groups = integerAttribute(node, 'group', 1);
  const { size } = windows;
  if (height !== size || width !== size) throw misfit(node, `its kernel has shape [${kernel.shape.join(', ')}]`);
  if (size % 2 !== 1) throw unsupported(node, `a kernel of ${size} x ${size}: kernels have an odd side here`);
  if (channelsIn * groups !== input.channels) {
    throw misfit(
      node,
      `its kernel takes ${channelsIn} channels in ${groups} groups, but the image has ${input.channels}`,
    );
  }
  const values = new Float32Array(kernel.values.length);
  let i = 0;
  for (let place = 0; place < size * size; place++) {
    for (let channel = 0; channel < channelsIn; channel++) {
      for (let filter = 0; filter < filters; filter++) {
        values[i++] = kernel.values[(filter * channelsIn + channel) * size * size + place];
      }
    }
  }
  const given = optionalTensor(context, 2);
  const bias = given === undefined ? [] : [perChannel(context, 'bias', given, filters)];
  const layer = {
    type: 'conv2d',
    filters,
    kernelSize: size,
    stride: windows.stride === 1 ? undefined : windows.stride,
    padding: paddingOf(context, windows),
    groups: groups === 1 ? undefined : groups,
    dilation: windows.dilation === 1 ? undefined : windows.dilation,
    bias: given === undefined ? false : undefined,
  };
  const output = { ...sidesAfter(node, input, windows), channels: filters, flat: false };
  const shape = [size, size, channelsIn, filters];
  return withLayer(context, layer, output, [{ kind: 'kernel', shape, values, source: kernel.name }, ...bias]);
}

/** The shortest way to say where zeros are: undefined is SAME. */
function paddingOf({ node }: OperationContext, windows: Windows): 'valid' | number | undefined {
  const pad = commonPad(windows);
  if (windows.areSame && (pad !== 0 || windows.size === 1)) return undefined;
  if (pad !== undefined) return pad === 0 ? 'valid' : pad;
  throw unsupported(node, `pads [${windows.pads.join(', ')}]: as many zeros on every side, or those of SAME`);
}

import { axesOf } from '../graph/composed-normalisation.js';
import { unsupported } from '../graph/onnx-error.js';
import { withLayer, type Flow, type Mapped, type OperationContext } from './flow.js';
import { commonPad, sidesAfter, windowsOf } from './windows.js';

/** The largest entries of windows. */
export function maxPool(context: OperationContext): Mapped {
  return pool(context, 'maxPool2d', true);
}

/** The means of windows, which may not reach over the edge. */
export function averagePool(context: OperationContext): Mapped {
  return pool(context, 'averagePool2d', false);
}

function pool(context: OperationContext, type: string, mayPad: boolean): Mapped {
  const { node, input } = context;
  const windows = windowsOf(node, input);
  const { size, stride, dilation } = windows;
  const padding = commonPad(windows);
  if (dilation !== 1) throw unsupported(node, `dilations of ${dilation}`);
  if (padding === undefined || (padding > 0 && !mayPad)) {
    const allowed = mayPad ? 'as many on every side' : 'a pool of means has none here';
    throw unsupported(node, `pads [${windows.pads.join(', ')}]: ${allowed}`);
  }
  const layer = {
    type,
    size,
    stride: stride === size ? undefined : stride,
    padding: padding === 0 ? undefined : padding,
  };
  return withLayer(context, layer, { ...input, ...sidesAfter(node, input, windows) });
}

/** The mean or the largest entry of every channel. */
export function globalPool(type: 'globalAveragePool2d' | 'globalMaxPool2d'): (context: OperationContext) => Mapped {
  return (context) => {
    const { node, input } = context;
    if (input.flat) throw unsupported(node, 'it needs an image, but its input is a vector by then');
    return withLayer(context, { type }, pooled(input));
  };
}

/** A reduction over height and width, which is global pooling; any other is not there. */
export function reduction(type: 'globalAveragePool2d' | 'globalMaxPool2d'): (context: OperationContext) => Mapped {
  return (context) => {
    const { node, graph, input } = context;
    const axes = axesOf(graph, node)?.map((axis) => (axis < 0 ? axis + 4 : axis));
    const isOverSpace = !input.flat && axes?.length === 2 && axes.includes(2) && axes.includes(3);
    if (!isOverSpace) throw unsupported(node, 'a reduction must be over height and width, axes 2 and 3');
    return withLayer(context, { type }, pooled(input));
  };
}

function pooled({ channels }: Flow): Flow {
  return { height: 1, width: 1, channels, flat: true };
}

import { badFile } from './graph/onnx-error.js';
import type { OnnxGraph } from './graph/onnx-graph.js';
import type { Flow } from './operations/flow.js';

type ImageShape = readonly [number, number, number];

/** What examples are to a network. */
export interface NetworkInput {
  /** Height, width, channels. */
  readonly shape: ImageShape;
  /** What the first operation of the file meets: the image, or a vector of it. */
  readonly flow: Flow;
}

/** @param given the shape of the examples; default: what the file says */
export function networkInput(graph: OnnxGraph, given: ImageShape | undefined): NetworkInput {
  const [, ...sizes] = graph.inputShape ?? [];
  if (sizes.length === 1) return vectorInput(sizes[0], given);
  const inFile = imageOf(graph.inputShape === undefined ? undefined : sizes);
  const shape = inFile.map((size, i) => size ?? given?.[i]);
  const [height, width, channels] = shape;
  if (height === undefined || width === undefined || channels === undefined) {
    throw badFile(
      'the file does not say how large its input is: export it for images of a fixed size, or give inputShape',
    );
  }
  if (given !== undefined && shape.some((size, i) => size !== given[i])) {
    throw badFile(`it takes images of ${shape.join(' x ')}, but the examples are ${given.join(' x ')}`);
  }
  return { shape: [height, width, channels], flow: { height, width, channels, flat: false } };
}

function vectorInput(length: number | undefined, given: ImageShape | undefined): NetworkInput {
  const shape = given ?? (length === undefined ? undefined : ([1, 1, length] as const));
  if (shape === undefined) throw badFile('the file does not say how long its input is: give inputShape');
  const channels = shape.reduce((product, size) => product * size, 1);
  if (length !== undefined && length !== channels) {
    throw badFile(`it takes vectors of ${length}, but the examples are ${shape.join(' x ')}`);
  }
  return { shape, flow: { height: 1, width: 1, channels, flat: true, imageChannels: shape[2] } };
}

/** Height, width, channels as far as the file says; without channels there is one. */
function imageOf(sizes: readonly (number | undefined)[] | undefined): readonly (number | undefined)[] {
  if (sizes === undefined) return [undefined, undefined, undefined];
  if (sizes.length === 2) return [...sizes, 1];
  if (sizes.length === 3) return [sizes[1], sizes[2], sizes[0]];
  throw badFile(
    `its input has ${sizes.length + 1} axes: [batch, channels, height, width] or [batch, length] is expected`,
  );
}

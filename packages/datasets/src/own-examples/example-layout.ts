import { DofError } from '@dof/core';
import { z } from 'zod';
import { corruptFile } from '../published/file-checks.js';

/** Where the channels of stored images are: before height and width, or after them. */
export const layoutSchema = z.enum(['channels-first', 'channels-last']);

export type Layout = z.output<typeof layoutSchema>;

/** Height, width, channels. */
type ExampleShape = readonly [number, number, number];

/** Images of the usual kinds have no more: grey, with alpha, colour, colour with alpha. */
const USUAL_CHANNELS = 4;

/** Channels of most images: grey or colour. */
const COLOURS = new Set([1, 3]);

/** How the examples of an array are read. */
export interface ExampleLayout {
  readonly shape: ExampleShape;
  /** Whether the channels must be moved behind height and width. */
  readonly transposed: boolean;
}

/**
 * Height, width and channels of the examples of an array, and whether its axes must be exchanged. What the option says
 * is obeyed; without it, channels come last, unless the sizes make that doubtful.
 *
 * @throws DOF_DATA_CORRUPT for an array that holds no images, DOF_BAD_OPTIONS where the order of the axes is doubtful
 */
export function exampleLayout(name: string, shape: readonly number[], layout?: Layout): ExampleLayout {
  const [, ...example] = shape;
  if (example.length < 1 || example.length > 3 || shape.some((size) => size < 1)) {
    const found = shape.join(' x ') || 'a single number';
    throw corruptFile(name, 'count x height x width, perhaps x channels', found);
  }
  if (example.length === 1) return { shape: [1, example[0], 1], transposed: false };
  if (example.length === 2) return { shape: [example[0], example[1], 1], transposed: false };
  const [first, second, third] = example;
  if (layout === undefined && isDoubtful(first, second, third)) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `${name} is ${shape.join(' x ')}: height ${first}, width ${second}, ${counted(third)}, or ${counted(first)}, ` +
        `height ${second}, width ${third}? Say which with layout: channels-last or layout: channels-first`,
    );
  }
  return layout === 'channels-first'
    ? { shape: [second, third, first], transposed: true }
    : { shape: [first, second, third], transposed: false };
}

/** Whether three axes are not plainly height, width and channels in this order. */
function isDoubtful(first: number, second: number, third: number): boolean {
  // One entry, or a single row of one channel: the same bytes either way.
  if (first === 1 && third === 1) return false;
  const isSquare = first === second && second !== third;
  const isColour = COLOURS.has(third) && !COLOURS.has(first) && second !== third;
  if (isSquare || isColour) return false;
  return third > USUAL_CHANNELS || first <= USUAL_CHANNELS || second === third;
}

function counted(channels: number): string {
  return channels === 1 ? '1 channel' : `${channels} channels`;
}

/** What to know of two axes that may be something other than height and width; undefined where they are. */
export function layoutNotice(name: string, shape: readonly number[]): string | undefined {
  const [, first, second] = shape;
  if (shape.length !== 3) return undefined;
  const [least, most] = [Math.min(first, second), Math.max(first, second)];
  if (least < 2 || least > USUAL_CHANNELS || most <= 2 * USUAL_CHANNELS) return undefined;
  return (
    `${name} is ${shape.join(' x ')} and read as grey images of ${first} x ${second}; if the ${least} are channels, ` +
    `store it as ${first === least ? `${shape[0]} x ${least} x 1 x ${most} with layout: channels-first` : `${shape[0]} x 1 x ${most} x ${least} with layout: channels-last`}`
  );
}

/** Examples of `[channels, height, width]` as `[height, width, channels]`, row-major. */
export function channelsLast(inputs: Uint8Array, [height, width, channels]: ExampleShape): Uint8Array {
  const pixels = height * width;
  const moved = new Uint8Array(inputs.length);
  for (let start = 0; start < inputs.length; start += pixels * channels) {
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        moved[start + pixel * channels + channel] = inputs[start + channel * pixels + pixel];
      }
    }
  }
  return moved;
}

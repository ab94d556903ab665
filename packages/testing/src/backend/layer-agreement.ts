import { parameterLayout, type ModelSpec } from '@dof/core';
import { isNormalised } from '../problems/draw-away-from-kinks.js';
import { assertClose, isClose } from '../clauses/assertions.js';

const TOLERANCE = 1e-5;
/** A layer is well conditioned where rounding moves its gradient by no more than this, relative to its largest entry. */
const WELL_CONDITIONED = 1e-6;
/** For the gradients of the other layers, relative to the largest entry of the whole gradient. */
const ILL_CONDITIONED_TOLERANCE = 1e-3;

/**
 * Requires the part of every layer in a gradient to agree to 1e-5 of the layer's own largest entry. Where the network
 * hardly depends on a layer (one weight a filter before a normalisation, say), what its gradient is made of cancels,
 * and rounding alone moves it by more: there only the scale of the whole gradient means something.
 *
 * @param measureMovement how far rounding moves each entry; asked only where a layer's part does not agree as it is.
 */
export function assertLayersClose(
  model: ModelSpec,
  actual: Float32Array,
  expected: Float64Array,
  measureMovement: () => Float64Array,
  of: string,
): void {
  let movement: Float64Array | undefined;
  for (const [layer, start, end] of layerRanges(model)) {
    const [part, wanted] = [actual.subarray(start, end), expected.subarray(start, end)];
    if (isClose(part, wanted, TOLERANCE, 0)) continue;
    movement ??= measureMovement();
    const what = `gradient of ${layer}, ${of}`;
    if (largest(movement.subarray(start, end)) <= WELL_CONDITIONED * largest(wanted)) {
      assertClose(part, wanted, TOLERANCE, what, 0);
    } else {
      assertClose(part, wanted, ILL_CONDITIONED_TOLERANCE, what, largest(expected));
    }
  }
}

/**
 * Requires a gradient to agree to 1e-5 of its largest entry; where a normalisation magnifies rounding so much that it moves the
 * entries by more than a tenth of that, to 1e-3.
 *
 * @param measureMovement how far rounding moves each entry; asked only of networks with a normalisation, where the gradient
 *   does not agree as it is.
 */
export function assertGradientClose(
  model: ModelSpec,
  actual: Float32Array,
  expected: Float64Array,
  measureMovement: () => Float64Array,
  what: string,
): void {
  const isExcused = isNormalised(model) && !isClose(actual, expected, TOLERANCE, 1e-6);
  const isWellConditioned = !isExcused || largest(measureMovement()) <= WELL_CONDITIONED * largest(expected);
  assertClose(actual, expected, isWellConditioned ? TOLERANCE : ILL_CONDITIONED_TOLERANCE, what);
}

/** Where each layer's parameters begin and end in w. */
function layerRanges(model: ModelSpec): readonly (readonly [layer: string, start: number, end: number])[] {
  const ranges = new Map<string, readonly [string, number, number]>();
  for (const { layer, offset, length } of parameterLayout(model).segments) {
    ranges.set(layer, [layer, ranges.get(layer)?.[1] ?? offset, offset + length]);
  }
  return [...ranges.values()];
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

import { checkPositive, checkWholeNumber, invalidInput } from '../../check-input.js';

/** D equal eigenvalues: the sub-level sets are balls. */
export function flatSpectrum(dimension: number, eigenvalue = 1): Float64Array {
  checkWholeNumber('The dimension', dimension, 1);
  checkPositive('The eigenvalue', eigenvalue);
  return new Float64Array(dimension).fill(eigenvalue);
}

/** lambda_i = i^(-exponent), i = 1 .. D; exponent 1 is the 1/i spectrum. */
export function powerLawSpectrum(dimension: number, exponent = 1): Float64Array {
  checkWholeNumber('The dimension', dimension, 1);
  checkPositive('The exponent', exponent);
  return Float64Array.from({ length: dimension }, (_, i) => (i + 1) ** -exponent);
}

/**
 * A geometric sequence from `highest` to `lowest`, both included: eigenvalues spread evenly over the orders of
 * magnitude. One dimension has the eigenvalue `highest`.
 */
export function logUniformSpectrum(dimension: number, lowest = 1e-3, highest = 1): Float64Array {
  checkWholeNumber('The dimension', dimension, 1);
  checkPositive('The lowest eigenvalue', lowest);
  checkPositive('The highest eigenvalue', highest);
  if (lowest > highest) throw invalidInput(`The spectrum runs from ${lowest} to ${highest}; give the lowest first.`);
  const orders = Math.log(highest / lowest);
  return Float64Array.from(
    { length: dimension },
    (_, i) => highest * Math.exp((-orders * i) / Math.max(1, dimension - 1)),
  );
}

export interface TwoLevelSpectrumOptions {
  readonly high: number;
  readonly low: number;
  /** How many of the D eigenvalues are `high`. */
  readonly highCount: number;
}

/** `highCount` eigenvalues at `high`, the others at `low`. */
export function twoLevelSpectrum(dimension: number, options: TwoLevelSpectrumOptions): Float64Array {
  const { high, low, highCount } = options;
  checkWholeNumber('The dimension', dimension, 1);
  checkPositive('The high eigenvalue', high);
  checkPositive('The low eigenvalue', low);
  checkWholeNumber('The number of high eigenvalues', highCount, 0, dimension);
  return new Float64Array(dimension).fill(low).fill(high, 0, highCount);
}

/** A flat bulk with a few outlying eigenvalues, the `spikes`, before it: the usual picture of a trained network. */
export function spikedSpectrum(dimension: number, spikes: readonly number[], bulk = 1): Float64Array {
  checkWholeNumber('The dimension', dimension, 1);
  checkPositive('The eigenvalue of the bulk', bulk);
  spikes.forEach((spike, i) => checkPositive(`Spike ${i}`, spike));
  if (spikes.length > dimension) {
    throw invalidInput(`${spikes.length} spikes do not fit in ${dimension} dimensions; give at most one for each.`);
  }
  const spectrum = new Float64Array(dimension).fill(bulk);
  spectrum.set(spikes);
  return spectrum;
}

import type { AttainableDegreesOfFreedom } from '@dof/core';

/** The d that a search may choose. */
export interface CandidateDegreesOfFreedom {
  readonly smallest: number;
  readonly largest: number;
  /** The one nearest to d = 2^octave, on the log axis. */
  nearest(octave: number): number;
  /** The next one below d; undefined at the smallest. */
  below(d: number): number | undefined;
  /** The next one above d; undefined at the largest. */
  above(d: number): number | undefined;
}

/** A set of at least one d. */
export function candidateDegreesOfFreedom(set: AttainableDegreesOfFreedom): CandidateDegreesOfFreedom {
  if ('values' in set) return listed([...set.values].sort((a, b) => a - b));
  const { minimum, maximum } = set;
  const within = (d: number): number => Math.min(maximum, Math.max(minimum, d));
  return {
    smallest: minimum,
    largest: maximum,
    nearest: (octave) => within(Math.round(2 ** octave)),
    below: (d) => (d > minimum ? within(Math.ceil(d) - 1) : undefined),
    above: (d) => (d < maximum ? within(Math.floor(d) + 1) : undefined),
  };
}

function listed(values: readonly number[]): CandidateDegreesOfFreedom {
  return {
    smallest: values[0],
    largest: values[values.length - 1],
    nearest: (octave) =>
      values.reduce((best, d) => (Math.abs(Math.log2(d) - octave) < Math.abs(Math.log2(best) - octave) ? d : best)),
    below: (d) => values.findLast((value) => value < d),
    above: (d) => values.find((value) => value > d),
  };
}

import type { SuccessCount } from '../../trials/count-successes.js';

/** Counts on the axis that curves are fitted on. */
export interface CurveCount {
  readonly d: number;
  /** log2 d. */
  readonly octave: number;
  readonly successes: number;
  readonly failures: number;
}

export function curveCounts(counts: readonly SuccessCount[]): CurveCount[] {
  return counts.map(({ d, trials, successes }) => ({
    d,
    octave: Math.log2(d),
    successes,
    failures: trials - successes,
  }));
}

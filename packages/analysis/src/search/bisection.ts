import type { ThresholdBracket } from '../comparison/threshold-bracket-of.js';
import type { CandidateDegreesOfFreedom } from './candidate-degrees-of-freedom.js';

export interface BisectionOptions {
  /** The d between which success sets in; open ends where no measured d failed, or none succeeded. */
  readonly gap: ThresholdBracket;
  readonly measured: boolean;
  /** Octaves; a narrower gap is not divided further. */
  readonly width: number;
  readonly candidates: CandidateDegreesOfFreedom;
  readonly batch: number;
}

/**
 * The d that divide the gap evenly in log d, as many as there are runs to choose; undefined when the gap is narrow enough,
 * or has no candidate inside. The last step towards an end of the candidates is that end.
 */
export function bisection({
  gap,
  measured,
  width,
  candidates,
  batch,
}: BisectionOptions): readonly number[] | undefined {
  const { smallest, largest } = candidates;
  const openBelow = gap.lower === 0;
  const openAbove = gap.upper === Infinity;
  const from = Math.log2(openBelow ? smallest : gap.lower);
  const to = Math.log2(openAbove ? largest : gap.upper);
  if (measured && to - from <= width) {
    if (openBelow && to > from) return [smallest];
    return openAbove && to > from ? [largest] : undefined;
  }
  const points = new Set<number>();
  for (let i = 1; i <= batch; i++) points.add(candidates.nearest(from + ((to - from) * i) / (batch + 1)));
  const inside = [...points].filter((d) => (openBelow || d > gap.lower) && (openAbove || d < gap.upper));
  return inside.length > 0 ? inside : undefined;
}

import type { ThresholdBracket } from '../comparison/threshold-bracket-of.js';
import type { CandidateDegreesOfFreedom } from './candidate-degrees-of-freedom.js';

export interface BisectionOptions {
  /** The d between which success sets in; open ends where no measured d failed, or none succeeded. */
  readonly gap: ThresholdBracket;
  readonly measured: boolean;
  /** Where d* is expected; absent: anywhere between the candidates' ends. */
  readonly expected?: number;
  /** Octaves; a narrower gap is not divided further. */
  readonly width: number;
  readonly candidates: CandidateDegreesOfFreedom;
  readonly batch: number;
}

/** The first step away from where d* is expected, in octaves; each further one goes three times as far. */
const FIRST_STEP = 1;
const STEP_GROWTH = 3;

/**
 * The d that divide the gap evenly in log d, as many as there are runs to choose; undefined when the gap is narrow enough,
 * or has no candidate inside. The last step towards an end of the candidates is that end. A gap that is open at an end
 * reaches, where d* is expected somewhere, only some octaves beyond it, more with every run that says so.
 */
export function bisection({
  gap,
  measured,
  expected,
  width,
  candidates,
  batch,
}: BisectionOptions): readonly number[] | undefined {
  const { smallest, largest } = candidates;
  const openBelow = gap.lower === 0;
  const openAbove = gap.upper === Infinity;
  const from = Math.log2(openBelow ? smallest : gap.lower);
  const to = Math.log2(openAbove ? largest : gap.upper);
  if (expected !== undefined && (measured ? openBelow !== openAbove : true)) {
    const outwards = stepsFrom(Math.log2(expected), { from, to, openBelow, openAbove, batch });
    const chosen = new Set(outwards.map((octave) => candidates.nearest(octave)));
    const fresh = [...chosen].filter((d) => (openBelow || d > gap.lower) && (openAbove || d < gap.upper));
    // Where the candidates are further apart than the step, or end there, the gap is divided as without an expectation.
    const inside = fresh.every((d) => d > smallest && d < largest);
    if (fresh.length > 0 && (!measured || inside)) return fresh;
  }
  if (measured && to - from <= width) {
    if (openBelow && to > from) return [smallest];
    return openAbove && to > from ? [largest] : undefined;
  }
  const points = new Set<number>();
  for (let i = 1; i <= batch; i++) points.add(candidates.nearest(from + ((to - from) * i) / (batch + 1)));
  const inside = [...points].filter((d) => (openBelow || d > gap.lower) && (openAbove || d < gap.upper));
  return inside.length > 0 ? inside : undefined;
}

interface OpenGap {
  /** log2 of its ends, or of those of the candidates. */
  readonly from: number;
  readonly to: number;
  readonly openBelow: boolean;
  readonly openAbove: boolean;
  readonly batch: number;
}

/** log2 of the d to try: where d* is expected and around it at first, then beyond the last that failed, or succeeded. */
function stepsFrom(centre: number, { from, to, openBelow, openAbove, batch }: OpenGap): readonly number[] {
  if (openBelow && openAbove) {
    return Array.from({ length: batch }, (_, i) => centre + FIRST_STEP * (i - (batch - 1) / 2));
  }
  // Earlier runs may lie on one side of what is expected only; it comes first then.
  if (centre > from && centre < to) return [centre];
  const known = openAbove ? from : to;
  const away = Math.max(FIRST_STEP, STEP_GROWTH * (openAbove ? known - centre : centre - known));
  const end = openAbove ? Math.max(known + FIRST_STEP, centre + away) : Math.min(known - FIRST_STEP, centre - away);
  return Array.from({ length: batch }, (_, i) => known + ((end - known) * (i + 1)) / batch);
}

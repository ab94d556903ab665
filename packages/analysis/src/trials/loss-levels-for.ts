import type { TrialTable } from './trial.js';

export interface LossLevelsOptions {
  /** Levels to return at most; default: 8. */
  readonly most?: number;
}

/**
 * Loss levels worth asking these trials about, from the highest (easiest) to the lowest: the numbers 1, 2 and 5 times
 * a power of ten between the lowest and the highest of the per-d median best losses, thinned evenly to at most `most`.
 * At such a level the success probability passes 1/2 somewhere inside the measured range of d. When the medians are
 * too close together for any, the next such number above them. Empty when no median is finite and above 0.
 */
export function lossLevelsFor(trials: TrialTable, { most = 8 }: LossLevelsOptions = {}): number[] {
  const medians = medianBests(trials).filter((median) => Number.isFinite(median) && median > 0);
  if (medians.length === 0) return [];
  const lowest = Math.min(...medians);
  const highest = Math.max(...medians);

  const levels: number[] = [];
  const lastExponent = Math.floor(Math.log10(highest)) + 1;
  for (let exponent = lastExponent; exponent >= Math.floor(Math.log10(lowest)) - 1; exponent -= 1) {
    for (const mantissa of [5, 2, 1]) levels.push(Number(`${mantissa}e${exponent}`));
  }
  const inside = levels.filter((level) => level >= lowest && level <= highest);
  return inside.length > 0 ? thin(inside, most) : [levels.findLast((level) => level >= lowest) ?? lowest];
}

function medianBests(trials: TrialTable): number[] {
  const bests = new Map<number, number[]>();
  for (const { d, best } of trials) {
    const atD = bests.get(d);
    if (atD === undefined) bests.set(d, [best]);
    else atD.push(best);
  }
  return [...bests.values()].map((values) => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]);
}

/** At most `most` of the values, evenly spaced, the first and the last among them. */
function thin(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  if (most <= 1) return [values[Math.floor(values.length / 2)]];
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]);
}

import type { StartSpecification } from '../contracts/run.js';
import { labelsByKey, type Keyed } from './labels-by-key.js';
import { canonicalJson } from '../hashing/canonical-json.js';

type WithoutSeed<Start> = Start extends unknown ? Omit<Start, 'seed'> : never;

/** Where the runs of a series start. Without a seed, every run draws its start from its own seed. */
export type SeriesStart = WithoutSeed<StartSpecification> & { readonly seed?: number };

/** A start as a series has it; `run` and no seed are the same. */
export function seriesStart(start: WithoutSeed<StartSpecification>, seed: number | 'run' | undefined): SeriesStart {
  const { type, ...rest } = { ...start, seed: undefined };
  return { type, ...withoutUndefined(rest), ...(typeof seed === 'number' && { seed }) } as SeriesStart;
}

/** A start in words: `initialisation`, `burn-in, 20 steps`, `initialisation, seed 3`. */
export function startLabel({ seed, ...start }: SeriesStart): string {
  const words = 'steps' in start ? `burn-in, ${start.steps} steps` : 'initialisation';
  return seed === undefined ? words : `${words}, seed ${seed}`;
}

/** A start as tables and labels have it: `init`, `burn-in 20`, `init seed 3`. */
export function shortStartLabel({ seed, ...start }: SeriesStart): string {
  const words = 'steps' in start ? `${start.type} ${start.steps}` : start.type;
  return seed === undefined ? words : `${words} seed ${seed}`;
}

/**
 * A label for each start, the same for equal ones and another for others: where burn-ins are equally long, with what
 * else tells them apart.
 */
export function startLabels(
  starts: readonly SeriesStart[],
  label: (start: SeriesStart) => string = startLabel,
): string[] {
  return labelsByKey(starts.map((start): Keyed => ({ key: canonicalJson(start), name: label(start), traits: start })));
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

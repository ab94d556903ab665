import type { StartSpecification } from '../contracts/run.js';
import { labelsByKey, type Keyed } from './labels-by-key.js';
import { canonicalJson } from '../hashing/canonical-json.js';

/** Letters of a hash that tell two files of one name apart. */
const HASH_LETTERS = 8;

type WithoutSeed<Start> = Start extends unknown ? Omit<Start, 'seed'> : never;

/** Where the runs of a series start. Without a seed, every run draws its start from its own seed. */
export type SeriesStart = WithoutSeed<StartSpecification> & { readonly seed?: number };

/** A start as a series has it; `run` and no seed are the same. */
export function seriesStart(start: WithoutSeed<StartSpecification>, seed: number | 'run' | undefined): SeriesStart {
  const { type, ...rest } = { ...start, seed: undefined };
  return { type, ...withoutUndefined(rest), ...(typeof seed === 'number' && { seed }) } as SeriesStart;
}

/** A start in words: `initialisation`, `burn-in, 20 steps`, `initialisation, seed 3`, `weights of net.safetensors`. */
export function startLabel(start: SeriesStart): string {
  if (start.type === 'weights') return weightsLabel(start, ', ');
  const words = 'steps' in start ? `burn-in, ${start.steps} steps` : 'initialisation';
  return start.seed === undefined ? words : `${words}, seed ${start.seed}`;
}

/** A start as tables and labels have it: `init`, `burn-in 20`, `init seed 3`, `weights of net.safetensors`. */
export function shortStartLabel(start: SeriesStart): string {
  if (start.type === 'weights') return weightsLabel(start, ' ');
  const words = 'steps' in start ? `${start.type} ${start.steps}` : start.type;
  return start.seed === undefined ? words : `${words} seed ${start.seed}`;
}

/** The seed draws the excepted layers, and nothing where there are none. */
function weightsLabel({ file, except, seed }: Extract<SeriesStart, { type: 'weights' }>, separator: string): string {
  const words = `weights of ${file}`;
  if (except.length === 0) return words;
  return [words, `except ${except.join(' ')}`, ...(seed === undefined ? [] : [`seed ${seed}`])].join(separator);
}

/** A start from one point whatever the seed of the run, and of the start. */
export function isOnePoint(start: WithoutSeed<StartSpecification>): boolean {
  return start.type === 'weights' && start.except.length === 0;
}

/**
 * A label for each start, the same for equal ones and another for others: where burn-ins are equally long, with what
 * else tells them apart.
 */
export function startLabels(
  starts: readonly SeriesStart[],
  label: (start: SeriesStart) => string = startLabel,
): string[] {
  return labelsByKey(
    starts.map((start): Keyed => ({ key: canonicalJson(start), name: label(start), traits: traitsOf(start) })),
  );
}

function traitsOf(start: SeriesStart): object {
  if (start.type !== 'weights') return start;
  const { reader, contentHash, ...rest } = start;
  return { ...rest, content: contentHash.slice(0, HASH_LETTERS), reader: `${reader.name} ${reader.version}` };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

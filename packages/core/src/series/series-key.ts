import type { RecommendedTraining, RunSpecification } from '../contracts/run.js';
import type { TunedTraining } from '../contracts/tuning.js';
import { canonicalJson } from '../hashing/canonical-json.js';

/** What decides which series a run belongs to: a planned run, or a finished one. */
export interface SeriesMember {
  readonly specification: RunSpecification;
  /** See RunResult: a recipe that follows d by one rule is one recipe. */
  readonly recommendedTraining?: RecommendedTraining;
  /** Present where the run counts for the best of several rates: they may differ from d to d. See `tunedMembers`. */
  readonly tunedTraining?: TunedTraining;
}

type Member = keyof RunSpecification;

/**
 * In what runs of one series may differ. Whatever else a specification has, now or later, makes another series. A
 * stopping rule does not: it cuts a run short that is otherwise the same in every bit, and what it leaves unknown counts
 * as unknown.
 */
export const APART_IN_SERIES: readonly Member[] = ['degreesOfFreedom', 'seed', 'stopping'];

/** What methods must have in common to be compared; a method may bring its own recipe. */
export const SETTING: readonly Member[] = ['model', 'data', 'start'];

/**
 * Makes numbers for runs: two runs get the same exactly when they agree in every member of their specifications that
 * `counts`. The seed of the start is left to the caller: whether it makes a difference shows in many runs only.
 */
export function specificationNumbers(counts: (member: Member) => boolean): (run: SeriesMember) => number {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  // Most runs share their parts, as objects; an object is turned into text once.
  const known = new Map<object, number>();
  const partNumber = (name: string, part: unknown): number => {
    if (typeof part !== 'object' || part === null) return numberOf(`${name} ${canonicalJson(part)}`);
    const number =
      known.get(part) ?? numberOf(`${name} ${canonicalJson(name === 'start' ? { ...part, seed: 0 } : part)}`);
    known.set(part, number);
    return number;
  };
  return ({ specification, recommendedTraining, tunedTraining }) => {
    const parts = Object.entries(specification)
      .filter(([name, part]) => counts(name as Member) && part !== undefined)
      .map(([name, part]) =>
        partNumber(name, name === 'training' ? (tunedTraining ?? recommendedTraining ?? part) : part),
      );
    // Two specifications may have the same members in another order.
    return numberOf(parts.sort((a, b) => a - b).join());
  };
}

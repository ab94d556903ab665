import type { Objective } from '../contracts/objective.js';
import type { ParameterLayout } from '../contracts/parameter-layout.js';
import type { WeightsStart } from '../contracts/run.js';
import { canonicalJson } from '../hashing/canonical-json.js';
import { runKey } from '../random/split-key.js';

/** Tells the given weights of a start from those of others; all seeds of a start share them. */
export function weightsKey(start: Omit<WeightsStart, 'seed'> & { readonly seed: unknown }): string {
  return canonicalJson({ ...start, seed: 0 });
}

/** The weights that were read for an experiment. */
export interface GivenWeights {
  /** The w of every start that is given, of length D, by {@link weightsKey}. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly layout: ParameterLayout;
}

/** w_t of a start from given weights: the layers it excepts as `objective` initialises them. */
export function weightsStart(
  { weights, layout }: GivenWeights,
  start: WeightsStart,
  objective: Pick<Objective, 'initialise'>,
): Float32Array {
  const given = weights.get(weightsKey(start));
  if (given === undefined) throw new TypeError(`the weights of ${start.file} were not read`);
  const w = given.slice();
  if (start.except.length === 0) return w;
  const fresh = objective.initialise(runKey(start.seed, 'initialisation'));
  for (const { layer, offset, length } of layout.segments) {
    if (start.except.includes(layer)) w.set(fresh.subarray(offset, offset + length), offset);
  }
  return w;
}

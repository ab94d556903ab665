import { createHash } from 'node:crypto';
import type { RunSpecification } from '../contracts/run.js';
import { canonicalJson } from './canonical-json.js';

/** SHA-256 in hex of a value's canonical JSON. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** A run's name: the hash of everything that can change its result in any bit. */
export function runHash(specification: RunSpecification): string {
  return contentHash(specification);
}

/** The content key of a burnt-in or given starting point, shared by every method, d and seed that starts there. */
export function startKey({ model, data, backend, start }: RunSpecification): string {
  return contentHash({ model, data, backend, start });
}

/** The key in a run store of the coordinates that a run trained. */
export function coordinatesKey(hash: string): string {
  return contentHash({ coordinates: hash });
}

/**
 * The content key of a method's preparation for one start and seed: what a run depends on, without d, training recipe
 * and evaluation, and with the list of d asked for.
 */
export function preparationKey(specification: RunSpecification, requested: readonly number[]): string {
  const { model, data, backend, method, start, seed } = specification;
  return contentHash({ model, data, backend, method, start, seed, requested });
}

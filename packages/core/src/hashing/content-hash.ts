import { createHash } from 'node:crypto';
import type { DataReference, PluginReference, RunSpecification, StartSpecification } from '../contracts/run.js';
import type { ModelSpec } from '../contracts/model-spec.js';
import { canonicalJson } from './canonical-json.js';

/** SHA-256 in hex of a value's canonical JSON. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** A run's name: the hash of everything that can change its result in any bit. */
export function runHash(specification: RunSpecification): string {
  return contentHash(specification);
}

/** What a preparation depends on: the run without d, training recipe and evaluation. */
export interface PreparationSpecification {
  readonly model: ModelSpec;
  readonly data: DataReference;
  readonly backend: RunSpecification['backend'];
  readonly method: PluginReference;
  readonly start: StartSpecification;
  readonly seed: number;
  readonly requested: readonly number[];
}

/** The content key of a method's preparation for one start and seed. */
export function preparationKey(specification: RunSpecification, requested: readonly number[]): string {
  const { model, data, backend, method, start, seed } = specification;
  const preparation: PreparationSpecification = { model, data, backend, method, start, seed, requested };
  return contentHash(preparation);
}

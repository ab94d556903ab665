import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Backend, ModelSpec } from '@dof/core';
import type { LayerFamily } from './layer-families.js';

/** A backend under contract, with how hard to try it. */
export interface BackendSubject {
  readonly createBackend: () => Backend | Promise<Backend>;
  /** The networks to try. */
  readonly models: Arbitrary<ModelSpec>;
  /** What the backend does beyond the layers that every backend does. */
  readonly layerFamilies: readonly LayerFamily[];
  /** Random networks per clause. */
  readonly runs: number;
  /** Of the random networks. */
  readonly seed: number;
}

/** Runs a check on a fresh backend and disposes of it afterwards, also when the check fails. */
export async function withBackend(subject: BackendSubject, check: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = await subject.createBackend();
  try {
    await check(backend);
  } finally {
    backend.dispose();
  }
}

/** Runs a check on random networks, each with a seed of its own; a failure reports the smallest network found. */
export async function forRandomModels(
  subject: BackendSubject,
  check: (backend: Backend, model: ModelSpec, seed: number) => Promise<void>,
): Promise<void> {
  await withBackend(subject, (backend) =>
    fc.assert(
      fc.asyncProperty(subject.models, fc.nat(), (model, seed) => check(backend, model, seed)),
      { numRuns: subject.runs, seed: subject.seed },
    ),
  );
}

import { groupIntoSeries, type Json, type RunResult } from '@dof/core';

/** The singular values, or eigenvalues, that a method's preparation found from one start and seed. */
export interface Spectrum {
  /** Of the first series that used it, see MethodSummary. */
  readonly label: string;
  readonly seed: number;
  readonly kind: 'singular values' | 'eigenvalues';
  /** Falling. */
  readonly values: readonly number[];
}

/** Where a preparation's `meta` may hold a spectrum. */
const KINDS = [
  ['singularValues', 'singular values'],
  ['eigenvalues', 'eigenvalues'],
] as const;

/** Every spectrum among what was prepared, once each. */
export function spectraOf(
  results: readonly RunResult[],
  preparations: ReadonlyMap<string, Json> = new Map(),
): Spectrum[] {
  const keysSeen = new Set<string>();
  if (preparations.size === 0) return [];
  return groupIntoSeries(results).flatMap(({ label, runs }) =>
    runs.flatMap(({ preparationKey: key, specification: { seed } }) => {
      if (key === undefined || keysSeen.has(key)) return [];
      keysSeen.add(key);
      const meta = preparations.get(key);
      return KINDS.flatMap(([name, kind]) => {
        const values = numbersIn(meta, name);
        return values.length > 0 ? [{ label, seed, kind, values }] : [];
      });
    }),
  );
}

function numbersIn(meta: Json | undefined, name: string): number[] {
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return [];
  const list = (meta as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(list) ? list.filter((value) => typeof value === 'number' && Number.isFinite(value)) : [];
}

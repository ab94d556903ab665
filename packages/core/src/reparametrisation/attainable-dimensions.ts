import type { DimensionSet } from '../contracts/method.js';
import { DofError } from '../errors/dof-error.js';

/** The one d of a set that has no other; undefined for a set of several. */
export function onlyDimension(set: DimensionSet): number | undefined {
  if ('values' in set) return set.values.length === 1 ? set.values[0] : undefined;
  return set.minimum === set.maximum ? set.minimum : undefined;
}

/** True for a d that the set holds. */
export function isAttainable(set: DimensionSet, d: number): boolean {
  return 'values' in set ? set.values.includes(d) : Number.isInteger(d) && d >= set.minimum && d <= set.maximum;
}

/** What to use, in words. */
export function describeDimensions(set: DimensionSet): string {
  if (!('values' in set)) return `use whole numbers from ${set.minimum} to ${set.maximum}`;
  return set.values.length === 0 ? 'it can train none' : `use one of ${set.values.join(', ')}`;
}

/** Throws DOF_BAD_DIMENSION for a d that a method cannot realise. */
export function requireAttainable(method: string, set: DimensionSet, d: number): void {
  if (isAttainable(set, d)) return;
  throw new DofError(
    'DOF_BAD_DIMENSION',
    `method ${method} cannot train ${d} degrees of freedom of this network: ${describeDimensions(set)}`,
  );
}

/**
 * The attainable d nearest to each of those asked for, by their ratio, within the range of these; each once, rising. Empty
 * where none lies in the range.
 */
export function nearestDimensions(set: DimensionSet, asked: readonly number[]): readonly number[] {
  const [from, to] = [Math.min(...asked), Math.max(...asked)];
  const nearest = (d: number): number | undefined => {
    if (!('values' in set)) return Math.min(Math.max(d, set.minimum), set.maximum);
    const ratio = (other: number): number => Math.abs(Math.log(other / d));
    return set.values.reduce<number | undefined>(
      (best, one) => (best === undefined || ratio(one) < ratio(best) ? one : best),
      undefined,
    );
  };
  const found = asked.flatMap((d) => nearest(d) ?? []).filter((d) => d >= from && d <= to);
  return [...new Set(found)].sort((a, b) => a - b);
}

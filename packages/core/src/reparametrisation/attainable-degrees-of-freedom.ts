import type { AttainableDegreesOfFreedom } from '../contracts/method.js';
import { DofError } from '../errors/dof-error.js';

/** The one d of a set that has no other; undefined for a set of several. */
export function onlyAttainable(set: AttainableDegreesOfFreedom): number | undefined {
  if ('values' in set) return set.values.length === 1 ? set.values[0] : undefined;
  return set.minimum === set.maximum ? set.minimum : undefined;
}

/** True for a d that the set holds. */
export function isAttainable(set: AttainableDegreesOfFreedom, d: number): boolean {
  return 'values' in set ? set.values.includes(d) : Number.isInteger(d) && d >= set.minimum && d <= set.maximum;
}

/** What to use, in words. */
export function describeAttainable(set: AttainableDegreesOfFreedom): string {
  if (!('values' in set)) return `use whole numbers from ${set.minimum} to ${set.maximum}`;
  return set.values.length === 0 ? 'it can train none' : `use one of ${set.values.join(', ')}`;
}

/** Throws DOF_BAD_DIMENSION for a d that a method cannot realise. */
export function requireAttainable(method: string, set: AttainableDegreesOfFreedom, d: number): void {
  if (isAttainable(set, d)) return;
  throw new DofError(
    'DOF_BAD_DIMENSION',
    `method ${method} cannot train ${d} degrees of freedom of this network: ${describeAttainable(set)}`,
  );
}

/**
 * Of the attainable d within the range of those asked for, the nearest to each of these, by their ratio; each once, rising.
 * Empty where none lies in the range.
 */
export function nearestAttainable(set: AttainableDegreesOfFreedom, asked: readonly number[]): readonly number[] {
  const [from, to] = [Math.min(...asked), Math.max(...asked)];
  if (!('values' in set)) {
    const [least, most] = [Math.max(from, set.minimum), Math.min(to, set.maximum)];
    return least > most ? [] : distinct(asked.map((d) => Math.min(Math.max(d, least), most)));
  }
  const values = set.values.filter((d) => d >= from && d <= to);
  const [first] = values;
  if (first === undefined) return [];
  const distance = (one: number, d: number): number => Math.abs(Math.log(one / d));
  return distinct(
    asked.map((d) => values.reduce((best, one) => (distance(one, d) < distance(best, d) ? one : best), first)),
  );
}

function distinct(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

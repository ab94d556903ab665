import { canonicalJson } from '../hashing/canonical-json.js';
import { distinctLabels } from './distinct-labels.js';

/** Something to be labelled, known by its key. */
export interface Keyed {
  readonly key: string;
  readonly name: string;
  /** Told where items of other keys have the same name. */
  readonly traits: object;
}

/** A label per item; items with the same key share one, others have others. */
export function labelsByKey(items: readonly Keyed[]): string[] {
  const distinct = [...new Map(items.map((item) => [item.key, item])).values()];
  const labels = distinctLabels(
    distinct.map(({ name, traits }) => ({
      name,
      traits: Object.entries(traits).map(([key, value]) => [key, wordFor(value)] as const),
    })),
  );
  const byKey = new Map(distinct.map(({ key }, i) => [key, labels[i]]));
  return items.map(({ key }) => byKey.get(key) ?? '');
}

/** A value as a label shows it. */
export function wordFor(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

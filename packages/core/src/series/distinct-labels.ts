import { plainText } from '../files/plain-text.js';

/** Something to be labelled: its name, and its further traits as keys and values. */
export interface Labelled {
  readonly name: string;
  readonly traits: readonly (readonly [key: string, value: string])[];
}

/**
 * A different label for each item, in plain text: its name alone where no other has it, otherwise with the traits in
 * which those of the same name differ, as in `random (projection fastfood)`, and a number when no trait does.
 */
export function distinctLabels(given: readonly Labelled[]): string[] {
  const items = given.map(({ name, traits }) => ({
    name: plainText(name),
    traits: traits.map(([key, value]) => [plainText(key), plainText(value)] as const),
  }));
  const labels = items.map((item) => {
    const others = items.filter((other) => other !== item && other.name === item.name);
    const telling = item.traits.filter(([key, value]) => others.some((other) => valueOf(other, key) !== value));
    return telling.length === 0 ? item.name : `${item.name} (${telling.map((trait) => trait.join(' ')).join(', ')})`;
  });
  return labels.map((label, i) => {
    const before = labels.slice(0, i).filter((other) => other === label).length;
    return before === 0 ? label : `${label} #${before + 1}`;
  });
}

function valueOf({ traits }: Labelled, key: string): string | undefined {
  return traits.find(([other]) => other === key)?.[1];
}

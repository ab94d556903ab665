import fc from 'fast-check';
import { HOSTILE_NUMBERS, HOSTILE_WORDS, hostileText } from './hostile-text.js';

/** A value as text of JSON, which is YAML too. Objects are lists of members, so that `__proto__` can be one of them. */
export function hostileDocument(keys: readonly string[], words: readonly string[]): fc.Arbitrary<string> {
  const key = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...keys) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_WORDS) },
  );
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words).map((word) => JSON.stringify(word)) },
    { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS).map(numberText) },
    { weight: 2, arbitrary: fc.nat(64).map(String) },
    { weight: 1, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
    { weight: 1, arbitrary: fc.constantFrom('null', 'true', 'false', '[]', '{}') },
  );
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }).map((members) => `[${members.join(', ')}]`),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(objectText),
    ),
  }));
  return fc.oneof(fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 8 }).map(objectText), value);
}

function objectText(members: readonly (readonly [string, string])[]): string {
  return `{ ${members.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')} }`;
}

/** JSON has no infinities; YAML writes them so. */
function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return Number.isNaN(value) ? '.nan' : `${value > 0 ? '' : '-'}.inf`;
}

import type { Json, Prepared, RunResult, TypedArray } from '@dof/core';
import fc from 'fast-check';
import { exampleResult } from './example-result.js';

/** Plain objects: stores give back no other kind. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const count = fc.nat({ max: 2 ** 32 });
const evaluation = record({ loss: finite, accuracy: finite });
/** Any code point but half surrogates. As a string's `unit` it would cost a second at every import, for a table of them. */
const character = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((point) => String.fromCodePoint(point));
const name = fc.array(character, { minLength: 1, maxLength: 12 }).map((characters) => characters.join(''));
const options = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }).map(plain), { maxKeys: 4, noNullPrototype: true });

/** -0 becomes 0 in JSON, so it is not tried. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** Any run result: every finite number, any text. */
export const arbitraryRunResult: fc.Arbitrary<RunResult> = fc
  .record({
    d: fc.integer({ min: 1, max: 2 ** 31 }),
    seed: count,
    method: name,
    options,
    history: fc.array(record({ epoch: count, step: count, train: evaluation, test: evaluation }), { maxLength: 6 }),
    best: record({ trainLoss: finite, trainAccuracy: finite, testLoss: finite, testAccuracy: finite }),
    diverged: fc.boolean(),
    wallTimeSeconds: finite,
    engineVariant: name,
  })
  .map(({ d, seed, method, options: chosen, history, best, diverged, wallTimeSeconds, engineVariant }) => {
    const template = exampleResult({ d, seed });
    return {
      hash: template.hash,
      specification: { ...template.specification, method: { name: method, version: '1', options: chosen } },
      status: diverged ? 'diverged' : 'finished',
      dimension: template.dimension,
      history,
      ...(history.length > 0 ? { best } : {}),
      ...(diverged ? { divergedAtStep: 3 } : {}),
      wallTimeSeconds,
      finishedAt: template.finishedAt,
      engineVariant,
    };
  });

const array: fc.Arbitrary<TypedArray> = fc.oneof(
  fc.float32Array(),
  fc.float64Array(),
  fc.int8Array(),
  fc.int16Array(),
  fc.int32Array(),
  fc.uint8Array(),
  fc.uint16Array(),
  fc.uint32Array(),
);

/** Any preparation: every array type, NaN and infinities included, any names. */
export const arbitraryPrepared: fc.Arbitrary<Prepared> = record({
  meta: fc.jsonValue({ maxDepth: 3 }).map(plain),
  arrays: fc.dictionary(
    name.filter((key) => key !== '__proto__'),
    array,
    { maxKeys: 4, noNullPrototype: true },
  ),
});

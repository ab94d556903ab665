import { arrayTypeName, type Prepared, type RunResult, type RunStore, type TypedArray } from '@dof/core';
import { assertSame, assertSameJson, assertThat } from '../clauses/assertions.js';

/** A run store under contract. */
export interface RunStoreSubject {
  /** Opens a store that holds nothing yet. */
  readonly open: () => Promise<RunStore>;
}

/** Runs a check on a fresh store and closes it afterwards, also when the check fails. */
export async function withStore({ open }: RunStoreSubject, check: (store: RunStore) => Promise<void>): Promise<void> {
  const store = await open();
  try {
    await check(store);
  } finally {
    await store.close();
  }
}

/** Requires results, or lists of them, to be the same: JSON keeps every bit of a number and the order of keys. */
export function assertSameResults(
  actual: RunResult | undefined | readonly RunResult[],
  expected: RunResult | readonly RunResult[],
  what: string,
): void {
  assertThat(actual !== undefined, `${what} is not there`);
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  assertThat(found === wanted, `${what} is ${found} instead of ${wanted}`);
}

/** Requires a preparation to be the same in every bit of its arrays. */
export function assertSamePrepared(actual: Prepared | undefined, expected: Prepared, what: string): void {
  assertThat(actual !== undefined, `${what} is not there`);
  assertSameJson(actual.meta, expected.meta, `meta of ${what}`);
  assertSameJson(Object.keys(actual.arrays).sort(), Object.keys(expected.arrays).sort(), `arrays of ${what}`);
  for (const [name, array] of Object.entries(expected.arrays)) {
    const found = actual.arrays[name];
    const types = [arrayTypeName(found), arrayTypeName(array)];
    assertThat(types[0] === types[1], `array ${JSON.stringify(name)} is a ${types[0]} instead of a ${types[1]}`);
    assertSame(bytesOf(found), bytesOf(array), `bytes of array ${JSON.stringify(name)}`);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

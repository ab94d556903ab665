import fc from 'fast-check';

/** One change of a file: some bytes overwritten, put in, taken out, or all from a place on cut off. */
type Change =
  | { readonly kind: 'overwrite' | 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'cut'; readonly at: number };

/** Bytes that formats give a meaning of their own to. */
const TELLING = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x0a, 0x22, 0x7b, 0x5b];

// Places are shares of the length, so that they fit every file.
const at = fc.double({ min: 0, max: 1, noNaN: true });
const byte = fc.oneof(fc.constantFrom(...TELLING), fc.nat(255));
const bytes = fc.array(byte, { minLength: 1, maxLength: 8 }).map((list) => Uint8Array.from(list));

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('overwrite' as const), at, bytes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('insert' as const), at, bytes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), at, count: fc.nat(64) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at }) },
);

/** Right files with a few changes in each. */
export function mutatedBytes(files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...files), fc.array(change, { maxLength: 4 }))
    .map(([file, changes]) => changes.reduce(changed, file));
}

function changed(file: Uint8Array, one: Change): Uint8Array {
  const place = Math.floor(one.at * file.length);
  const [before, after] = [file.subarray(0, place), file.subarray(place)];
  switch (one.kind) {
    case 'overwrite':
      return Buffer.concat([before, one.bytes, after.subarray(one.bytes.length)]);
    case 'insert':
      return Buffer.concat([before, one.bytes, after]);
    case 'remove':
      return Buffer.concat([before, after.subarray(one.count)]);
    case 'cut':
      return before;
  }
}

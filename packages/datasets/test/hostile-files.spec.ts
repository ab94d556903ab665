import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDofError, parseOptions } from '@dof/core';
import { npz, parseIdx, parseMat, parseNpy } from '@dof/datasets';
import { fixture } from './fixture.js';
import { idxBytes } from './idx-bytes.js';
import { withFolder } from './tiny-idx-dataset.js';

const numRuns = Number(process.env['DOF_FUZZ_RUNS'] ?? 200);

/** A right file with bytes changed, cut, or added; or anything at all. */
function damaged(right: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat(right.length - 1), byte: fc.nat(255) });
  const changed = fc.array(change, { minLength: 1, maxLength: 8 }).map((changes) => {
    const bytes = Uint8Array.from(right);
    changes.forEach(({ at, byte }) => (bytes[at] = byte));
    return bytes;
  });
  // Most damage is in the first bytes, where lengths and types are.
  const header = fc
    .array(fc.record({ at: fc.nat(Math.min(200, right.length - 1)), byte: fc.constantFrom(0, 1, 127, 128, 255) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => {
      const bytes = Uint8Array.from(right);
      changes.forEach(({ at, byte }) => (bytes[at] = byte));
      return bytes;
    });
  const cut = fc.nat(right.length).map((length) => right.slice(0, length));
  return fc.oneof(changed, header, cut, fc.uint8Array({ maxLength: 300 }));
}

/** Requires an answer or a one-line DofError, soon. */
async function survives(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isDofError(error)) throw error;
    expect(error.message).not.toContain('\n');
  }
}

describe('damaged and hostile files give an answer or one line', () => {
  const idx = idxBytes([2, 3, 4], new Uint8Array(24));
  it(
    'IDX',
    () =>
      fc.assert(
        fc.asyncProperty(damaged(idx), (bytes) => survives(() => parseIdx(bytes, 'file', 3))),
        { numRuns },
      ),
    60_000,
  );

  it.each(['svhn-plain.mat', 'svhn-compressed.mat', 'svhn-double-labels.mat'])(
    'MAT: %s',
    (name) =>
      fc.assert(
        fc.asyncProperty(damaged(readFileSync(fixture(name))), (bytes) =>
          survives(() => parseMat(bytes, 'file', 10_000)),
        ),
        { numRuns },
      ),
    60_000,
  );

  const npy = Uint8Array.from(
    Buffer.from(
      "\x93NUMPY\x01\x00\x46\x00{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }" +
        ' '.repeat(10) +
        '\n123456',
      'latin1',
    ),
  );

  it('NPY', async () => {
    expect(parseNpy(npy, 'file').shape).toEqual([2, 3]);
    await fc.assert(
      fc.asyncProperty(damaged(npy), (bytes) => survives(() => parseNpy(bytes, 'file'))),
      { numRuns },
    );
  }, 60_000);

  it.each([
    ['more entries than there are', '(4000000000, 4000000000)'],
    ['negative numbers', '(-1, 3)'],
    ['no numbers', "('a', 3)"],
  ])('NPY: a shape of %s', async (_what, shape) => {
    const header = `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }\n`;
    const bytes = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}123456`, 'latin1');
    expect(() => parseNpy(bytes, 'file')).toThrow(expect.objectContaining({ code: 'DOF_DATA_CORRUPT' }));
  });

  it.each(['keras.npz', 'medmnist.npz'])(
    'NPZ: %s',
    (name) =>
      fc.assert(
        fc.asyncProperty(damaged(readFileSync(fixture(name))), (bytes) =>
          withFolder({ 'some.npz': bytes }, (folder) =>
            survives(() => npz.load(parseOptions(npz.options, { file: join(folder, 'some.npz') }, 'npz'))),
          ),
        ),
        { numRuns },
      ),
    60_000,
  );
});

import { describe, expect, it } from '@jest/globals';
import { normalArray, referenceLinearMap } from '@dof/testing';
import type { ProjectionSpec, SynchronousLinearMap } from '../contracts/linear-map.js';
import { plainLinearMap } from './plain-linear-map.js';

const SIZES = [
  [1, 1],
  [1, 5],
  [9, 21],
  [300, 64],
  [1003, 300],
] as const;

const kinds: Record<ProjectionSpec['kind'], object> = {
  gaussian: {},
  'gaussian-int8': {},
  'gaussian-regenerated': {},
  rademacher: {},
  sparse: {},
  hadamard: {},
  fastfood: {},
};

const vector = (stream: number, length: number): Float32Array => Float32Array.from(normalArray([6, 6], stream, length));

function products(map: SynchronousLinearMap) {
  const image = new Float32Array(map.rows);
  const back = new Float32Array(map.columns);
  map.apply(vector(0, map.columns), vector(1, map.rows), image);
  map.applyTranspose(vector(2, map.rows), back);
  return { image, back };
}

function expectClose(actual: Float32Array, expected: Float32Array): void {
  const largest = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-6);
  actual.forEach((entry, i) => expect(Math.abs(entry - expected[i])).toBeLessThan(1e-5 * largest));
}

describe('plain linear maps', () => {
  it.each(Object.entries({ ...kinds, 'sparse of 1 entry': { kind: 'sparse', nonZerosPerColumn: 1 } }))(
    'of kind %s are the definition, both ways',
    (kind, changes) => {
      for (const [rows, columns] of SIZES) {
        const spec = { kind, rows, columns, ...changes } as ProjectionSpec;
        const map = plainLinearMap(spec, [rows, columns]);
        expect(map.form).toEqual({ kind: 'projection', spec, key: [rows, columns] });
        const [actual, expected] = [products(map), products(referenceLinearMap(spec, [rows, columns]))];
        expectClose(actual.image, expected.image);
        expectClose(actual.back, expected.back);
        map.dispose();
      }
    },
  );

  it('say what a matrix that does not fit needs', () => {
    expect(() => plainLinearMap({ kind: 'gaussian', rows: 272_474, columns: 250_000 }, [1, 1])).toThrow(
      expect.objectContaining({
        code: 'DOF_ENGINE_MEMORY',
        message: expect.stringMatching(/dense 272474 x 250000 projection needs 2598\d\d MiB.*smaller d/),
      }),
    );
  });

  it.each([
    [0, 4],
    [4, 0],
    [2.5, 4],
  ])('of size %d x %d are refused', (rows, columns) => {
    expect(() => plainLinearMap({ kind: 'gaussian', rows, columns }, [1, 1])).toThrow(
      expect.objectContaining({ code: 'DOF_PROJECTION_SIZE' }),
    );
  });

  it('reject vectors of the wrong length, and use after disposal, as programming errors', () => {
    const map = plainLinearMap({ kind: 'gaussian', rows: 5, columns: 2 }, [1, 1]);
    const of = (length: number): Float32Array => new Float32Array(length);
    expect(() => map.apply(of(3), of(5), of(5))).toThrow(/theta/);
    expect(() => map.apply(of(2), of(4), of(5))).toThrow(/origin/);
    expect(() => map.apply(of(2), of(5), of(4))).toThrow(/out/);
    expect(() => map.applyTranspose(of(4), of(2))).toThrow(/g has/);
    map.dispose();
    map.dispose();
    expect(() => map.applyTranspose(of(5), of(2))).toThrow(/disposed/);
  });
});

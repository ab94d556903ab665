import type { LinearMap } from '../../../contracts/linear-map.js';
import { normalArray } from '../../data/normal-array.js';
import { referenceLinearMap } from '../../reference/reference-linear-map.js';
import { assertClose, assertSame, assertThat } from '../assertions.js';
import type { ContractClause } from '../contract-clause.js';
import { withBackend, type BackendSubject } from './backend-subject.js';

/** D and d: lanes to spare on either side, one column, one row, wider than tall, and a few real blocks. */
const SIZES = [
  [1, 1],
  [7, 1],
  [1, 5],
  [64, 16],
  [61, 13],
  [9, 21],
  [1003, 37],
] as const;

function vector(seed: number, length: number): Float32Array {
  return Float32Array.from(normalArray([seed, 77], 0, length));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Runs a check on a map of every size. */
function forMaps(subject: BackendSubject, check: (map: LinearMap, expected: LinearMap) => void): Promise<void> {
  return withBackend(subject, async (backend) => {
    for (const [rows, columns] of SIZES) {
      const map = await backend.linearMap({ kind: 'gaussian', rows, columns }, [rows, columns]);
      assertThat(
        map.rows === rows && map.columns === columns,
        `${map.rows} x ${map.columns}, not ${rows} x ${columns}`,
      );
      check(map, referenceLinearMap({ kind: 'gaussian', rows, columns }, [rows, columns]));
      map.dispose();
    }
  });
}

function column(map: LinearMap, index: number): Float32Array {
  const unit = new Float32Array(map.columns);
  unit[index] = 1;
  const out = new Float32Array(map.rows);
  map.apply(unit, new Float32Array(map.rows), out);
  return out;
}

/** What `Backend.linearMap` promises. */
export const linearMapClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'linear maps are the same draw as the reference',
    check: (subject) =>
      forMaps(subject, (map, expected) => {
        for (let j = 0; j < map.columns; j++) {
          assertClose(column(map, j), column(expected, j), 1e-6, `column ${j} of ${map.rows} x ${map.columns}`);
        }
      }),
  },
  {
    name: 'columns of linear maps have unit length',
    check: (subject) =>
      forMaps(subject, (map) => {
        for (let j = 0; j < map.columns; j++) {
          const length = Math.sqrt(dot(column(map, j), column(map, j)));
          assertClose([length], [1], 1e-6, `length of column ${j} of ${map.rows} x ${map.columns}`);
        }
      }),
  },
  {
    name: 'apply gives origin + A theta',
    check: (subject) =>
      forMaps(subject, (map, expected) => {
        const [theta, origin] = [vector(1, map.columns), vector(2, map.rows)];
        const [actual, wanted] = [new Float32Array(map.rows).fill(NaN), new Float32Array(map.rows)];
        map.apply(theta, origin, actual);
        expected.apply(theta, origin, wanted);
        assertClose(actual, wanted, 1e-5, `origin + A theta, ${map.rows} x ${map.columns}`);
      }),
  },
  {
    name: 'applyTranspose is the adjoint of apply',
    check: (subject) =>
      forMaps(subject, (map) => {
        const [theta, g] = [vector(3, map.columns), vector(4, map.rows)];
        const [image, back] = [new Float32Array(map.rows), new Float32Array(map.columns).fill(NaN)];
        map.apply(theta, new Float32Array(map.rows), image);
        map.applyTranspose(g, back);
        const scale = Math.sqrt(dot(theta, theta) * dot(g, g));
        assertClose([dot(image, g)], [dot(theta, back)], 1e-5, `<A theta, g>, ${map.rows} x ${map.columns}`, scale);
      }),
  },
  {
    name: 'fewer columns of the same key are the first columns',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        const narrow = await backend.linearMap({ kind: 'gaussian', rows: 53, columns: 6 }, [4, 2]);
        const wide = await backend.linearMap({ kind: 'gaussian', rows: 53, columns: 29 }, [4, 2]);
        for (let j = 0; j < 6; j++) assertSame(column(narrow, j), column(wide, j), `column ${j}`);
        narrow.dispose();
        wide.dispose();
      }),
  },
];

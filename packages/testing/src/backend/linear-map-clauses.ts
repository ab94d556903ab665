import {
  errorMessage,
  isDofError,
  projectionTraits,
  type LinearMap,
  type ProjectionKind,
  type ProjectionSpec,
  type SynchronousLinearMap,
} from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { explicitMap, mapOfForm, referenceLinearMap } from '../reference/reference-linear-map.js';
import { assertClose, assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
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

const KINDS = Object.keys(projectionTraits) as ProjectionKind[];

/** Runs a check on a map of every kind and size; `what` names it. */
function forMaps(
  subject: BackendSubject,
  check: (map: LinearMap, expected: SynchronousLinearMap, what: string, kind: ProjectionKind) => Promise<void>,
  kinds: readonly ProjectionKind[] = KINDS,
): Promise<void> {
  return withBackend(subject, async (backend) => {
    for (const kind of kinds) {
      for (const [rows, columns] of SIZES) {
        const what = `${kind} ${rows} x ${columns}`;
        const map = await backend.linearMap({ kind, rows, columns }, [rows, columns]);
        assertThat(map.rows === rows && map.columns === columns, `${map.rows} x ${map.columns}, not ${what}`);
        await check(map, referenceLinearMap({ kind, rows, columns }, [rows, columns]), what, kind);
        map.dispose();
      }
    }
  });
}

async function column(map: LinearMap, index: number): Promise<Float32Array> {
  const unit = new Float32Array(map.columns);
  unit[index] = 1;
  const out = new Float32Array(map.rows);
  await map.apply(unit, new Float32Array(map.rows), out);
  return out;
}

/** Both products of two maps of one size agree. */
async function assertMapsAgree(map: LinearMap, expected: SynchronousLinearMap, what: string): Promise<void> {
  const { rows, columns } = expected;
  assertThat(map.rows === rows && map.columns === columns, `${map.rows} x ${map.columns}, not ${what}`);
  const [theta, origin, g] = [vector(1, columns), vector(2, rows), vector(4, rows)];
  const [image, wantedImage] = [new Float32Array(rows).fill(NaN), new Float32Array(rows)];
  await map.apply(theta, origin, image);
  expected.apply(theta, origin, wantedImage);
  assertClose(image, wantedImage, 1e-5, `origin + A theta, ${what}`);
  const [back, wantedBack] = [new Float32Array(columns).fill(NaN), new Float32Array(columns)];
  await map.applyTranspose(g, back);
  expected.applyTranspose(g, wantedBack);
  // An entry is a sum of terms of either sign and about unit size: rounding goes with the square root of their number.
  assertClose(back, wantedBack, 1e-5, `A^T g, ${what}`, Math.sqrt(rows));
}

/** What `Backend.linearMap` and `Backend.columnsMap` promise. */
export const linearMapClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'linear maps are the same draw as the reference',
    check: (subject) =>
      forMaps(subject, async (map, expected, what, kind) => {
        // An entry of Fastfood is a sum of a few hundred, rounded twice; the others are products.
        const tolerance = kind === 'fastfood' ? 4e-6 : 1e-6;
        const typical = 1 / Math.sqrt(map.rows);
        for (let j = 0; j < map.columns; j++) {
          assertClose(await column(map, j), await column(expected, j), tolerance, `column ${j} of ${what}`, typical);
        }
      }),
  },
  {
    name: 'columns of linear maps have unit length',
    check: (subject) =>
      forMaps(
        subject,
        async (map, _expected, what) => {
          for (let j = 0; j < map.columns; j++) {
            const entries = await column(map, j);
            const length = Math.sqrt(dot(entries, entries));
            assertClose([length], [1], 1e-6, `length of column ${j} of ${what}`);
          }
        },
        KINDS.filter((kind) => projectionTraits[kind].unitColumns),
      ),
  },
  {
    name: 'apply gives origin + A theta',
    check: (subject) =>
      forMaps(subject, async (map, expected, what) => {
        const [theta, origin] = [vector(1, map.columns), vector(2, map.rows)];
        const [actual, wanted] = [new Float32Array(map.rows).fill(NaN), new Float32Array(map.rows)];
        await map.apply(theta, origin, actual);
        expected.apply(theta, origin, wanted);
        assertClose(actual, wanted, 1e-5, `origin + A theta, ${what}`);
      }),
  },
  {
    name: 'applyTranspose is the adjoint of apply',
    check: (subject) =>
      forMaps(subject, async (map, _expected, what) => {
        const [theta, g] = [vector(3, map.columns), vector(4, map.rows)];
        const [image, back] = [new Float32Array(map.rows), new Float32Array(map.columns).fill(NaN)];
        await map.apply(theta, new Float32Array(map.rows), image);
        await map.applyTranspose(g, back);
        const scale = Math.sqrt(dot(theta, theta) * dot(g, g));
        assertClose([dot(image, g)], [dot(theta, back)], 1e-5, `<A theta, g>, ${what}`, scale);
      }),
  },
  {
    name: 'fewer columns of the same key are the first columns',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        // All of them, since these two d share an order of Fastfood blocks.
        for (const kind of KINDS) {
          const narrow = await backend.linearMap({ kind, rows: 53, columns: 6 }, [4, 2]);
          const wide = await backend.linearMap({ kind, rows: 53, columns: 29 }, [4, 2]);
          for (let j = 0; j < 6; j++) {
            assertSame(await column(narrow, j), await column(wide, j), `column ${j} of ${kind}`);
          }
          narrow.dispose();
          wide.dispose();
        }
      }),
  },
  {
    name: 'a sparse map takes as many non-zeros of each column as asked for',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        for (const nonZerosPerColumn of [1, 7, 60]) {
          const spec = { kind: 'sparse', rows: 60, columns: 5, nonZerosPerColumn } as const;
          const [map, expected] = [await backend.linearMap(spec, [6, 3]), referenceLinearMap(spec, [6, 3])];
          for (let j = 0; j < 5; j++) {
            const what = `column ${j} with ${nonZerosPerColumn} non-zeros`;
            assertClose(await column(map, j), await column(expected, j), 1e-6, what);
          }
          map.dispose();
        }
      }),
  },
  {
    name: 'a map of given columns, where the engine has one, is those columns times their scale',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        if (backend.columnsMap === undefined) return;
        for (const [rows, count] of SIZES) {
          const columns = Array.from({ length: count }, (_, j) => vector(100 + j, rows));
          const given = columns.map((one) => one.slice());
          for (const scale of [undefined, Float64Array.from(vector(5, count))]) {
            const map = await backend.columnsMap(columns, scale);
            // The columns belong to the caller, who may go on with them.
            columns.forEach((one) => one.fill(7));
            const expected = explicitMap(
              rows,
              given.map((one, j) => Float64Array.from(one, (entry) => entry * (scale?.[j] ?? 1))),
            );
            await assertMapsAgree(map, expected, `given columns ${rows} x ${count}${scale ? ', scaled' : ''}`);
            columns.forEach((one, j) => one.set(given[j]));
            map.dispose();
          }
        }
      }),
  },
  {
    name: 'what a linear map says that it is, is what it does',
    check: async (subject) => {
      await forMaps(subject, async (map, _expected, what) => {
        if (map.form) await assertMapsAgree(map, mapOfForm(map.form), `the form of ${what}`);
      });
      await withBackend(subject, async (backend) => {
        const columns = [0, 1, 2].map((j) => vector(100 + j, 9));
        for (const scale of [undefined, Float64Array.of(2, 0.5, -1)]) {
          const map = await backend.columnsMap?.(columns, scale);
          if (map?.form) await assertMapsAgree(map, mapOfForm(map.form), 'the form of given columns');
          map?.dispose();
        }
      });
    },
  },
  {
    name: 'a projection that does not exist is refused with a DofError',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        const wrong: readonly (readonly [ProjectionSpec, string])[] = [
          [{ kind: 'gaussian', rows: 0, columns: 1 }, 'DOF_PROJECTION_SIZE'],
          [{ kind: 'hadamard', rows: 4, columns: 1.5 }, 'DOF_PROJECTION_SIZE'],
          [{ kind: 'sparse', rows: 4, columns: 2, nonZerosPerColumn: 5 }, 'DOF_PROJECTION_SIZE'],
          [JSON.parse('{ "kind": "dense", "rows": 4, "columns": 2 }'), 'DOF_UNSUPPORTED_PROJECTION'],
        ];
        for (const [spec, code] of wrong) {
          const reason: unknown = await backend.linearMap(spec, [1, 2]).then(
            () => undefined,
            (error: unknown) => error,
          );
          assertThat(reason !== undefined, `${JSON.stringify(spec)} was accepted`);
          assertThat(
            isDofError(reason) && reason.code === code,
            `${JSON.stringify(spec)} is not refused with ${code}: ${errorMessage(reason)}`,
          );
        }
      }),
  },
];

import type { Backend, SingularDirections } from '@dof/core';
import { assertClose, assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { normalArray } from '../problems/random-arrays.js';
import { referenceSingularDirections } from '../reference/reference-singular-directions.js';
import { withBackend, type BackendSubject } from './backend-subject.js';
import { withoutGrowth } from './lifetime-clauses.js';

type Find = NonNullable<Backend['topSingularDirections']>;

/** Of entries of a direction that nothing but float32 rounds. */
const TOLERANCE = 5e-7;
/** Of inner products of directions, whose singular values may be down to 1e-7 of the largest. */
const ORTHOGONALITY = 1e-6;

function vectors(count: number, dimension: number, size: (j: number) => number = () => 1): Float32Array[] {
  return Array.from({ length: count }, (_, j) =>
    Float32Array.from(normalArray([j, 91], 0, dimension), (entry) => entry * size(j)),
  );
}

/** n and D: one of either, more vectors than entries, tiles and stretches with some to spare, one past a block. */
const GENERIC: readonly Float32Array[][] = [
  ...(
    [
      [1, 1],
      [1, 5],
      [5, 1],
      [13, 13],
      [40, 9],
      [9, 40],
      [35, 1100],
      [67, 301],
    ] as const
  ).map(([count, dimension]) => vectors(count, dimension)),
  vectors(20, 300, (j) => 2 ** -j),
  vectors(12, 50, (j) => 1e-30 * (1 + j)),
];

const [a, b] = vectors(2, 30);
/** Directions of the last 20 are made orthogonal to those before. */
const FALLING = vectors(88, 400, (j) => 1.15 ** -j);

/** Spectra in which directions of single values mean little: equal, dependent, vanishing. */
const DEGENERATE: readonly Float32Array[][] = [
  Array.from({ length: 11 }, (_, j) => Float32Array.from({ length: 17 }, (_entry, i) => (i === j ? 3 : 0))),
  Array.from({ length: 8 }, (_, j) => Float32Array.from({ length: 8 }, (_entry, i) => (i & j ? -1 : 1))),
  [a, b, a.map((value, i) => value + b[i]), a.map((value) => 2 * value)],
  Array.from({ length: 6 }, () => a),
  [new Float32Array(4), new Float32Array(4)],
  vectors(40, 9),
  FALLING,
];

/** Runs a check where the engine finds singular directions. */
function whereOffered(subject: BackendSubject, check: (find: Find, backend: Backend) => Promise<void>): Promise<void> {
  return withBackend(subject, async (backend) => {
    const find = backend.topSingularDirections?.bind(backend);
    if (find !== undefined) await check(find, backend);
  });
}

const named = (list: readonly Float32Array[]): string => `${list.length} vectors of ${list[0].length}`;

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

function assertSpectrum(actual: SingularDirections, expected: SingularDirections, what: string): void {
  const { singularValues, rank } = expected;
  const squares = (values: Float64Array): number[] => Array.from(values, (value) => (value / singularValues[0]) ** 2);
  if (singularValues[0] > 0) {
    const most = 32 * singularValues.length * Number.EPSILON;
    assertClose(squares(actual.singularValues), squares(singularValues), most, `squared singular values of ${what}`, 1);
  }
  assertThat(actual.rank === rank, `${what} have rank ${actual.rank} instead of ${rank}`);
  actual.singularValues.forEach((value, j, all) =>
    assertThat(j === 0 || value <= all[j - 1], `singular value ${j} of ${what} is above the one before`),
  );
}

/** Directions as far as rounding in inner products leaves them: by the distance to the next singular values. */
function assertDirections(actual: SingularDirections, expected: SingularDirections, what: string): void {
  const squares = Array.from(expected.singularValues, (value) => (value / expected.singularValues[0]) ** 2);
  assertThat(actual.directions.length === expected.rank, `${what} have ${actual.directions.length} directions`);
  actual.directions.forEach((direction, j) => {
    const gap = Math.min(...squares.map((square, i) => (i === j ? Infinity : Math.abs(square - squares[j]))));
    const tolerance = TOLERANCE + (16 * squares.length * Number.EPSILON) / gap;
    assertClose(direction, expected.directions[j], tolerance, `direction ${j} of ${what}`, 1);
  });
}

/** What `Backend.topSingularDirections` promises, where the engine has it. */
export const singularDirectionClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'top singular directions are those of one-sided Jacobi rotations, with their sign',
    check: (subject) =>
      whereOffered(subject, async (find) => {
        for (const list of GENERIC) {
          const [actual, expected] = [await find(list, Infinity), await referenceSingularDirections(list, Infinity)];
          assertSpectrum(actual, expected, named(list));
          assertDirections(actual, expected, named(list));
        }
      }),
  },
  {
    name: 'top singular directions are orthonormal and span the vectors, whatever the spectrum',
    check: (subject) =>
      whereOffered(subject, async (find) => {
        for (const list of [...GENERIC, ...DEGENERATE]) {
          const what = named(list);
          const [actual, expected] = [await find(list, list.length), await referenceSingularDirections(list, 0)];
          assertSpectrum(actual, expected, what);
          const { directions } = actual;
          assertThat(directions.length === expected.rank, `${what} have ${directions.length} directions`);
          directions.forEach((one, i) =>
            directions.forEach((other, j) =>
              assertClose([dot(one, other)], [Number(i === j)], ORTHOGONALITY, `<${i}, ${j}> of ${what}`, 1),
            ),
          );
          for (const vector of list) {
            const along = directions.map((direction) => dot(vector, direction));
            const spanned = vector.map((_, i) => directions.reduce((sum, one, j) => sum + along[j] * one[i], 0));
            assertClose(spanned, vector, 1e-6, `what the directions make of ${what}`, expected.singularValues[0]);
          }
        }
      }),
  },
  {
    name: 'fewer top singular directions are the first of more, in every bit',
    check: (subject) =>
      whereOffered(subject, async (find) => {
        for (const list of [vectors(35, 300), FALLING]) {
          const many = await find(list, Infinity);
          for (const limit of [0, 1, 3, 34, 70, 86]) {
            const few = await find(list, limit);
            assertThat(
              few.directions.length === Math.min(limit, few.rank),
              `${few.directions.length} directions, not ${limit}`,
            );
            few.directions.forEach((one, j) => assertSame(one, many.directions[j], `direction ${j} of ${limit}`));
            assertSame(few.singularValues, many.singularValues, `singular values with ${limit} directions`);
          }
        }
      }),
  },
  {
    name: 'vectors that are not finite have no singular directions',
    check: (subject) =>
      whereOffered(subject, async (find) => {
        for (const value of [NaN, Infinity, -Infinity]) {
          const list = vectors(5, 40);
          list[3][21] = value;
          const { singularValues, rank, directions } = await find(list, 5);
          assertSame(singularValues, new Float64Array(5).fill(NaN), `singular values with an entry of ${value}`);
          assertThat(rank === 0 && directions.length === 0, `with an entry of ${value} the rank is ${rank}, not 0`);
        }
      }),
  },
  {
    name: 'a search for singular directions tells a share that rises to 1, and stops when it is aborted',
    check: (subject) =>
      whereOffered(subject, async (find) => {
        const list = vectors(35, 300);
        const shares: number[] = [];
        await find(list, 5, { onProgress: (share) => void shares.push(share) });
        shares.forEach((share, i) =>
          assertThat(share >= (shares[i - 1] ?? 0) && share <= 1, `${share} was told after ${shares[i - 1] ?? 0}`),
        );
        assertThat(shares.at(-1) === 1, `the last share told is ${shares.at(-1)}, not 1`);
        for (const calls of [0, 1, Math.ceil(shares.length / 2)]) {
          const abort = new AbortController();
          const [reason, again] = [new Error('enough'), { calls: 0 }];
          const onProgress = async (): Promise<void> => {
            if (++again.calls === calls) abort.abort(reason);
          };
          if (calls === 0) abort.abort(reason);
          const outcome: unknown = await find(list, 5, { signal: abort.signal, onProgress }).catch(
            (error: unknown) => error,
          );
          assertThat(outcome === reason, `aborted after ${calls} shares it gave ${String(outcome)}, not the reason`);
          assertThat(again.calls === calls, `${again.calls - calls} shares were told after the abort`);
        }
      }),
  },
  {
    name: 'a search for singular directions leaves the vectors as they are, and no memory behind',
    check: (subject) =>
      whereOffered(subject, async (find) => {
        const list = vectors(16, 2 ** 14);
        const copies = list.map((vector) => vector.slice());
        await withoutGrowth('searches for singular directions', async () => {
          await find(list, 16);
        });
        list.forEach((vector, j) => assertSame(vector, copies[j], `vector ${j} after the search`));
      }),
  },
];

import { affineReparametrisation, projectionTraits, type LinearMap, type ProjectionKind } from '@dof/core';
import { assertOnePass } from '../clauses/assert-one-pass.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { normalArray } from '../problems/random-arrays.js';
import { withBackend, type BackendSubject } from './backend-subject.js';

const KINDS = Object.keys(projectionTraits) as ProjectionKind[];
/** D and d: one column, fewer rows than columns, and sizes at which an engine may take columns in uneven groups. */
const SIZES = [
  [1, 1],
  [7, 1],
  [61, 13],
  [9, 21],
  [1003, 205],
  [20_490, 17],
  [40_001, 9],
] as const;

function vector(stream: number, length: number): Float32Array {
  return Float32Array.from(normalArray([3, 77], stream, length));
}

/** Disposes of the map. */
async function assertMapInOnePass(map: LinearMap, what: string): Promise<void> {
  const reparametrisation = affineReparametrisation(vector(0, map.rows), map);
  await assertOnePass(reparametrisation, vector(1, map.columns), `${what} ${map.rows} x ${map.columns}`);
  reparametrisation.dispose();
}

/** What `LinearMap.applyTransposeThenApply` promises. */
export const onePassClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'both products of a map in one pass, where it has one, are those of two',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        for (const [rows, columns] of SIZES) {
          for (const kind of KINDS) {
            await assertMapInOnePass(await backend.linearMap({ kind, rows, columns }, [rows, columns]), kind);
          }
        }
        if (backend.columnsMap === undefined) return;
        const [rows, count] = [20_490, 9];
        const given = Array.from({ length: count }, (_, j) => vector(2 + j, rows));
        await assertMapInOnePass(await backend.columnsMap(given), 'given columns');
        await assertMapInOnePass(await backend.columnsMap(given, vector(1, count)), 'given columns, scaled');
      }),
  },
];

import { sparseColumn } from '@dof/core';
import type { RademacherProjection, RandomKey, SparseProjection, SynchronousLinearMap } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/** Columns whose signs of one row share a byte. */
const GROUP = 8;

/** Independent signs over sqrt(D), one bit each. */
export function rademacherMap(
  { kernels, memory }: Engine,
  spec: RademacherProjection,
  key: RandomKey,
): SynchronousLinearMap {
  const { rows, columns } = spec;
  const [key0, key1] = key;
  const padded = kernels.signColumns(columns);
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
    what: `a ${rows} x ${columns} projection of signs`,
    longFloats: rows,
    shortFloats: padded,
    tables: { signs: (padded / GROUP) * kernels.signGroupBytes(rows) },
    draw({ signs }) {
      for (let group = 0; group < padded / GROUP; group++) kernels.drawSignGroup(signs, rows, group, key0, key1);
      return new Float32Array(columns).fill(1 / Math.sqrt(rows));
    },
    add: ({ signs, long, short }) => kernels.applySigns(signs, rows, columns, short, long),
    transpose({ signs, long, short }) {
      kernels.applySignsTransposed(signs, rows, columns, long, short);
      // The next product takes coordinates beyond d for zeros.
      memory.floats(short, padded).fill(0, columns);
    },
  });
}

/** Signs at few rows of every column; the columns' factors are applied to the short vector. */
export function sparseMap({ kernels, memory }: Engine, spec: SparseProjection, key: RandomKey): SynchronousLinearMap {
  const { rows, columns } = spec;
  const blockRows = kernels.sparseRows();
  const { entries, ends, factors } = drawSparse(spec, key, blockRows);
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
    what: `a sparse ${rows} x ${columns} projection`,
    longFloats: rows,
    shortFloats: columns,
    tables: { entries: entries.byteLength, ends: ends.byteLength, work: 4 * 2 * blockRows },
    draw(at) {
      memory.bytes(at.entries, entries.byteLength).set(new Uint8Array(entries.buffer));
      memory.words(at.ends, ends.length).set(ends);
      return factors;
    },
    add: (at) => kernels.applySparse(at.entries, at.ends, rows, columns, at.work, at.short, at.long),
    transpose: (at) => kernels.applySparseTransposed(at.entries, at.ends, rows, columns, at.work, at.long, at.short),
  });
}

interface SparseTables {
  /** By blocks of rows, then by columns, in the form of kernels/projection-sparse.cpp. */
  readonly entries: Uint16Array;
  readonly ends: Uint32Array;
  /** What gives the columns unit norm. */
  readonly factors: Float32Array;
}

function drawSparse(spec: SparseProjection, key: RandomKey, blockRows: number): SparseTables {
  const drawn = Array.from({ length: spec.columns }, (_, j) => sparseColumn(spec, key, j));
  const blocks = Math.ceil(spec.rows / blockRows);
  const ends = new Uint32Array(blocks * drawn.length + 1);
  drawn.forEach((column, j) =>
    column.rows.forEach((row) => ends[Math.floor(row / blockRows) * drawn.length + j + 1]++),
  );
  for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
  const next = ends.slice();
  const entries = new Uint16Array(ends[ends.length - 1]);
  drawn.forEach((column, j) =>
    column.rows.forEach((row, k) => {
      const block = Math.floor(row / blockRows);
      const sign = column.signs[k] < 0 ? blockRows : 0;
      entries[next[block * drawn.length + j]++] = row - block * blockRows + sign;
    }),
  );
  return { entries, ends, factors: Float32Array.from(drawn, ({ rows }) => 1 / Math.sqrt(rows.length)) };
}

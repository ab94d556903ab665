import { totalmem } from 'node:os';
import { DofError } from '@dof/core';

/** Column j of a matrix, before scaling to unit length. */
export type ColumnOf = (j: number) => Float32Array | Int8Array;

type Storage = Float32ArrayConstructor | Int8ArrayConstructor;

/** Draws every column once and keeps it; throws DOF_ENGINE_MEMORY when the matrix does not fit. */
export function storedColumns(Storage: Storage, rows: number, columns: number, draw: ColumnOf): ColumnOf {
  const matrix = allocate(Storage, rows, columns);
  const column = (j: number): Float32Array | Int8Array => matrix.subarray(j * rows, (j + 1) * rows);
  for (let j = 0; j < columns; j++) column(j).set(draw(j));
  return column;
}

function allocate(Storage: Storage, rows: number, columns: number): Float32Array | Int8Array {
  const bytes = Storage.BYTES_PER_ELEMENT * rows * columns;
  const refusal = (cause?: unknown): DofError =>
    new DofError(
      'DOF_ENGINE_MEMORY',
      `a dense ${rows} x ${columns} projection needs ${Math.ceil(bytes / 2 ** 20)} MiB, more than there is: use a ` +
        'smaller d or a projection that is not stored, such as fastfood',
      { cause },
    );
  // The system would promise more than it has, and end the process when the entries are written.
  if (bytes > totalmem()) throw refusal();
  try {
    return new Storage(rows * columns);
  } catch (error) {
    throw refusal(error);
  }
}

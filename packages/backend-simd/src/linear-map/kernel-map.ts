import type { ColumnPass, MatrixForm, SynchronousLinearMap } from '@dof/core';
import type { KernelMemory } from '../memory/kernel-memory.js';

/** Sections of a block start at multiples of a cache line. */
const ALIGNMENT = 64;

/** Addresses of a map's tables, of a vector of D floats and of one of d floats, both padded, and of a second one of D. */
export type MapAddresses<Table extends string> = Readonly<Record<Table | 'long' | 'short' | 'image', number>>;

/** Both products with a few columns at a time, for one pass over the matrix. */
export interface ColumnGroups<Table extends string> {
  /** Columns of every group but the last. */
  readonly columns: number;
  /** short = A^T long, in the columns from `from` up to `to`, a group. */
  transpose(at: MapAddresses<Table>, from: number, to: number): void;
  /** long += A short, over the group of the last `transpose`. */
  add(at: MapAddresses<Table>, from: number, to: number): void;
}

/** One kind of linear map: what it keeps in the kernels' memory and which kernels it calls. */
export interface KernelMapDefinition<Table extends string> {
  readonly rows: number;
  readonly columns: number;
  readonly form: MatrixForm;
  /** Names the map where it does not fit in memory. */
  readonly what: string;
  /** Floats of the two vectors with their padding, which is zero before the first product. */
  readonly longFloats: number;
  readonly shortFloats: number;
  /** Bytes of each table. */
  readonly tables: Readonly<Record<Table, number>>;
  /** Fills the tables. Returns the factors of the d columns where the kernels do not apply them. */
  draw(at: MapAddresses<Table>): Float32Array | undefined;
  /** long += A short. */
  add(at: MapAddresses<Table>): void;
  /** short = A^T long. */
  transpose(at: MapAddresses<Table>): void;
  /** Absent: the products follow each other. */
  readonly groups?: ColumnGroups<Table>;
}

/**
 * A linear map whose tables and vectors lie in one block of the kernels' memory.
 *
 * @throws DOF_ENGINE_MEMORY when the block does not fit.
 */
export function kernelMap<Table extends string>(
  memory: KernelMemory,
  definition: KernelMapDefinition<Table>,
): SynchronousLinearMap {
  const { rows, columns, form, longFloats, shortFloats, tables, what, groups } = definition;
  const sizes = { ...tables, long: 4 * longFloats, short: 4 * shortFloats, image: groups ? 4 * longFloats : 0 };
  const padded = Object.entries<number>(sizes).map(([name, bytes]) => [name, aligned(bytes)] as const);
  const total = padded.reduce((sum, [, bytes]) => sum + bytes, 0);
  const block = memory.allocate(
    total,
    what,
    'use a smaller d or a projection that takes less memory, such as fastfood',
  );
  const at = addresses<Table>(block, padded);
  memory.bytes(at.long, 4 * longFloats).fill(0);
  memory.bytes(at.short, 4 * shortFloats).fill(0);
  memory.bytes(at.image, sizes.image).fill(0);
  const factors = definition.draw(at);
  let held = true;
  const use = (): void => {
    if (!held) throw new Error('this linear map was disposed of');
  };
  const inOnePass =
    (groups: ColumnGroups<Table>) =>
    ({ g, pulled, theta, update, origin, out }: ColumnPass): void => {
      use();
      for (const [name, vector] of Object.entries({ theta, pulled })) requireLength(name, vector, columns);
      for (const [name, vector] of Object.entries({ g, origin, out })) requireLength(name, vector, rows);
      memory.floats(at.long, rows).set(g);
      const [short, image] = [memory.floats(at.short, columns), memory.floats(at.image, rows)];
      image.set(origin);
      const imageAt = { ...at, long: at.image };
      for (let from = 0; from < columns; from += groups.columns) {
        const to = Math.min(from + groups.columns, columns);
        groups.transpose(at, from, to);
        const gradient = pulled.subarray(from, to);
        const coordinates = short.subarray(from, to);
        gradient.set(coordinates);
        if (factors !== undefined) scale(gradient, factors, from);
        update(from, to);
        coordinates.set(theta.subarray(from, to));
        if (factors !== undefined) scale(coordinates, factors, from);
        groups.add(imageAt, from, to);
      }
      out.set(image);
    };
  return {
    rows,
    columns,
    form,
    apply(theta, origin, out) {
      use();
      requireLength('theta', theta, columns);
      requireLength('origin', origin, rows);
      requireLength('out', out, rows);
      const short = memory.floats(at.short, columns);
      short.set(theta);
      if (factors !== undefined) scale(short, factors, 0);
      const long = memory.floats(at.long, rows);
      long.set(origin);
      definition.add(at);
      out.set(long);
    },
    applyTranspose(g, out) {
      use();
      requireLength('g', g, rows);
      requireLength('out', out, columns);
      memory.floats(at.long, rows).set(g);
      definition.transpose(at);
      out.set(memory.floats(at.short, columns));
      if (factors !== undefined) scale(out, factors, 0);
    },
    ...(groups && { applyTransposeThenApply: inOnePass(groups) }),
    dispose() {
      if (held) memory.free(block);
      held = false;
    },
  };
}

function addresses<Table extends string>(
  block: number,
  sections: readonly (readonly [string, number])[],
): MapAddresses<Table> {
  let next = block;
  const entries = sections.map(([name, bytes]) => {
    const start = next;
    next += bytes;
    return [name, start] as const;
  });
  return Object.fromEntries(entries) as MapAddresses<Table>;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** `vector` are the coordinates from `first` on. */
function scale(vector: Float32Array, factors: Float32Array, first: number): void {
  for (let j = 0; j < vector.length; j++) vector[j] *= factors[first + j];
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not ${length}`);
}

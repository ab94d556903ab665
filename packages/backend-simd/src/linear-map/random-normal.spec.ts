import { fillNormal } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { availableEngines, chooseEngine } from '../engine/choose-engine.js';
import type { Engine } from '../engine/engine.js';

/** Rows of one column that follow each other in memory, see kernels/dense-matrix.h. */
const CHUNK = 16;

const engines = await Promise.all(
  availableEngines().map(async (name): Promise<[string, Engine]> => [name, await chooseEngine(name).open()]),
);

/** Column of a matrix drawn by the kernels, without scaling, as 32-bit words. */
function drawnColumn(
  { kernels, memory }: Engine,
  rows: number,
  column: number,
  key: readonly [number, number],
): Uint32Array {
  const group = kernels.groupColumns();
  const first = Math.floor(column / group) * group;
  const floats = kernels.matrixFloats(rows, group);
  const block = memory.allocate(4 * floats, 'test', '');
  // The kernels address a group from the start of the matrix, which may lie before the memory here: 32 bits wrap.
  kernels.drawNormalGroup(block - 4 * floats * (first / group), rows, first + group, first, key[0], key[1], 0);
  const words = memory.words(block, floats);
  const drawn = Uint32Array.from({ length: rows }, (_, row) => {
    const chunk = Math.floor(row / CHUNK);
    return words[(chunk * group + (column - first)) * CHUNK + (row % CHUNK)];
  });
  memory.free(block);
  return drawn;
}

function expectedColumn(rows: number, column: number, key: readonly [number, number]): Uint32Array {
  const draws = new Float32Array(rows);
  fillNormal(key, column, draws);
  return new Uint32Array(draws.buffer);
}

describe.each(engines)('the normal generator of the %s kernels', (_, engine) => {
  it.each([
    [1, 0],
    [7, 3],
    [16, 8],
    [17, 9],
    [1000, 12_345],
  ])('draws the very bits of core for %i rows of column %i', (rows, column) => {
    for (const key of [
      [0, 0],
      [0xffffffff, 0x80000000],
      [0x13198a2e, 0x03707344],
    ] as const) {
      expect(drawnColumn(engine, rows, column, key)).toEqual(expectedColumn(rows, column, key));
    }
  });

  it('agrees bit for bit over a million draws, both tails included', () => {
    const rows = 1_000_000;
    const [drawn, expected] = [drawnColumn(engine, rows, 5, [3, 4]), expectedColumn(rows, 5, [3, 4])];
    // Buffers compare in one step; the test above shows entries when they differ.
    expect(Buffer.compare(Buffer.from(drawn.buffer), Buffer.from(expected.buffer))).toBe(0);
    const values = new Float32Array(expected.buffer);
    expect(values.reduce((most, z) => Math.max(most, Math.abs(z)), 0)).toBeGreaterThan(4.5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { availableEngines, SimdBackend, type EngineName } from '@dof/backend-simd';
import { normalArray, referenceSingularDirections } from '@dof/testing';
import type { SingularDirections } from '@dof/core';

const engines = availableEngines();
const native = engines.filter((engine) => engine !== 'wasm');

/** Columns that fall in size, as the moves of a trajectory do. */
function columns(count: number, dimension: number): Float32Array[] {
  return Array.from({ length: count }, (_, j) =>
    Float32Array.from(normalArray([j, 17], 0, dimension), (entry) => entry / (1 + j)),
  );
}

async function found(engine: EngineName, list: readonly Float32Array[], limit = Infinity): Promise<SingularDirections> {
  const backend = new SimdBackend({ engine });
  const directions = await backend.topSingularDirections(list, limit);
  backend.dispose();
  return directions;
}

const bits = ({ singularValues, rank, directions }: SingularDirections): unknown => [
  [...singularValues],
  rank,
  directions.map((one) => Buffer.from(one.buffer).toString('base64')),
];

function furthest(actual: SingularDirections, expected: SingularDirections): number {
  return actual.directions.reduce(
    (most, one, j) => one.reduce((so, x, i) => Math.max(so, Math.abs(x - expected.directions[j][i])), most),
    0,
  );
}

/** Past a panel, a group of reflections and a block of columns, none of them whole. */
const MANY = columns(277, 331);

describe('top singular directions of the simd engine', () => {
  it.each(engines)(
    'are the right ones past every block, to 1e-6: %s',
    async (engine) => {
      // Rows past a staged stretch; few columns, since the reference takes its time.
      for (const list of [columns(37, 1301), MANY]) {
        const [actual, expected] = [await found(engine, list, 60), await referenceSingularDirections(list, 60)];
        expect(actual.rank).toBe(list.length);
        expect(furthest(actual, expected)).toBeLessThan(1e-6);
        actual.singularValues.forEach((value, j) => {
          const { singularValues } = expected;
          expect(Math.abs(value - singularValues[j])).toBeLessThan(
            1e-10 * (singularValues[0] ** 2 / singularValues[j]),
          );
        });
      }
    },
    60_000,
  );

  it('are the same bits in WebAssembly and in native code with vectors as long', async () => {
    for (const engine of native.filter((name) => name === 'native-plain')) {
      expect(bits(await found(engine, MANY))).toEqual(bits(await found('wasm', MANY)));
    }
  });

  it('do not depend on what was in memory before', async () => {
    const backend = new SimdBackend({ engine: 'wasm' });
    const fresh = await backend.topSingularDirections(MANY, 20);
    // A search in blocks of the same sizes leaves NaN in what WebAssembly gives out again.
    await backend.topSingularDirections(
      MANY.map((column) => column.map(() => NaN)),
      20,
    );
    const spoilt = await backend.linearMap({ kind: 'gaussian', rows: 4000, columns: 500 }, [1, 2]);
    spoilt.applyTranspose(new Float32Array(4000).fill(NaN), new Float32Array(500));
    spoilt.dispose();
    expect(bits(await backend.topSingularDirections(MANY, 20))).toEqual(bits(fresh));
    backend.dispose();
  });

  it('give all their memory back, also when they are stopped', async () => {
    const backend = new SimdBackend({ engine: native[0] ?? 'wasm' });
    const before = await backend.memoryBytes();
    await backend.topSingularDirections(MANY, 20);
    const stop = backend.topSingularDirections(MANY, 20, {
      onProgress: (share) => {
        if (share > 0.5) throw new Error('enough');
      },
    });
    await expect(stop).rejects.toThrow('enough');
    if (native.length > 0) expect(await backend.memoryBytes()).toBe(before);
    backend.dispose();
  });

  it('leave the engine to others between their steps', async () => {
    const backend = new SimdBackend({ engine: 'wasm' });
    const alone = await backend.topSingularDirections(MANY, 5);
    const maps: Promise<unknown>[] = [];
    const among = await backend.topSingularDirections(MANY, 5, {
      // The memory grows, and views of it end, while the search waits.
      onProgress: async () => {
        maps.push(backend.linearMap({ kind: 'gaussian', rows: 1000, columns: 40 }, [maps.length, 1]));
        await maps.at(-1);
      },
    });
    expect(bits(among)).toEqual(bits(alone));
    backend.dispose();
  });

  it('say what they need where it does not fit', async () => {
    const backend = new SimdBackend({ engine: 'wasm' });
    const one = new Float32Array(1);
    await expect(backend.topSingularDirections(new Array(40_000).fill(one), 1)).rejects.toMatchObject({
      code: 'DOF_ENGINE_MEMORY',
      message: expect.stringMatching(/the inner products of 40000 vectors needs .* MiB.*: use fewer vectors/),
    });
    backend.dispose();
  });
});

import { describe, expect, it } from '@jest/globals';
import { affineReparametrisation, createContainer, runKey, Tokens, trainRun } from '@dof/core';
import { lotterySubspace, register } from '@dof/methods-lottery-subspace';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import {
  backend,
  columnsOf,
  compile,
  layout,
  metaOf,
  optionsOf,
  prepare,
  signal,
  start,
  subspace,
  TRAIN_COUNT,
  trajectoryOf,
} from './setting.js';

const D = layout.dimension;
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
const differences = (points: readonly Float32Array[], steps: readonly number[]): number[][] =>
  steps.slice(1).map((step, n) => [...points[step]].map((value, i) => value - points[steps[n]][i]));

/** The decomposition of the D x n matrix with these columns, by another algorithm. */
function decompose(vectors: readonly number[][]): SingularValueDecomposition {
  return new SingularValueDecomposition(new Matrix([...vectors]).transpose(), { autoTranspose: true });
}

describe('lottery-subspace', () => {
  it.each<[string, object, (points: readonly Float32Array[]) => number[][]]>([
    ['increments', {}, (points) => differences(points, [0, 3, 6, 9, 12, 15])],
    [
      'displacements from the start',
      { vectors: 'displacements' },
      (points) => [3, 6, 9, 12, 15].map((step) => differences(points, [0, step])[0]),
    ],
    [
      'centred increments',
      { meanCentred: true },
      (points) => {
        const vectors = differences(points, [0, 3, 6, 9, 12, 15]);
        const mean = vectors[0].map((_, i) => vectors.reduce((sum, vector) => sum + vector[i] / 5, 0));
        return vectors.map((vector) => vector.map((value, i) => value - mean[i]));
      },
    ],
    [
      'increments of the reference code, the first a step longer',
      { reference: true },
      (points) => differences(points, [0, 4, 7, 10, 13, 16]),
    ],
  ])('spans the top left singular vectors of the %s', async (_, changes, vectorsOf) => {
    // One snapshot more, so that the spy sees the w of the last one that counts.
    const points = await trajectoryOf(optionsOf({ ...changes, snapshots: 6 }));
    const direct = decompose(vectorsOf(points));
    const options = optionsOf({ ...changes, snapshots: 5 });
    const prepared = await prepare(options);
    const { singularValues } = metaOf(prepared);
    expect(singularValues).toHaveLength(5);
    const columns = await columnsOf(await subspace(options, prepared, 4));
    columns.forEach((column, j) => {
      expect(Math.abs(singularValues[j] / direct.diagonal[j] - 1)).toBeLessThan(1e-4);
      expect(Math.abs(dot(column, direct.leftSingularVectors.getColumn(j)))).toBeGreaterThan(1 - 1e-4);
      expect(Math.abs(dot(column, column) - 1)).toBeLessThan(1e-5);
    });
  });

  it('scales coordinates by singular values over the largest', async () => {
    const options = optionsOf({ scaled: true });
    const prepared = await prepare(options);
    const { singularValues } = metaOf(prepared);
    const columns = await columnsOf(await subspace(options, prepared, 4));
    columns.forEach((column, j) => {
      expect(Math.sqrt(dot(column, column))).toBeCloseTo(singularValues[j] / singularValues[0], 5);
    });
    expect(singularValues[3]).toBeLessThan(singularValues[0]);
  });

  it('goes through the starting point', async () => {
    const options = optionsOf();
    const map = await subspace(options, await prepare(options), 3);
    const w = new Float32Array(D);
    await map.embed(map.initialCoordinates(), w);
    expect(w).toEqual(start.w);
  });

  it('keeps the whole spectrum, the steps and no more directions than the largest d needs', async () => {
    const prepared = await prepare(optionsOf({ snapshots: 8 }), { requested: [2, 5] });
    const { singularValues, ...meta } = metaOf(prepared);
    expect(meta).toEqual({ snapshots: 8, steps: 24, rank: 8 });
    expect(singularValues).toEqual([...singularValues].sort((a, b) => b - a));
    expect(prepared.arrays['directions']).toHaveLength(5 * D);
  });

  it('takes as many snapshots as the largest d asked for with reference, and says so in the options', async () => {
    const options = optionsOf({ reference: true, snapshots: 'auto' });
    const resolved = lotterySubspace.resolveOptions?.(options, layout, [3, 7, 5]);
    expect(resolved).toEqual({ ...options, snapshots: 7 });
    expect(lotterySubspace.resolveOptions?.({ ...options, meanCentred: true }, layout, [7])).toMatchObject({
      snapshots: 8,
    });
    // A caller that resolves nothing gets the same.
    expect(await prepare(options, { requested: [3, 7] })).toEqual(
      await prepare(optionsOf({ reference: true, snapshots: 7 }), { requested: [3, 7] }),
    );
  });

  it('takes 512 snapshots by default, whatever d is', () => {
    const options = optionsOf({ snapshots: 'auto' });
    for (const requested of [[1], [4, 4096]]) {
      expect(lotterySubspace.resolveOptions?.(options, layout, requested)).toEqual({ ...options, snapshots: 512 });
    }
    expect(lotterySubspace.attainable({ ...layout, dimension: 9999 }, options)).toEqual({ minimum: 1, maximum: 512 });
    const centred = optionsOf({ meanCentred: true });
    expect(lotterySubspace.attainable(layout, centred)).toEqual({ minimum: 1, maximum: 7 });
  });

  it('says at a d with too few directions what there is, or takes what there is', async () => {
    // A rate too small to move float32 weights by much: the increments are few multiples of their last bits.
    const still = { learningRate: 1e-30, snapshots: 4 };
    const strict = optionsOf(still);
    await expect(subspace(strict, await prepare(strict), 2)).rejects.toMatchObject({
      code: 'DOF_TOO_FEW_DIRECTIONS',
      message: expect.stringMatching(/4 snapshots has 0 independent directions, d = 2 was asked for/),
    });
    const lenient = optionsOf({ snapshots: 4, whenFewer: 'fewer' });
    expect(lotterySubspace.attainable(layout, lenient)).toEqual({ minimum: 1, maximum: D });
    const map = await subspace(lenient, await prepare(lenient, { requested: [20] }), 20);
    expect(map.degreesOfFreedom).toBe(4);
    const nothing = optionsOf({ ...still, whenFewer: 'fewer' });
    await expect(subspace(nothing, await prepare(nothing), 2)).rejects.toMatchObject({
      code: 'DOF_TOO_FEW_DIRECTIONS',
    });
  });

  it('learns from another seed what that seed learns itself, and trains from its own start', async () => {
    const objective = await compile();
    const seed = 7;
    const own = await prepare(optionsOf(), {
      start: { w: objective.initialise(runKey(seed, 'initialisation')) },
      key: runKey(seed, 'preparation'),
    });
    const options = optionsOf({ trajectorySeed: seed });
    const transferred = await prepare(options);
    expect(transferred).toEqual(own);
    expect(transferred.arrays).not.toEqual((await prepare(optionsOf())).arrays);
    const map = await subspace(options, transferred, 2);
    const w = new Float32Array(D);
    await map.embed(map.initialCoordinates(), w);
    expect(w).toEqual(start.w);
  });

  it('trains far below the loss of as many random directions', async () => {
    const objective = await compile();
    const options = optionsOf({ snapshots: 20 });
    const lottery = await subspace(options, await prepare(options), 4);
    const gaussian = await backend.linearMap({ kind: 'gaussian', rows: D, columns: 4 }, [5, 6]);
    const chance = affineReparametrisation(start.w, gaussian);
    const lossOf = async (reparametrisation: typeof lottery): Promise<number> => {
      const optimizer = { name: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
      const recipe = { optimizer, schedule: [], batchSize: 10, epochs: 40 };
      const quiet = { onStep: () => undefined, onEvaluation: () => undefined };
      const context = { objective, reparametrisation, recipe, trainCount: TRAIN_COUNT, key: [9, 9] as const, signal };
      const { history } = await trainRun({ ...context, ...quiet });
      return Math.min(...history.map(({ train }) => train.loss));
    };
    expect(await lossOf(lottery)).toBeLessThan(0.9 * (await lossOf(chance)));
  });

  it('refuses snapshots that do not fit in memory, before it trains', async () => {
    const objective = { ...(await compile()), dimension: 1e9 };
    const options = optionsOf({ snapshots: 1e6 });
    await expect(prepare(options, { objective })).rejects.toMatchObject({
      code: 'DOF_TOO_LARGE',
      message: expect.stringMatching(/1000000 snapshots of D = 1000000000 .* GiB.*: ask for fewer/),
    });
  });

  it('asks the engine for its own batches', () => {
    expect(lotterySubspace.preparationBatchSize?.(optionsOf({ batchSize: 17 }))).toBe(17);
  });

  it('is registered', async () => {
    const child = createContainer();
    await register(child);
    expect(child.resolveAll(Tokens.DofReductionMethod)).toEqual([lotterySubspace]);
  });
});

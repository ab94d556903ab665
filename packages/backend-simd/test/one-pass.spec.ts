import { describe, expect, it } from '@jest/globals';
import { availableEngines, SimdBackend, type EngineName } from '@dof/backend-simd';
import { affineReparametrisation, forwardLinearMap, forwardObjective, trainRun } from '@dof/core';
import type { LinearMap, ModelSpec, ProjectionKind, TrainingOutcome } from '@dof/core';
import { normalArray, randomDataset } from '@dof/testing';

const model: ModelSpec = {
  name: 'one layer',
  inputShape: [28, 28, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
  loss: 'softmax-cross-entropy',
};
/** Groups of 8 columns of floats or 48 of bytes, the last of them cut short. */
const [ROWS, COLUMNS] = [7850, 101];
const KINDS = ['gaussian', 'gaussian-int8', 'gaussian-regenerated'] as const;
const data = randomDataset([1, 2], { inputShape: model.inputShape, classes: 10, trainCount: 50, testCount: 10 });

interface Trained {
  readonly outcome: TrainingOutcome;
  readonly losses: readonly number[];
  readonly parameters: readonly Float32Array[];
}

/** Trains the layer in the image of a map, which it disposes of. */
async function trained(backend: SimdBackend, map: LinearMap): Promise<Trained> {
  const objective = await backend.compile(model, data, { batchSize: 10, evaluationBatchSize: 50 });
  const [losses, parameters]: [number[], Float32Array[]] = [[], []];
  const reparametrisation = affineReparametrisation(objective.initialise([3, 4]), map);
  const outcome = await trainRun({
    objective: forwardObjective(objective, {
      lossAndGradient: (w, ...rest) => {
        parameters.push(w.slice());
        return objective.lossAndGradient(w, ...rest);
      },
    }),
    reparametrisation,
    recipe: {
      optimizer: { name: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      ...{ schedule: [], batchSize: 10, epochs: 2 },
    },
    trainCount: 50,
    key: [5, 6],
    signal: new AbortController().signal,
    onStep: (_share, loss) => void losses.push(loss),
    onEvaluation: () => undefined,
  });
  reparametrisation.dispose();
  objective.dispose();
  return { outcome, losses, parameters };
}

const apart = (map: LinearMap): LinearMap => forwardLinearMap(map, { applyTransposeThenApply: undefined });

describe.each(availableEngines())('training in one pass over the matrix, by %s', (engine: EngineName) => {
  const backend = new SimdBackend({ engine });

  it.each(KINDS)('gives every bit of two passes, for %s', async (kind) => {
    const draw = (): Promise<LinearMap> => backend.linearMap({ kind, rows: ROWS, columns: COLUMNS }, [7, 8]);
    const map = await draw();
    expect(map).toHaveProperty('applyTransposeThenApply');
    const fused = await trained(backend, map);
    expect(fused).toEqual(await trained(backend, apart(await draw())));
    expect(fused.losses).toHaveLength(10);
    expect(fused.losses[9]).toBeLessThan(fused.losses[0]);
  });

  it('gives every bit of two passes for given columns, scaled', async () => {
    const columns = Array.from({ length: COLUMNS }, (_, j) => Float32Array.from(normalArray([j, 9], 0, ROWS)));
    const scale = columns.map((_, j) => (1 + (j % 3)) / 100);
    const [map, again] = [await backend.columnsMap(columns, scale), await backend.columnsMap(columns, scale)];
    expect(map).toHaveProperty('applyTransposeThenApply');
    expect(await trained(backend, map)).toEqual(await trained(backend, apart(again)));
  });
});

describe('one pass for both products', () => {
  const backend = new SimdBackend();
  const offers = async (kind: ProjectionKind, rows: number, columns: number): Promise<boolean> => {
    const map = await backend.linearMap({ kind, rows, columns }, [1, 2]);
    const offered = map.applyTransposeThenApply !== undefined;
    map.dispose();
    return offered;
  };

  it('is absent where it would be no faster', async () => {
    expect(await offers('gaussian', 20_490, 9)).toBe(true);
    expect(await offers('gaussian', 20_490, 8)).toBe(false);
    expect(await offers('gaussian', 200_000, 9)).toBe(false);
    expect(await offers('gaussian-int8', 200_000, 9)).toBe(true);
    expect(await offers('gaussian-regenerated', 200, 1)).toBe(true);
    expect(await offers('gaussian-regenerated', 200_000, 1)).toBe(false);
    for (const kind of ['rademacher', 'sparse', 'hadamard', 'fastfood'] as const) {
      expect(await offers(kind, 20_490, 100)).toBe(false);
    }
  });

  it('refuses vectors of another length, and a map that was disposed of', async () => {
    const map = await backend.linearMap({ kind: 'gaussian', rows: 20_490, columns: 9 }, [1, 2]);
    const [long, short] = [new Float32Array(20_490), new Float32Array(9)];
    const right = { g: long, pulled: short, theta: short, update: () => undefined, origin: long, out: long };
    for (const name of ['g', 'pulled', 'theta', 'origin', 'out'] as const) {
      const wrong = { ...right, [name]: new Float32Array(10) };
      expect(() => map.applyTransposeThenApply?.(wrong)).toThrow(`${name} has 10 entries`);
    }
    map.dispose();
    expect(() => map.applyTransposeThenApply?.(right)).toThrow(/disposed of/);
  });
});

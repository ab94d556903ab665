import { describe, expect, it, jest } from '@jest/globals';
import { randomDataset, referenceLinearMap, referenceObjective } from '@dof/testing';
import fc from 'fast-check';
import type { LinearMap, ProjectionKind } from '../contracts/linear-map.js';
import type { ModelSpec } from '../contracts/model-spec.js';
import type { Reparametrisation } from '../contracts/reparametrisation.js';
import type { OptimizerSpecification } from '../contracts/training-recipe.js';
import { forwardLinearMap, forwardObjective } from '../forwarding/forward-contracts.js';
import { createOptimizer, type Optimizer } from '../optimizers/create-optimizer.js';
import { projectionTraits } from '../projections/projection-traits.js';
import { keyFromSeed } from '../random/split-key.js';
import { affineReparametrisation } from '../reparametrisation/affine-reparametrisation.js';
import { trainRun, type TrainingOutcome } from './train-run.js';
import { trainedPoint } from './trained-point.js';

const model: ModelSpec = {
  name: 'linear',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const data = randomDataset([3, 4], { inputShape: [3, 3, 1], classes: 3, trainCount: 20, testCount: 4 });
const objective = referenceObjective(model, data, { batchSize: 6, evaluationBatchSize: 20 });
const origin = objective.initialise(keyFromSeed(9));
const rows = objective.dimension;
const moments = { beta1: 0.9, beta2: 0.99, epsilon: 1e-7 };

const apart = (map: LinearMap): LinearMap => forwardLinearMap(map, { applyTransposeThenApply: undefined });

interface Trained {
  readonly outcome: TrainingOutcome;
  readonly losses: readonly number[];
  /** Every w that was looked at, and every theta that it was computed from. */
  readonly parameters: readonly Float32Array[];
  readonly thetas: readonly Float32Array[];
  /** Steps in one pass. */
  readonly passes: number;
}

async function trained(map: LinearMap, optimizer: OptimizerSpecification): Promise<Trained> {
  const right = affineReparametrisation(origin, map);
  const [thetas, parameters]: Float32Array[][] = [[], []];
  const losses: number[] = [];
  let passes = 0;
  const pass = right.pullbackThenEmbed;
  const reparametrisation: Reparametrisation = {
    ...right,
    embed: async (theta, w) => {
      thetas.push(theta.slice());
      await right.embed(theta, w);
    },
    pullbackThenEmbed:
      pass &&
      (async (given) => {
        passes += 1;
        await pass(given);
        thetas.push(given.theta.slice());
      }),
  };
  const outcome = await trainRun({
    objective: forwardObjective(objective, {
      lossAndGradient: (w, ...rest) => {
        parameters.push(w.slice());
        return objective.lossAndGradient(w, ...rest);
      },
    }),
    reparametrisation,
    recipe: { optimizer, schedule: [{ step: 3, learningRate: 0.05 }], batchSize: 6, epochs: 2 },
    trainCount: 20,
    key: [5, 6],
    signal: new AbortController().signal,
    onStep: (_share, loss) => void losses.push(loss),
    onEvaluation: () => undefined,
  });
  return { outcome, losses, parameters, thetas, passes };
}

describe('training in one pass over the map', () => {
  it('gives the thetas, parameters and losses of pull-back, update and embedding, in every bit', async () => {
    const optimizer = fc.constantFrom<OptimizerSpecification>(
      { name: 'adam', learningRate: 0.1, ...moments },
      { name: 'adam-constant-correction', learningRate: 0.1, ...moments },
      { name: 'momentum', learningRate: 0.5, momentum: 0.9 },
      { name: 'momentum', learningRate: 0.5, momentum: 0.9, weightDecay: 0.1 },
      { name: 'adamw', learningRate: 0.1, ...moments, weightDecay: 0.5 },
      // Ends as diverged.
      { name: 'momentum', learningRate: 1e300, momentum: 0.9 },
    );
    const kind = fc.constantFrom(...(Object.keys(projectionTraits) as ProjectionKind[]));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: rows }), kind, fc.nat(100), optimizer, async (d, kind, seed, how) => {
        const map = referenceLinearMap({ kind, rows, columns: d }, [seed, 1]);
        const [{ passes, ...fused }, { passes: none, ...separate }] = [
          await trained(map, how),
          await trained(apart(map), how),
        ];
        expect(fused).toEqual(separate);
        expect([passes, none]).toEqual([fused.losses.length, 0]);
        if (fused.outcome.status === 'finished') expect(fused.losses).toHaveLength(6);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('diverges at the same step', async () => {
    const map = referenceLinearMap({ kind: 'gaussian', rows, columns: 4 }, [1, 1]);
    const wild: OptimizerSpecification = { name: 'momentum', learningRate: 1e300, momentum: 0.9 };
    const { outcome } = await trained(map, wild);
    expect(outcome).toMatchObject({ status: 'diverged', divergedAtStep: 1 });
    expect((await trained(apart(map), wild)).outcome).toEqual(outcome);
  });
});

describe('trainedPoint', () => {
  const map = referenceLinearMap({ kind: 'gaussian', rows, columns: 5 }, [2, 2]);
  const gradient = Float32Array.from({ length: rows }, (_, i) => Math.sin(i));

  /** Clips the gradient to unit length, for which it must see all of it. */
  function clipping(): Optimizer {
    const { update } = createOptimizer({ name: 'momentum', learningRate: 0.1, momentum: 0.9 }, 5);
    return {
      update: (theta, given, learningRate) => {
        const length = Math.hypot(...given);
        update(
          theta,
          given.map((value) => value / Math.max(1, length)),
          learningRate,
        );
      },
    };
  }

  it('makes one step after the other for an optimizer that must see the whole gradient', async () => {
    const pullbackThenEmbed = jest.fn(() => undefined);
    const right = affineReparametrisation(origin, map);
    const point = trainedPoint({ ...right, pullbackThenEmbed }, clipping());
    const [theta, pulled, w] = [new Float32Array(5), new Float32Array(5), new Float32Array(rows)];
    const optimizer = clipping();
    for (let step = 0; step < 3; step++) {
      await point.step(gradient, 0.1);
      map.applyTranspose(gradient, pulled);
      optimizer.update(theta, pulled, 0.1);
      map.apply(theta, origin, w);
      expect(await point.parameters()).toEqual(w);
    }
    expect(pullbackThenEmbed).not.toHaveBeenCalled();
  });

  it('computes the parameters once for each theta, and not at all after one pass', async () => {
    const momentum = createOptimizer({ name: 'momentum', learningRate: 0.1, momentum: 0 }, 5);
    for (const [one, embeddings] of [[map, 1] as const, [apart(map), 2] as const]) {
      const right = affineReparametrisation(origin, one);
      const embed = jest.fn(right.embed);
      const w = new Float32Array(rows);
      const point = trainedPoint({ ...right, embed }, momentum, w);
      for (const moves of [true, false]) {
        expect(await point.parameters()).toBe(w);
        await point.parameters();
        if (moves) await point.step(gradient, 0.1);
      }
      expect(embed).toHaveBeenCalledTimes(embeddings);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  createContainer,
  forwardBackend,
  keyFromSeed,
  parameterLayout,
  parseOptions,
  splitKey,
  Tokens,
} from '@dof/core';
import type { ModelSpec, Objective, Prepared, PrepareContext, Reparametrisation } from '@dof/core';
import { randomDataset, randomParameters, ReferenceBackend, referenceSingularDirections } from '@dof/testing';
import {
  gradientCovariance,
  register,
  type GradientCovarianceMeta,
  type GradientCovarianceOptions,
} from '@dof/methods-gradient-covariance';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

const model: ModelSpec = {
  name: 'small',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const layout = parameterLayout(model);
const D = layout.dimension;
const backend = new ReferenceBackend();
const start = { w: randomParameters(model, [1, 2]) };
const data = randomDataset([3, 4], { inputShape: [3, 3, 1], classes: 3, trainCount: 30, testCount: 4 });
const signal: AbortSignal = new AbortController().signal;
const optionsOf = (changes: object): GradientCovarianceOptions =>
  parseOptions(gradientCovariance.options, changes, 'gradient-covariance');

/** A preparation, with the gradients and the examples it asked for. */
async function prepare(
  options: GradientCovarianceOptions,
  changes: Partial<PrepareContext<GradientCovarianceOptions>> = {},
): Promise<{ prepared: Prepared; gradients: Float32Array[]; examples: number[][] }> {
  const objective = await backend.compile(model, data, { batchSize: 30, evaluationBatchSize: 30 });
  const [gradients, examples]: [Float32Array[], number[][]] = [[], []];
  const spying: Objective = {
    ...objective,
    lossAndGradient: async (w, batch, gradient) => {
      expect([...w]).toEqual([...start.w]);
      const loss = await objective.lossAndGradient(w, batch, gradient);
      gradients.push(gradient.slice());
      examples.push([...batch.indices]);
      return loss;
    },
  };
  const prepared = await gradientCovariance.prepare?.({
    ...{ objective: spying, backend, trainCount: 30, start, options, signal, requested: [3] },
    ...{ key: splitKey(keyFromSeed(1), 'preparation'), emit: () => undefined, ...changes },
  });
  if (prepared === undefined) throw new TypeError('the method has a preparation');
  return { prepared, gradients, examples };
}

function subspace(options: GradientCovarianceOptions, prepared: Prepared, d: number): Promise<Reparametrisation> {
  return gradientCovariance.reparametrise({ prepared, start, d, key: [5, 6], options, backend, layout, signal });
}

/** The columns of A, by unit gradients: the rows of its transpose. */
async function columnsOf(map: Reparametrisation): Promise<Matrix> {
  const columns = Matrix.zeros(D, map.degreesOfFreedom);
  for (let i = 0; i < D; i++) {
    const [unit, row] = [new Float32Array(D), new Float32Array(map.degreesOfFreedom)];
    unit[i] = 1;
    await map.pullback(map.initialCoordinates(), unit, row);
    columns.setRow(i, [...row]);
  }
  return columns;
}

describe('gradient-covariance', () => {
  it.each([
    ['per-example gradients', { gradients: 20 }],
    ['gradients of batches', { gradients: 9, batchSize: 3 }],
    ['centred gradients', { gradients: 20, meanCentred: true }],
  ])('spans the top eigenvectors of the covariance of %s', async (_, changes) => {
    const options = optionsOf(changes);
    const { prepared, gradients } = await prepare(options);
    const stack = new Matrix(gradients.map((gradient) => [...gradient]));
    // The D x D matrix itself, which the method never forms.
    const rows = options.meanCentred ? stack.center('column') : stack;
    const covariance = rows.transpose().mmul(rows).mul(1 / gradients.length); // prettier-ignore
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
    const { eigenvalues } = prepared.meta as GradientCovarianceMeta;
    const columns = await columnsOf(await subspace(options, prepared, 3));
    // ml-matrix sorts them rising.
    for (let j = 0; j < 3; j++) {
      expect(eigenvalues[j] / realEigenvalues[D - 1 - j]).toBeCloseTo(1, 5);
      const agreement = columns.getColumnVector(j).dot(eigenvectorMatrix.getColumnVector(D - 1 - j));
      expect(Math.abs(agreement)).toBeCloseTo(1, 5);
    }
  });

  it('takes gradients at the start over disjoint random batches', async () => {
    const { examples } = await prepare(optionsOf({ gradients: 10, batchSize: 3 }));
    expect(examples.map(({ length }) => length)).toEqual(new Array(10).fill(3));
    expect(examples.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    const other = await prepare(optionsOf({ gradients: 10, batchSize: 3 }), { key: [1, 1] });
    expect(other.examples).not.toEqual(examples);
  });

  it('scales coordinates by standard deviation over the largest', async () => {
    const options = optionsOf({ gradients: 20, scaled: true });
    const { prepared } = await prepare(options);
    const { eigenvalues } = prepared.meta as GradientCovarianceMeta;
    const columns = await columnsOf(await subspace(options, prepared, 3));
    for (let j = 0; j < 3; j++) {
      expect(columns.getColumnVector(j).norm()).toBeCloseTo(Math.sqrt(eigenvalues[j] / eigenvalues[0]), 5);
    }
  });

  it('can train no more coordinates than there are gradients', () => {
    expect(gradientCovariance.attainable(layout, optionsOf({ gradients: 12 }))).toEqual({ minimum: 1, maximum: 12 });
    const centred = optionsOf({ gradients: 12, meanCentred: true });
    expect(gradientCovariance.attainable(layout, centred)).toEqual({ minimum: 1, maximum: 11 });
    expect(gradientCovariance.attainable(layout, optionsOf({}))).toEqual({ minimum: 1, maximum: D });
  });

  it('says how many directions there are at a d with too few', async () => {
    // The gradients of a softmax sum to 0 over the classes: 20 of the 30 directions are left.
    const options = optionsOf({ gradients: 30 });
    const { prepared } = await prepare(options, { requested: [25] });
    await expect(subspace(options, prepared, 25)).rejects.toMatchObject({
      code: 'DOF_TOO_FEW_DIRECTIONS',
      message: expect.stringMatching(/30 gradients have 20 independent directions, d = 25 was asked for/),
    });
  });

  it('refuses more gradients than the training set has examples for', async () => {
    await expect(prepare(optionsOf({ gradients: 11, batchSize: 3 }))).rejects.toMatchObject({
      code: 'DOF_BAD_OPTIONS',
      message: expect.stringMatching(/11 gradients of 3 examples each take more than the 30 of the training set/),
    });
  });

  it('refuses a start without finite gradients', async () => {
    const objective = await backend.compile(model, data, { batchSize: 30, evaluationBatchSize: 30 });
    const broken: Objective = { ...objective, lossAndGradient: (_w, _batch, gradient) => gradient.fill(NaN)[0] };
    await expect(prepare(optionsOf({ gradients: 5 }), { objective: broken })).rejects.toMatchObject({
      code: 'DOF_TRAINING_DIVERGED',
    });
  });

  it('takes the directions from an engine that finds them, the same to 1e-6', async () => {
    const limits: number[] = [];
    const finding = forwardBackend(backend, {
      topSingularDirections: (vectors, limit, watched) => {
        limits.push(limit);
        return referenceSingularDirections(vectors, limit, watched);
      },
    });
    const options = optionsOf({ gradients: 12, batchSize: 2 });
    const shares: number[] = [];
    const { prepared } = await prepare(options, { backend: finding, emit: (share) => void shares.push(share) });
    const plain = await prepare(options);
    expect(limits).toEqual([3]);
    const [actual, expected] = [prepared, plain.prepared].map(({ arrays }) => Array.from(arrays['directions'], Number));
    actual.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-6));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('is registered', async () => {
    const child = createContainer();
    await register(child);
    expect(child.resolveAll(Tokens.DofReductionMethod)).toEqual([gradientCovariance]);
  });
});

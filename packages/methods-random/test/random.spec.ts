import { describe, expect, it } from '@jest/globals';
import { CONTRACT_VERSION, createContainer, parameterLayout, parseOptions, projectionTraits, Tokens } from '@dof/core';
import type { ModelSpec, ProjectionKind, RandomKey, Reparametrisation } from '@dof/core';
import { normalArray, randomDataset, randomParameters, ReferenceBackend, referenceLinearMap } from '@dof/testing';
import { full, random, register } from '@dof/methods-random';

const model: ModelSpec = {
  name: 'small',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const KINDS = Object.keys(projectionTraits) as ProjectionKind[];
const layout = parameterLayout(model);
const D = layout.dimension;
const backend = new ReferenceBackend();
const start = { w: randomParameters(model, [1, 2]) };
const options = parseOptions(random.options, {}, 'method random');
const signal = new AbortController().signal;

function subspace(d: number, key: RandomKey = [3, 4]): Promise<Reparametrisation> {
  return random.reparametrise({ start, d, key, options, backend, layout, signal });
}

/** Column j of the subspace's A, as w(e_j) - w(0). */
function column(reparametrisation: Reparametrisation, j: number): Float64Array {
  const theta = reparametrisation.initialCoordinates();
  const [at, from] = [new Float32Array(D), new Float32Array(D)];
  void reparametrisation.embed(theta, from);
  theta[j] = 1;
  void reparametrisation.embed(theta, at);
  return Float64Array.from(at, (value, i) => value - from[i]);
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

describe('random', () => {
  it('starts at the starting point and counts its coordinates', async () => {
    const reparametrisation = await subspace(5);
    const w = new Float32Array(D);
    await reparametrisation.embed(reparametrisation.initialCoordinates(), w);
    expect([...w]).toEqual([...start.w]);
    expect([reparametrisation.degreesOfFreedom, reparametrisation.dimension]).toEqual([5, D]);
  });

  it('has columns of unit length that are not made orthogonal', async () => {
    const reparametrisation = await subspace(8);
    const columns = Array.from({ length: 8 }, (_, j) => column(reparametrisation, j));
    for (const one of columns) expect(Math.abs(Math.sqrt(dot(one, one)) - 1)).toBeLessThan(1e-6);
    expect(Math.abs(dot(columns[0], columns[1]))).toBeGreaterThan(1e-3);
  });

  it('pulls a gradient of the loss back to the derivative in theta', async () => {
    const data = randomDataset([5, 6], { inputShape: [3, 3, 1], classes: 3, trainCount: 6, testCount: 1 });
    const objective = await backend.compile(model, data, { batchSize: 6, evaluationBatchSize: 6 });
    const batch = { split: 'train' as const, indices: Uint32Array.of(0, 1, 2, 3, 4, 5) };
    const reparametrisation = await subspace(4);
    const theta = Float32Array.from(normalArray([7, 8], 0, 4));
    const [w, gradient, pulled] = [new Float32Array(D), new Float32Array(D), new Float32Array(4)];
    const lossAt = async (coordinates: Float32Array): Promise<number> => {
      await reparametrisation.embed(coordinates, w);
      return objective.lossAndGradient(w, batch, gradient);
    };
    for (let j = 0; j < 4; j++) {
      const [above, below] = [theta.slice(), theta.slice()];
      above[j] += 2 ** -7;
      below[j] -= 2 ** -7;
      const difference = ((await lossAt(above)) - (await lossAt(below))) / (above[j] - below[j]);
      await lossAt(theta);
      await reparametrisation.pullback(theta, gradient, pulled);
      expect(Math.abs(pulled[j] - difference)).toBeLessThan(1e-4);
    }
  });

  it('gives the same subspace for the same key and another for another', async () => {
    const [first, again, other] = [await subspace(3), await subspace(3), await subspace(3, [3, 5])];
    expect(column(again, 2)).toEqual(column(first, 2));
    expect(column(other, 2)).not.toEqual(column(first, 2));
  });

  it('is nested in d', async () => {
    const [small, large] = [await subspace(3), await subspace(11)];
    for (let j = 0; j < 3; j++) expect(column(large, j)).toEqual(column(small, j));
  });

  it('spans the whole space at d = D', async () => {
    const reparametrisation = await subspace(D);
    const basis: Float64Array[] = [];
    for (let j = 0; j < D; j++) {
      let rest = column(reparametrisation, j);
      // Twice, since one pass of Gram and Schmidt leaves rounding errors behind.
      for (const unit of [...basis, ...basis]) {
        const share = dot(rest, unit);
        rest = rest.map((value, i) => value - share * unit[i]);
      }
      const length = Math.sqrt(dot(rest, rest));
      // Entries carry the rounding of float32, 1e-7: a dependent column would be left with about that length.
      expect(length).toBeGreaterThan(1e-4);
      basis.push(rest.map((value) => value / length));
    }
  });

  it('leaves the starting point as it was', async () => {
    const before = start.w.slice();
    const reparametrisation = await subspace(2);
    await reparametrisation.embed(Float32Array.of(1, -1), new Float32Array(D));
    expect(start.w).toEqual(before);
  });

  it('can train every whole number of coordinates from 1 to D, and no other', async () => {
    expect(random.attainable(layout, options)).toEqual({ minimum: 1, maximum: D });
    for (const d of [0, -1, 1.5, D + 1, NaN]) {
      await expect(subspace(d)).rejects.toMatchObject({ code: 'DOF_BAD_DIMENSION' });
    }
  });

  it('declares what it promises', () => {
    expect(random).toMatchObject({ name: 'random', contractVersion: CONTRACT_VERSION });
    expect(random.capabilities).toEqual({ linear: true, nested: true, reachesFullSpace: true });
    expect(random.prepare).toBeUndefined();
  });

  it.each<[object, RegExp]>([
    [{ projection: 'gausian' }, /projection: expected .*; did you mean gaussian/],
    [{ nonZerosPerColumn: 3 }, /nonZerosPerColumn: goes with projection: sparse alone/],
    [{ projection: 'fastfood', nonZerosPerColumn: 3 }, /nonZerosPerColumn: goes with projection: sparse alone/],
    [{ projection: 'sparse', nonZerosPerColumn: 0 }, /nonZerosPerColumn: /],
    [{ projetion: 'gaussian' }, /unknown key "projetion"; did you mean projection\?/],
  ])('refuses the options %j', (wrong, message) => {
    const parse = (): unknown => parseOptions(random.options, wrong, 'method random');
    expect(parse).toThrow(expect.objectContaining({ code: 'DOF_BAD_OPTIONS' }));
    expect(parse).toThrow(message);
  });

  it('leaves the projection to the size of the problem', () => {
    expect(options).toEqual({ projection: 'auto' });
  });

  it('decides for the Gaussian up to an entry for 128 operations of a step at the largest d', () => {
    const decide = (requested: readonly number[], stepOperations: number): unknown =>
      random.resolveOptions?.(options, { ...layout, dimension: 1000 }, requested, stepOperations);
    expect(decide([8, 300], 128 * 300_000)).toEqual({ projection: 'gaussian' });
    expect(decide([8, 301], 128 * 300_000)).toEqual({ projection: 'hadamard' });
    // A matrix that stays in cache is no burden, however little a step costs.
    expect(decide([262], 1000)).toEqual({ projection: 'gaussian' });
    expect(decide([263], 1000)).toEqual({ projection: 'hadamard' });
    // However much a step costs, the matrix must fit.
    expect(decide([2 ** 18], 1e15)).toEqual({ projection: 'hadamard' });
  });

  it('decides by 2^27 entries alone where the cost of a step is unknown', () => {
    const decide = (dimension: number, requested: readonly number[]): unknown =>
      random.resolveOptions?.(options, { ...layout, dimension }, requested);
    expect(decide(20_490, [8, 4096])).toEqual({ projection: 'gaussian' });
    expect(decide(2 ** 14, [2 ** 13])).toEqual({ projection: 'gaussian' });
    expect(decide(2 ** 14, [1, 2 ** 13 + 1])).toEqual({ projection: 'hadamard' });
    expect(decide(272_474, [16, 16_384])).toEqual({ projection: 'hadamard' });
    expect(decide(272_474, [16])).toEqual({ projection: 'gaussian' });
  });

  it('leaves a projection that was asked for as it is', () => {
    for (const kind of KINDS) {
      const asked = parseOptions(random.options, { projection: kind }, 'method random');
      expect(random.resolveOptions?.(asked, { ...layout, dimension: 10 ** 6 }, [10 ** 5])).toEqual({
        projection: kind,
      });
    }
  });

  it('refuses more non-zeros than there are entries', () => {
    const asked = parseOptions(random.options, { projection: 'sparse', nonZerosPerColumn: D + 1 }, 'method random');
    expect(() => random.resolveOptions?.(asked, layout, [1])).toThrow(
      expect.objectContaining({ code: 'DOF_BAD_OPTIONS', message: expect.stringMatching(/nonZerosPerColumn.*D = 30/) }),
    );
  });

  it.each(KINDS)('draws the matrix that the engine draws, for %s', async (projection) => {
    const asked = parseOptions(random.options, { projection }, 'method random');
    const mine = await random.reparametrise({ start, d: 4, key: [3, 4], options: asked, backend, layout, signal });
    const map = referenceLinearMap({ kind: projection, rows: D, columns: 4 }, [3, 4]);
    const [w, expected, theta] = [new Float32Array(D), new Float32Array(D), Float32Array.of(1, -2, 3, 0.5)];
    await mine.embed(theta, w);
    map.apply(theta, start.w, expected);
    expect([...w]).toEqual([...expected]);
    const { nested, fullRank } = projectionTraits[projection];
    expect(random.capabilitiesWith?.(asked)).toEqual({ nested, reachesFullSpace: fullRank });
  });

  it('takes the number of non-zeros of a sparse matrix', async () => {
    const asked = parseOptions(random.options, { projection: 'sparse', nonZerosPerColumn: 3 }, 'method random');
    const mine = await random.reparametrise({ start, d: 2, key: [3, 4], options: asked, backend, layout, signal });
    expect(column(mine, 1).filter((entry) => Math.abs(entry) > 0.1).length).toBe(3);
  });

  it('is registered', async () => {
    const child = createContainer();
    await register(child);
    expect(child.resolveAll(Tokens.DofReductionMethod)).toEqual([random, full]);
  });
});

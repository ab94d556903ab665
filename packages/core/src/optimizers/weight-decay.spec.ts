import { describe, expect, it } from '@jest/globals';
import { referenceLinearMap } from '@dof/testing';
import type { Reparametrisation } from '../contracts/reparametrisation.js';
import type { OptimizerSpecification } from '../contracts/training-recipe.js';
import { affineReparametrisation } from '../reparametrisation/affine-reparametrisation.js';
import { trainedPoint } from '../training/trained-point.js';
import { createFullSpaceOptimizer } from './create-full-space-optimizer.js';
import { createOptimizer } from './create-optimizer.js';

const D = 6;
const STEPS = 30;
const moments = { beta1: 0.9, beta2: 0.99, epsilon: 1e-7 };
const origin = Float32Array.from({ length: D }, (_, i) => 1 + i / 2);
const gradientAt = (step: number): Float32Array => Float32Array.from({ length: D }, (_, i) => Math.sin(step + 3 * i));
const rateAt = (step: number): number => 0.1 / (1 + step / 10);

const optimizers: readonly OptimizerSpecification[] = [
  { name: 'adamw', learningRate: 0.1, ...moments, weightDecay: 0.3 },
  { name: 'adam', learningRate: 0.1, ...moments, weightDecay: 0.3 },
  { name: 'momentum', learningRate: 0.1, momentum: 0.9, weightDecay: 0.3 },
];

/** w = origin + theta. */
const identity: Reparametrisation = {
  degreesOfFreedom: D,
  dimension: D,
  initialCoordinates: () => new Float32Array(D),
  embed: (theta, w) => theta.forEach((value, i) => (w[i] = origin[i] + value)),
  pullback: (_theta, gradient, out) => out.set(gradient),
  dispose: () => undefined,
};

/** The recurrences as the papers and PyTorch's documentation give them, coordinate by coordinate, in float64. */
function byTheBook(specification: OptimizerSpecification): number[] {
  return [...origin].map((start, i) => {
    let [w, m, v] = [start, 0, 0];
    for (let step = 0; step < STEPS; step++) {
      const [g, rate] = [gradientAt(step)[i], rateAt(step)];
      if (specification.name === 'momentum') {
        v = specification.momentum * v + g + 0.3 * w;
        w -= rate * v;
        continue;
      }
      const seen = specification.name === 'adam' ? g + 0.3 * w : g;
      m = 0.9 * m + 0.1 * seen;
      v = 0.99 * v + 0.01 * seen * seen;
      const adam = m / (1 - 0.9 ** (step + 1)) / (Math.sqrt(v / (1 - 0.99 ** (step + 1))) + 1e-7);
      w -= rate * (specification.name === 'adamw' ? adam + 0.3 * w : adam);
    }
    return w;
  });
}

describe('weight decay with all D parameters', () => {
  it.each(optimizers)('is that of the papers: $name', async (specification) => {
    const point = trainedPoint(identity, createOptimizer(specification, D));
    const whole = createFullSpaceOptimizer(specification, D);
    const w = origin.slice();
    for (let step = 0; step < STEPS; step++) {
      await point.step(gradientAt(step), rateAt(step));
      whole.update(w, gradientAt(step), rateAt(step));
    }
    const expected = byTheBook(specification);
    for (const found of [w, await point.parameters()]) {
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
    }
  });

  it('is nothing where its strength is 0', () => {
    const [plain, none] = ['adam', 'adamw'].map((name) => {
      const specification = { name, learningRate: 0.1, ...moments, ...(name === 'adamw' && { weightDecay: 0 }) };
      const w = origin.slice();
      const optimizer = createFullSpaceOptimizer(specification as OptimizerSpecification, D);
      for (let step = 0; step < STEPS; step++) optimizer.update(w, gradientAt(step), rateAt(step));
      return w;
    });
    expect(none).toEqual(plain);
  });
});

describe('weight decay in a subspace', () => {
  const d = 3;
  const map = referenceLinearMap({ kind: 'gaussian', rows: D, columns: d }, [4, 4]);

  it.each(optimizers.filter(({ name }) => name !== 'adam'))(
    'makes |w| as small as the subspace has it: $name',
    async (specification) => {
      const point = trainedPoint(affineReparametrisation(origin, map), createOptimizer(specification, d));
      for (let step = 0; step < 6000; step++) await point.step(new Float32Array(D), 0.3);
      // At the least of |w|^2 over the subspace, w is orthogonal to it.
      const [w, pulled] = [await point.parameters(), new Float32Array(d)];
      map.applyTranspose(w, pulled);
      expect(Math.hypot(...w)).toBeLessThan(Math.hypot(...origin));
      for (const value of pulled) expect(value).toBeCloseTo(0, 3);
    },
  );

  it('moves w by the pull-back of w, rate and strength times, where decay is decoupled', async () => {
    const point = trainedPoint(affineReparametrisation(origin, map), createOptimizer(optimizers[0], d));
    const w = (await point.parameters()).slice();
    await point.step(new Float32Array(D), 0.2);
    const [pulled, moved] = [new Float32Array(d), new Float32Array(D)];
    map.applyTranspose(w, pulled);
    map.apply(
      pulled.map((value) => -0.2 * 0.3 * value),
      w,
      moved,
    );
    (await point.parameters()).forEach((value, i) => expect(value).toBeCloseTo(moved[i], 5));
  });
});

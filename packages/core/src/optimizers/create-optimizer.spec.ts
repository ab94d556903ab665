import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OptimizerSpecification } from '../contracts/training-recipe.js';
import { createOptimizer } from './create-optimizer.js';

const moments = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/** Step lengths of an optimizer that sees the gradient 1 every time. */
function stepLengths(specification: OptimizerSpecification, steps: number): number[] {
  const optimizer = createOptimizer(specification, 1);
  return Array.from({ length: steps }, () => {
    const theta = new Float32Array(1);
    optimizer.update(theta, Float32Array.of(1), specification.learningRate);
    return -theta[0];
  });
}

describe('adam', () => {
  it('takes steps of the learning rate while the gradient stays the same', () => {
    for (const length of stepLengths({ name: 'adam', ...moments }, 2000)) expect(length).toBeCloseTo(0.1, 5);
  });

  it('follows the recurrences of Kingma and Ba on changing gradients', () => {
    const optimizer = createOptimizer({ name: 'adam', ...moments }, 1);
    const theta = Float32Array.of(0.5);
    let [m, v, expected] = [0, 0, 0.5];
    for (let t = 1; t <= 50; t++) {
      const g = Math.fround(Math.sin(t) * 10 ** (t % 5));
      optimizer.update(theta, Float32Array.of(g), 0.1);
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      expected -= (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-7);
      expect(theta[0]).toBeCloseTo(expected, 5);
    }
  });
});

describe('adam-constant-correction', () => {
  it('has the step lengths relative to Adam that the reference code shows', () => {
    const lengths = stepLengths({ name: 'adam-constant-correction', ...moments }, 20_000).map((length) => length / 0.1);
    expect(lengths[0]).toBeCloseTo(1, 4);
    expect(Math.max(...lengths)).toBeCloseTo(2.1, 1);
    expect(lengths.indexOf(Math.max(...lengths))).toBeGreaterThan(9);
    expect(lengths.indexOf(Math.max(...lengths))).toBeLessThan(14);
    expect(lengths[999]).toBeCloseTo(0.4, 2);
    expect(lengths.at(-1)).toBeCloseTo(Math.sqrt(0.001) / 0.1, 3);
  });
});

describe('momentum', () => {
  it('reaches the learning rate over 1 - momentum under a constant gradient', () => {
    const lengths = stepLengths({ name: 'momentum', learningRate: 0.1, momentum: 0.9 }, 200);
    expect(lengths[0]).toBeCloseTo(0.1, 6);
    expect(lengths[1]).toBeCloseTo(0.19, 6);
    expect(lengths.at(-1)).toBeCloseTo(1, 6);
  });
});

describe('every optimizer', () => {
  it.each<OptimizerSpecification>([
    { name: 'adam', ...moments },
    { name: 'adam-constant-correction', ...moments, learningRate: 0.02 },
    { name: 'momentum', learningRate: 0.02, momentum: 0.9 },
  ])('converges on an ill-conditioned quadratic: $name', (specification) => {
    const optimizer = createOptimizer(specification, 2);
    const theta = Float32Array.of(1, -2);
    for (let step = 0; step < 3000; step++) {
      const rate = specification.learningRate / (1 + step / 100);
      optimizer.update(theta, Float32Array.of(theta[0], 10 * theta[1]), rate);
    }
    expect(Math.hypot(...theta)).toBeLessThan(1e-2);
  });
});

describe('a step by coordinates', () => {
  it('has the bits of a whole one, whatever the stretches', () => {
    const d = 7;
    const optimizer = fc.constantFrom<OptimizerSpecification>(
      { name: 'adam', ...moments },
      { name: 'adam-constant-correction', ...moments },
      { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
    );
    const ends = fc.array(fc.integer({ min: 1, max: d - 1 }));
    fc.assert(
      fc.property(optimizer, fc.array(ends, { minLength: 1, maxLength: 5 }), (specification, steps) => {
        const [whole, parts] = [createOptimizer(specification, d), createOptimizer(specification, d)];
        const [expected, theta] = [new Float32Array(d).fill(1), new Float32Array(d).fill(1)];
        steps.forEach((cuts, t) => {
          const gradient = Float32Array.from({ length: d }, (_, j) => Math.sin(t + 7 * j));
          whole.update(expected, gradient, 0.1 / (t + 1));
          const update = parts.beginStep?.(0.1 / (t + 1));
          [...cuts, d]
            .sort((a, b) => a - b)
            .reduce((from, to) => {
              update?.(theta, gradient, from, to);
              return to;
            }, 0);
        });
        expect(theta).toEqual(expected);
      }),
    );
  });
});

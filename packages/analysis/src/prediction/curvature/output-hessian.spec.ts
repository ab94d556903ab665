import { describe, expect, it } from '@jest/globals';
import type { LossName } from '@dof/core';
import fc from 'fast-check';
import { outputHessian } from './output-hessian.js';

/** The losses of one example as the contract states them. */
const losses: Record<LossName, (z: readonly number[], label: number) => number> = {
  'softmax-cross-entropy': (z, label) => Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0)) - z[label],
  'mean-squared-error': (z, label) =>
    z.reduce((sum, value, k) => sum + (value - Number(k === label)) ** 2, 0) / z.length,
};
const outputs = fc.array(fc.integer({ min: -64, max: 64 }), { minLength: 2, maxLength: 6 });

describe.each(Object.keys(losses) as LossName[])('outputHessian of %s', (loss) => {
  it('is the second difference of the loss, whatever the label', () => {
    fc.assert(
      fc.property(outputs, fc.nat(), (sixteenths, label) => {
        const z = sixteenths.map((value) => value / 16);
        const h = 1e-3;
        const value = (i: number, j: number, a: number, b: number) =>
          losses[loss](
            z.map((entry, k) => entry + (k === i ? a * h : 0) + (k === j ? b * h : 0)),
            label % z.length,
          );
        for (const j of z.keys()) {
          const column = Float64Array.from(z, (_, k) => Number(k === j));
          outputHessian[loss](Float32Array.from(z), column);
          for (const i of z.keys()) {
            const mixed = value(i, j, 1, 1) - value(i, j, 1, -1) - value(i, j, -1, 1) + value(i, j, -1, -1);
            expect(Math.abs(column[i] - mixed / (4 * h * h))).toBeLessThan(1e-6);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('outputHessian', () => {
  it('survives outputs whose exponentials overflow', () => {
    const perturbation = Float64Array.of(1, 2);
    outputHessian['softmax-cross-entropy'](Float32Array.of(1000, 1000), perturbation);
    expect([...perturbation]).toEqual([-0.25, 0.25]);
  });
});
